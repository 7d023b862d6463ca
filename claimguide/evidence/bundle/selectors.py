"""Reads of bundles: those of a case, what bars a new one, whether one still says what the case says."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import Case
from claimguide.core import signing
from claimguide.evidence.models import Bundle, BundleKind, Exhibit, Sharing
from claimguide.evidence.selectors import clean_exhibits
from claimguide.evidence.share.progress import Progress, share_url, stands

from . import content


@dataclass(frozen=True)
class Barrier:
    """Why no bundle of a kind can be made now, with the exhibits it is about."""

    code: str
    text: str | Promise
    exhibits: tuple[Exhibit, ...] = ()

    @property
    def links(self) -> list[tuple[int, str, str]]:
        """Number, title and page of each exhibit."""
        return [(each.number, each.title, share_url(each)) for each in self.exhibits]


_NO_EXHIBIT = _("There is no checked exhibit yet. Add files first.")
_CHECKING = _("Some files are still being checked. Wait until that is done.")
_UNDECIDED = _("Decide first what a recipient may see of these exhibits:")
_COPYING = _("The copies of these exhibits are being made. Wait until that is done:")
_NOTHING_SHARED = _("You keep every exhibit back from recipients, so there is nothing to send.")
_NO_KEY = _("This site cannot sign bundles now. The operator has to bring its key back.")


def reason_not_to(kind: str, case: Case, exhibits: list[Exhibit] | None = None) -> list[Barrier]:
    """What bars a bundle of this kind; empty where it can be made. ValueError for an unknown kind."""
    sealed = BundleKind(kind) == BundleKind.SEALED
    held = clean_exhibits(case) if exhibits is None else exhibits
    found = []
    if not held:
        found.append(Barrier("no_exhibit", _NO_EXHIBIT))
    if Exhibit.objects.coming().filter(case=case).exists():
        found.append(Barrier("checking", _CHECKING))
    if not sealed and held:
        found += _unshared(held)
    try:
        signing.fingerprint()
    except signing.NoKey:
        found.append(Barrier("no_key", _NO_KEY))
    return found


def _unshared(held: list[Exhibit]) -> list[Barrier]:
    progress = Progress(held, stands(held))
    found = []
    if progress.waiting:
        found.append(Barrier("undecided", _UNDECIDED, tuple(progress.waiting)))
    if progress.in_work:
        found.append(Barrier("copying", _COPYING, tuple(progress.in_work)))
    if found:
        return found
    if all(each.sharing == Sharing.KEPT_BACK for each in held):
        return [Barrier("nothing_shared", _NOTHING_SHARED)]
    return []


def bundles(case: Case) -> list[Bundle]:
    """The bundles of a case, newest first, without what is frozen in them."""
    return list(Bundle.objects.filter(case=case).defer("content").order_by("-number"))


def get_bundle(case: Case, bundle_id: UUID) -> Bundle:
    """A bundle of this case, or Http404."""
    bundle = Bundle.objects.filter(case=case, pk=bundle_id).defer("content").select_related("case").first()
    if bundle is None:
        raise Http404
    return bundle


def outdated(case: Case, found: list[Bundle]) -> set[UUID]:
    """Which of these bundles would come out different today."""
    now = timezone.now()
    today: dict[tuple[str, str], str] = {}
    old = set()
    for bundle in found:
        which = (bundle.kind, bundle.recipient)
        if which not in today:
            try:
                today[which] = content.substance(content.freeze(case, *which, uuid4(), now))
            except signing.NoKey:
                today[which] = bundle.content_sha256
        if today[which] != bundle.content_sha256:
            old.add(bundle.pk)
    return old
