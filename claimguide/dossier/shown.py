"""What the page says of each dossier."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claimguide.cases.models import Case

from . import wording
from .models import Dossier

STATES: dict[str, Promise] = {
    "ready": gettext_lazy("The dossier is ready."),
    "working": gettext_lazy("The dossier is being made. This takes a few seconds."),
    "failed": gettext_lazy("The dossier could not be made."),
}
_REASONS: dict[str, Promise] = {
    "file_missing": gettext_lazy("A stored file is missing. The staff have to look at it."),
    "file_changed": gettext_lazy(
        "A stored file is no longer what it was when you ordered this. The staff have to look at it."
    ),
    "unreadable_file": gettext_lazy("A stored file cannot be shown. The staff have to look at it."),
}
_OTHER_REASON = gettext_lazy("Your files are kept. Try again; if it fails again, the staff will look at it.")


def rows(case: Case, dossiers: list[Dossier]) -> list[dict[str, Any]]:
    """The dossiers for templates/dossier/page.html."""
    return [row(case, each) for each in dossiers]


def row(case: Case, dossier: Dossier) -> dict[str, Any]:
    """One dossier. Asks for its order only while its file is not there."""
    state = dossier.state
    code = dossier.job.last_error if state == "failed" and dossier.job else ""
    names = [each["printed"] for each in dossier.content["files"]]
    return {
        "dossier": dossier,
        "title": _("Dossier no. %(number)d") % {"number": dossier.number},
        "names": [*wording.own_names(dossier.content), *names],
        "state": state,
        "text": str(STATES[state]),
        "reason": str(_REASONS.get(code, _OTHER_REASON)) if state == "failed" else "",
        "busy": state == "working",
        "state_url": reverse("dossier:state", args=[case.pk, dossier.pk]),
    }


def file_name(dossier: Dossier) -> str:
    """The name under which a file is saved: 维权材料汇编CG20261123-7K2M9-1.pdf"""
    return f"{wording.TITLE}{dossier.case.number}-{dossier.number}.{dossier.form}"
