"""What a bundle could not be made for: files that storage has lost, or copies that were withdrawn since."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import Case
from claimguide.evidence import vault
from claimguide.evidence.models import Bundle, BundleKind, Exhibit
from claimguide.evidence.share.progress import share_url

from . import content

_LOST = _(
    "Storage has lost the file. Add the very same file again: it goes back to its place. If you no longer "
    "have it, tell the operator of this site."
)
_COPY_GONE = _("The copy was withdrawn or lost since. Decide on this exhibit again, then make a new bundle.")
_COPY_NEW = _("Its copy was made anew since. Make a new bundle below.")
_REMOVED = _("It was removed from your case since. Make a new bundle below.")


def lost(case: Case, bundle: Bundle) -> list[dict[str, Any]]:
    """The exhibits of a bundle whose files are not there now, with what to do about each.

    OSError where the storage cannot be asked.
    """
    gone = [each for each in bundle.content["exhibits"] if not _is_whole(each)]
    present = {
        str(each.pk): each
        for each in Exhibit.objects.clean().filter(case=case, pk__in=[each["id"] for each in gone])
    }
    return [_told(case, bundle, each, present.get(each["id"])) for each in gone]


def _is_whole(told: dict[str, Any]) -> bool:
    return all(vault.is_there(name) for name in content.stored_names(told))


def _told(case: Case, bundle: Bundle, told: dict[str, Any], exhibit: Exhibit | None) -> dict[str, Any]:
    advice, url, action = _advice(case, bundle, exhibit)
    return {"number": told["number"], "title": told["title"], "advice": advice, "url": url, "action": action}


def _advice(case: Case, bundle: Bundle, exhibit: Exhibit | None) -> tuple[str | Promise, str, str | Promise]:
    """What to do, and the link to where it is done ("" where it is this page)."""
    if exhibit is None:
        return _REMOVED, "", ""
    if bundle.kind == BundleKind.SEALED:
        return _LOST, f"{reverse('evidence:board', args=[case.pk])}#upload", _("Add files")
    if exhibit.shared_sha256 and vault.is_there(exhibit.shared_name):
        return _COPY_NEW, "", ""
    return _COPY_GONE, share_url(exhibit), _("Decide now")
