"""What a consumer may ask for, by what was bought and by what went wrong."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claimguide.law.vocabulary import FOOD_KINDS, SERVICES

from .vocab import GoodsKind, ProblemKind, Remedy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from .models import Case

# The goods are still owed.
_OWED = frozenset({ProblemKind.NOT_DELIVERED, ProblemKind.LATE, ProblemKind.CANCELLED, ProblemKind.LOST})
_OF_THE_OWED = frozenset({Remedy.REFUND_ONLY, Remedy.MAKE_UP, Remedy.COMPENSATION})
_OF_SERVICES = frozenset({Remedy.REFUND_ONLY, Remedy.COMPENSATION})
# Nobody mends what is eaten or put on the skin.
_NOT_REPAIRED = FOOD_KINDS | {GoodsKind.DRUG, GoodsKind.COSMETICS}
DELIVER = _("Deliver it as ordered")


def owed(case: Case, problems: Set[str]) -> bool:
    """Whether nothing has come of the goods ordered, so that they can still be asked for."""
    came = case.purchase.received_on is not None or case.purchase.goods_kind in SERVICES
    return not came and not problems.isdisjoint(_OWED)


def remedies(case: Case, problems: Set[str]) -> list[tuple[str, str | _StrPromise]]:
    """What can be asked for here, with its words; what was chosen before stays on the list."""
    fit = _fitting(case, problems) | {case.dealings.wanted, case.dealings.fallback}
    return [(each.value, label(case, problems, each.value)) for each in Remedy if each.value in fit]


def label(case: Case, problems: Set[str], remedy: str) -> str | _StrPromise:
    """The words for this remedy here, "" for none."""
    if remedy == Remedy.MAKE_UP and owed(case, problems):
        return DELIVER
    return Remedy(remedy).label if remedy else ""


def _fitting(case: Case, problems: Set[str]) -> frozenset[str]:
    if owed(case, problems):
        return _OF_THE_OWED
    if case.purchase.goods_kind in SERVICES:
        return _OF_SERVICES
    whole = frozenset(Remedy)
    return whole - {Remedy.REPAIR} if case.purchase.goods_kind in _NOT_REPAIRED else whole
