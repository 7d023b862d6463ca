"""What pages say about how long things are kept."""

from __future__ import annotations

from typing import Any

from django import template

from claimguide.cases.models import Case
from claimguide.cases.retention import kept_until

register = template.Library()


@register.inclusion_tag("components/data_notice.html")
def data_notice(case: Case) -> dict[str, Any]:
    return {"until": kept_until(case)}
