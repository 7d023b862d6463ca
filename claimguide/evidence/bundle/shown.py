"""What the page says of each bundle."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claimguide.cases.models import Case
from claimguide.evidence.models import Bundle, BundleKind

from . import wording
from .selectors import outdated

_STATES: dict[str, Promise] = {
    "ready": gettext_lazy("The bundle is ready."),
    "working": gettext_lazy("The bundle is being made. This takes a few seconds."),
    "failed": gettext_lazy("The bundle could not be made."),
}
_REASONS: dict[str, Promise] = {
    "file_missing": gettext_lazy("A stored file is missing. The staff have to look at it."),
    "file_changed": gettext_lazy(
        "A stored file is no longer what you uploaded, so nothing was signed. The staff have to look at it."
    ),
    "unreadable_file": gettext_lazy("A stored file cannot be shown. The staff have to look at it."),
    "key_changed": gettext_lazy("The site's key has changed. Make a new bundle."),
    "no_key": gettext_lazy("This site cannot sign bundles now. The operator has to bring its key back."),
}
_OTHER_REASON = gettext_lazy("Your files are kept. Try again; if it fails again, the staff will look at it.")


def rows(case: Case, bundles: list[Bundle]) -> list[dict[str, Any]]:
    """The bundles for templates/evidence/bundle_page.html, newest first."""
    old = outdated(case, bundles)
    return [row(case, each, outdated=each.pk in old) for each in bundles]


def row(case: Case, bundle: Bundle, *, outdated: bool) -> dict[str, Any]:
    """One bundle. Asks for its order only while its files are not there."""
    state = bundle.state
    code = bundle.job.last_error if state == "failed" and bundle.job else ""
    return {
        "bundle": bundle,
        "title": title(bundle),
        "state": state,
        "text": str(_STATES[state]),
        "reason": str(_REASONS.get(code, _OTHER_REASON)) if state == "failed" else "",
        "busy": state == "working",
        "outdated": outdated and state == "ready",
        "state_url": reverse("evidence:bundle_state", args=[case.pk, bundle.pk]),
    }


def title(bundle: Bundle) -> str:
    if bundle.kind == BundleKind.SEALED:
        return _("Sealed bundle no. %(number)d") % {"number": bundle.number}
    return _("Copy no. %(number)d: %(recipient)s") % {
        "number": bundle.number,
        "recipient": bundle.get_recipient_display(),
    }


def file_stem(bundle: Bundle) -> str:
    """The name under which a file is saved: Chinese, as the bundle is."""
    return f"{wording.TITLES[bundle.kind]}{bundle.case.number}-{bundle.number}"
