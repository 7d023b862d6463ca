"""What the page says of each bundle."""

from __future__ import annotations

import logging
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claimguide.cases.models import Case
from claimguide.evidence.models import Bundle, BundleKind

from . import missing, wording
from .selectors import outdated

log = logging.getLogger(__name__)

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
_WAS_MISSING = gettext_lazy("A stored file was missing. All are there now: try again.")
_INCOMPLETE = gettext_lazy("What it was to hold is no longer all there:")
# What is frozen in these cannot come true any more.
_FOR_EVER = frozenset({"key_changed"})
_OTHER_REASON = gettext_lazy("Your files are kept. Try again; if it fails again, the staff will look at it.")


def rows(case: Case, bundles: list[Bundle]) -> list[dict[str, Any]]:
    """The bundles for templates/evidence/bundle_page.html, newest first."""
    old = outdated(case, bundles)
    return [row(case, each, outdated=each.pk in old) for each in bundles]


def row(case: Case, bundle: Bundle, *, outdated: bool) -> dict[str, Any]:
    """One bundle. Asks for its order only while its files are not there."""
    state = bundle.state
    code = bundle.job.last_error if state == "failed" and bundle.job else ""
    lost = _lost(case, bundle) if code == "file_missing" else None
    return {
        "bundle": bundle,
        "title": title(bundle),
        "state": state,
        "text": str(_STATES[state]),
        "reason": _reason(code, lost) if state == "failed" else "",
        "lost": lost or [],
        "may_retry": state == "failed" and not lost and code not in _FOR_EVER,
        "busy": state == "working",
        "outdated": outdated and state == "ready",
        "state_url": reverse("evidence:bundle_state", args=[case.pk, bundle.pk]),
    }


def _reason(code: str, lost: list[dict[str, Any]] | None) -> str:
    if lost is None:
        return str(_REASONS.get(code, _OTHER_REASON))
    return str(_INCOMPLETE if lost else _WAS_MISSING)


def _lost(case: Case, bundle: Bundle) -> list[dict[str, Any]] | None:
    """What is missing now; None while the storage cannot be asked."""
    try:
        return missing.lost(case, bundle)
    except OSError as error:
        log.error("files of a bundle cannot be looked for: %s", type(error).__name__)
        return None


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
