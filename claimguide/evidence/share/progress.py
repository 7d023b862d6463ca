"""How far the consumer is in deciding what recipients get, exhibit by exhibit."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from claimguide.cases.models import Case
from claimguide.core.models import Job
from claimguide.evidence.models import CopyOrder, Exhibit, Sharing
from claimguide.evidence.selectors import clean_exhibits


class Stand(enum.StrEnum):
    """How one exhibit stands. The first three wait for the consumer, the next two for the worker."""

    OPEN = "open"
    LOOK = "look"
    FAILED = "failed"
    MAKING = "making"
    # Being made, and no more to be said: the consumer said that there is nothing to hide.
    PROMISED = "promised"
    DECIDED = "decided"


WAITING = frozenset({Stand.OPEN, Stand.LOOK, Stand.FAILED})
IN_WORK = frozenset({Stand.MAKING, Stand.PROMISED})


@dataclass(frozen=True)
class Progress:
    """All exhibits of a case in their order, and how each stands."""

    exhibits: Sequence[Exhibit]
    stands: dict[UUID, Stand]

    @property
    def total(self) -> int:
        return len(self.exhibits)

    @property
    def decided(self) -> int:
        return sum(stand in (Stand.DECIDED, Stand.PROMISED) for stand in self.stands.values())

    @property
    def waiting(self) -> list[Exhibit]:
        """What the consumer has to decide on now."""
        return [each for each in self.exhibits if self.stands[each.pk] in WAITING]

    @property
    def in_work(self) -> list[Exhibit]:
        """What the worker makes a copy of."""
        return [each for each in self.exhibits if self.stands[each.pk] in IN_WORK]

    def after(self, exhibit: Exhibit) -> Exhibit | None:
        """The next to decide on: further down in the list, then from its top. None but for `exhibit`."""
        others = [each for each in self.waiting if each.pk != exhibit.pk]
        place = next((each.number for each in self.exhibits if each.pk == exhibit.pk), 0)
        return next((each for each in others if each.number > place), others[0] if others else None)


def progress(case: Case, exhibits: Sequence[Exhibit] | None = None) -> Progress:
    """Of a case. Give `exhibits` (with their numbers) where they were read already."""
    held = clean_exhibits(case) if exhibits is None else exhibits
    return Progress(held, stands(held))


def stands(exhibits: Sequence[Exhibit]) -> dict[UUID, Stand]:
    """How each stands; at most one query for exhibits of evidence.selectors, which bring their orders."""
    orders = _orders([each for each in exhibits if not is_decided(each)])
    return {each.pk: _stand(each, orders.get(each.pk)) for each in exhibits}


def is_decided(exhibit: Exhibit) -> bool:
    """A decision to send counts only with the copy that is sent."""
    if exhibit.sharing == Sharing.KEPT_BACK:
        return True
    return exhibit.sharing != Sharing.UNDECIDED and bool(exhibit.shared_sha256)


def share_url(exhibit: Exhibit) -> str:
    return reverse("evidence:share", args=[exhibit.case_id, exhibit.pk])


def _stand(exhibit: Exhibit, order: CopyOrder | None) -> Stand:
    if is_decided(exhibit):
        return Stand.DECIDED
    if order is None:
        return Stand.LOOK if exhibit.shared_sha256 else Stand.OPEN
    if not order.is_busy:
        return Stand.FAILED
    return Stand.PROMISED if order.whole else Stand.MAKING


def _orders(exhibits: list[Exhibit]) -> dict[UUID, CopyOrder]:
    """The orders for their copies by exhibit, each with its job."""
    found = [order for each in exhibits if (order := getattr(each, "copy_order", None)) is not None]
    jobs = {job.key: job for job in Job.objects.filter(key__in=[each.key for each in found])} if found else {}
    for each in found:
        # Read for all at once.
        each.job = jobs.get(each.key)
    return {each.exhibit_id: each for each in found}
