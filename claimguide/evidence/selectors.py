"""Reads of a case's exhibits: the numbered list, one exhibit, and how well each element is proven."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import OuterRef
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from claimguide.cases.models import Case
from claimguide.cases.vocab import ProofHave
from claimguide.core.listed import Listed

from . import guidance
from .elements import ELEMENTS, Element, needed
from .expiry import Expiring, Told, expiring
from .models import Exhibit, ExhibitProof, State
from .models.exhibit import ExhibitQuerySet

if TYPE_CHECKING:
    from claimguide.law import Assessment

NOTHING, SOMETHING, ENOUGH = 0, 1, 2
# A page can be changed and a photo doubted: for these one piece alone seldom settles it (民事证据规定 90).
_WANT_TWO = frozenset({Element.PROMISE, Element.DEFECT})


@dataclass(frozen=True)
class ElementStrength:
    """How one element stands: exhibits that prove it, what the consumer says, and what to do next.

    `level` is 0 (nothing), 1 (something) or 2 (enough); `have` is one of ProofHave or "".
    """

    element: Element
    needed: bool
    count: int
    have: str
    level: int
    note: str

    @property
    def label(self) -> str:
        return str(self.element.label)

    @property
    def why(self) -> str:
        return str(guidance.WHY[self.element])

    @property
    def pieces(self) -> int:
        """How many files make this element strong."""
        return 2 if self.element in _WANT_TWO else 1

    @property
    def is_gap(self) -> bool:
        return self.needed and not self.count


@dataclass(frozen=True)
class Strength:
    """How well the claim is proven: all six elements in their order, of which some are needed."""

    elements: tuple[ElementStrength, ...]

    @property
    def needed(self) -> tuple[ElementStrength, ...]:
        return tuple(each for each in self.elements if each.needed)

    @property
    def gaps(self) -> tuple[ElementStrength, ...]:
        """Needed elements that no exhibit proves yet."""
        return tuple(each for each in self.elements if each.is_gap)

    @property
    def covered(self) -> int:
        return len(self.needed) - len(self.gaps)


def clean_exhibits(case: Case) -> list[Exhibit]:
    """What may be shown and sent, in the consumer's order, each with its `number` from 1. One query."""
    return _numbered(list(_of(case).clean()))


def live_exhibits(case: Case) -> list[Exhibit]:
    """Every exhibit that was not removed, in any state, in one query; the clean ones carry their `number`."""
    rows = list(_of(case).live())
    _numbered([row for row in rows if row.state == State.CLEAN])
    return rows


def _of(case: Case) -> ExhibitQuerySet:
    """The exhibits of a case in their order, with what they prove and the orders for their copies."""
    proves = Listed(ExhibitProof.objects.filter(exhibit=OuterRef("pk")), "element")
    ordered = Exhibit.objects.filter(case=case).order_by("position")
    return ordered.select_related("copy_order").annotate(read_proves=proves)


def _numbered(exhibits: list[Exhibit]) -> list[Exhibit]:
    for number, exhibit in enumerate(exhibits, start=1):
        exhibit.number = number
    return exhibits


@dataclass(frozen=True)
class Listing:
    """All exhibits of a case by what may be done with them; `removed` begins with the last removed."""

    clean: list[Exhibit]
    coming: list[Exhibit]
    refused: list[Exhibit]
    removed: list[Exhibit]

    @property
    def mark(self) -> str:
        """Changes whenever a file comes, goes, is judged or moves: what a page compares itself with."""
        rows = [f"{row.pk}{row.state}" for row in (*self.clean, *self.coming, *self.refused)]
        return hashlib.blake2s("".join(rows).encode(), digest_size=8).hexdigest()


def listing(case: Case) -> Listing:
    """Every exhibit of the case, in one query; the clean ones carry their `number`."""
    rows = list(_of(case))
    live = [row for row in rows if row.removed_at is None]
    removed = [row for row in rows if row.removed_at is not None]
    return Listing(
        clean=_numbered([row for row in live if row.state == State.CLEAN]),
        coming=[row for row in live if row.state in (State.RECEIVED, State.CHECKING)],
        refused=[row for row in live if row.state == State.REFUSED],
        removed=sorted(removed, key=lambda row: row.removed_at or row.received_at, reverse=True),
    )


