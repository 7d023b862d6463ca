"""What can go wrong, in six groups a person can scan."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from claimguide.cases.vocab import ProblemKind as K


class Group(NamedTuple):
    """Troubles of one sort. `example` is for who does not find the heading clear."""

    slug: str
    heading: Any
    example: Any
    kinds: tuple[K, ...]

    @property
    def choices(self) -> list[tuple[str, Any]]:
        return [(kind.value, kind.label) for kind in self.kinds]


PROBLEM_GROUPS = (
    Group(
        "goods",
        _("The goods themselves"),
        _("Counterfeit, not as described, faulty, used sold as new"),
        (
            K.NOT_AS_DESCRIBED,
            K.COUNTERFEIT,
            K.QUALITY,
            K.USED_AS_NEW,
            K.WRONG_ITEM,
            K.SHORT,
            K.CONCEALED,
            K.FALSE_PROMOTION,
        ),
    ),
    Group(
        "promises",
        _("Return, refund, promises"),
        _("Return refused, refund slow, repair refused, promised compensation not paid"),
        (K.RETURN_REFUSED, K.REFUND_DELAYED, K.PROMISE, K.REPAIR_REFUSED),
    ),
    Group(
        "delivery",
        _("Delivery"),
        _("Never came, came late, order cancelled, lost or damaged on the way"),
        (K.NOT_DELIVERED, K.LATE, K.CANCELLED, K.LOST, K.DAMAGED),
    ),
    Group(
        "safety",
        _("Food, medicine, safety"),
        _("Expired, foreign object, label, fake medicine, someone hurt"),
        (
            K.UNSAFE_FOOD,
            K.EXPIRED,
            K.FOREIGN_OBJECT,
            K.NO_LABEL,
            K.LABEL_FLAW,
            K.UNSAFE_DRUG,
            K.UNLICENSED,
            K.INJURY,
        ),
    ),
    Group(
        "price",
        _("Price, prepayment, deposit"),
        _("False discount, automatic renewal, prepaid card, deposit kept"),
        (
            K.PRICE_FRAUD,
            K.DISCRIMINATION,
            K.AUTO_RENEWAL,
            K.PREPAID_REFUND,
            K.PREPAID_CLOSED,
            K.DEPOSIT,
        ),
    ),
    Group(
        "account",
        _("Account, contract, other"),
        _("Unfair terms, data leaked, a child paid, a payment you did not make"),
        (K.UNFAIR_TERM, K.PRIVACY, K.MINOR, K.UNAUTHORISED, K.REVIEW),
    ),
)


def grouped_problems() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Every kind of problem once, under its group's heading."""
    return [(group.heading, group.choices) for group in PROBLEM_GROUPS]


def group_of(kind: str) -> Group:
    """The group a kind of problem stands in."""
    return next(group for group in PROBLEM_GROUPS if kind in group.kinds)


def group_named(slug: str) -> Group | None:
    return next((group for group in PROBLEM_GROUPS if group.slug == slug), None)
