"""Reads of dossiers: those of a case, and what bars a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import Case
from claimguide.evidence import vault

from .models import Dossier
from .papers import Paper

# A court's clerk pages through it, and a mailbox or a memory stick has to take it.
MAX_PAGES = 2000
MAX_BYTES = 1_000_000_000
MAX_KEPT = 10


@dataclass(frozen=True)
class Barrier:
    """Why this dossier cannot be made now."""

    code: str
    text: str | Promise


_NOTHING = _("Choose at least one document, the timeline or the sheets for the forms.")
_TOO_MANY_PAGES = format_lazy(
    _("Together this is more than {pages} pages. Leave something out, or make a ZIP."), pages=MAX_PAGES
)
_TOO_LARGE = format_lazy(
    _("Together this is more than {megabytes} MB. Leave out the evidence bundle and hand it over by itself."),
    megabytes=MAX_BYTES // 1_000_000,
)
_TOO_MANY_KEPT = format_lazy(
    _("This case has {count} dossiers. Delete one that you no longer need first."), count=MAX_KEPT
)
_NO_ROOM = _("The site has no room for it now. Try again later; nothing is lost.")


def reason_not_to(case: Case, chosen: Sequence[Paper], *, form: str, own_pages: bool) -> list[Barrier]:
    """What bars a dossier of these papers; empty where it can be made."""
    found = []
    size, pages = sum(paper.size for paper in chosen), sum(paper.pages for paper in chosen)
    if not chosen and not own_pages:
        found.append(Barrier("nothing", _NOTHING))
    if form == "pdf" and pages > MAX_PAGES:
        found.append(Barrier("pages", _TOO_MANY_PAGES))
    if size > MAX_BYTES:
        found.append(Barrier("size", _TOO_LARGE))
    elif not vault.has_room(size):
        found.append(Barrier("no_room", _NO_ROOM))
    if Dossier.objects.filter(case=case).count() >= MAX_KEPT:
        found.append(Barrier("kept", _TOO_MANY_KEPT))
    return found


def dossiers(case: Case) -> list[Dossier]:
    """The dossiers of a case, newest first."""
    return list(Dossier.objects.filter(case=case).order_by("-number"))


def get_dossier(case: Case, dossier_id: UUID) -> Dossier:
    """A dossier of this case, or Http404."""
    dossier = Dossier.objects.filter(case=case, pk=dossier_id).select_related("case").first()
    if dossier is None:
        raise Http404
    return dossier
