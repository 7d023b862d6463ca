"""What pages say about how long things are kept."""

from __future__ import annotations

from typing import Any

from django import template

from claimguide.cases import device_drafts
from claimguide.cases.models import Case
from claimguide.cases.retention import kept_until

register = template.Library()


@register.inclusion_tag("components/data_notice.html")
def data_notice(case: Case) -> dict[str, Any]:
    return {"until": kept_until(case)}


@register.inclusion_tag("components/draft_bar.html", takes_context=True)
def draft_bar(context: template.Context) -> dict[str, Any]:
    """What the scripts of a page with `draft` need: the key of the case and the cases of this visit."""
    request, case = context["request"], context["case"]
    held = " ".join(device_drafts.held_ids(request))
    return {"case": case, "key": device_drafts.key_for(request, case), "held": held}