def removed_exhibits(case: Case) -> list[Exhibit]:
    """What can still be brought back, last removed first."""
    return list(Exhibit.objects.filter(case=case, removed_at__isnull=False).order_by("-removed_at"))


def get_refused(case: Case, exhibit_id: UUID) -> Exhibit:
    """A refused exhibit of this case, or Http404."""
    exhibit = Exhibit.objects.refused().filter(case=case, pk=exhibit_id).first()
    if exhibit is None:
        raise Http404
    return exhibit


def get_exhibit(case: Case, exhibit_id: UUID) -> Exhibit:
    """A clean exhibit of this case; the same Http404 for unknown, foreign, removed and unchecked ones."""
    exhibit = Exhibit.objects.clean().filter(case=case, pk=exhibit_id).prefetch_related("proves").first()
    if exhibit is None:
        raise Http404
    return exhibit


def page_asked(exhibit: Exhibit, asked: str) -> int:
    """The page (from 0) that an address names (from 1), the first for anything else."""
    number = int(asked) - 1 if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    return number if 0 <= number < (exhibit.page_count or 1) else 0


def get_removed(case: Case, exhibit_id: UUID) -> Exhibit:
    """A removed exhibit of this case, or Http404."""
    exhibit = Exhibit.objects.filter(case=case, pk=exhibit_id, removed_at__isnull=False).first()
    if exhibit is None:
        raise Http404
    return exhibit


def strength(
    case: Case,
    assessment: Assessment | None,
    exhibits: Iterable[Exhibit] | None = None,
    proof: Mapping[str, str] | None = None,
) -> Strength:
    """How each element of the claim stands.

    Give `exhibits`, and `proof` (what the consumer says by element), where they were read already: no query.
    """
    held = clean_exhibits(case) if exhibits is None else exhibits
    counts = dict.fromkeys(ELEMENTS, 0)
    for exhibit in held:
        for element in exhibit.elements:
            counts[element] += 1
    statuses = dict(case.proof_statuses.values_list("element", "have")) if proof is None else proof
    wanted = _needed(case, assessment)
    return Strength(
        tuple(_stand(each, each in wanted, counts[each], statuses.get(each, ""), case) for each in ELEMENTS)
    )


def vanishing(case: Case, standing: Strength, today: dt.date) -> list[Expiring]:
    """Proof of this case that may be changed or vanish and is not saved yet. No query."""
    purchase = case.purchase
    told = Told(
        channel=purchase.channel,
        goods_kind=purchase.goods_kind,
        problems=frozenset(problem.kind for problem in case.problems.all()),
        needed=frozenset(each.element for each in standing.needed),
        proven=frozenset(each.element for each in standing.elements if each.count),
        gone=frozenset(each.element for each in standing.elements if each.have == ProofHave.GONE),
        opened_on=timezone.localdate(case.created_at),
        ordered_on=purchase.ordered_on,
    )
    return expiring(told, today)


def _needed(case: Case, assessment: Assessment | None) -> tuple[Element, ...]:
    kinds = [problem.kind for problem in case.problems.all()]
    if assessment is None:
        return needed(kinds)
    codes = [finding.code for finding in assessment.findings if finding.verdict == "holds"]
    return needed(kinds, codes, has_losses=bool(assessment.losses))


def _stand(element: Element, wanted: bool, count: int, have: str, case: Case) -> ElementStrength:
    enough = 2 if element in _WANT_TWO else 1
    level = ENOUGH if count >= enough else SOMETHING if count else NOTHING
    return ElementStrength(element, wanted, count, have, level, _note(element, level, have, case))


def _note(element: Element, level: int, have: str, case: Case) -> str:
    if level == ENOUGH:
        return ""
    if level == SOMETHING:
        return str(guidance.MORE[element])
    if have == ProofHave.HAVE:
        return _("You have it: upload it here.")
    if have == ProofHave.GONE:
        return guidance.when_gone(element, case)
    return guidance.where_to_get(element, case)
