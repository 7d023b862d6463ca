"""What the grounds on goods that are not as they should be have in common."""

from __future__ import annotations

from claimguide.law.decide import Condition
from claimguide.law.matter import Matter
from claimguide.law.periods import days_after, months_after
from claimguide.law.text import Text

NOTICE_MONTHS = 24
# Problems that break a mandatory rule: knowing of them does not take the right away (消保法 23(款1)).
AGAINST_MANDATORY_LAW = ("counterfeit", "unsafe_food", "expired", "unsafe_drug", "no_mandatory_label")

LABEL = ("no_mandatory_label", "label_flaw")
# What is wrong with food itself, or with where it comes from.
BEYOND_LABEL = (
    "unsafe_food",
    "expired",
    "foreign_object",
    "counterfeit",
    "unlicensed_seller",
)

KNOWN_BEFORE = Text(
    "下单前您已经知道这一瑕疵，且瑕疵不违反法律强制性规定，不能再以此要求退换。",
    "You knew of the flaw before ordering and it breaks no mandatory rule, so it gives no right to return "
    "or exchange.",
)
TOLD_TOO_LATE = Text(
    "收货满两年才提出，商品视为符合约定；商家明知有问题的除外。",
    "Told more than two years after receipt: the goods count as conforming, unless the seller knew.",
)


def only_label_from_abroad(matter: Matter) -> bool:
    """Whether nothing but the label is wrong with goods from cross-border retail.

    The Chinese label may stand on the page alone there, so that its absence is no broken standard, even where
    the buyer takes it for one: what else is wrong has to be said.
    """
    return matter.facts.cross_border == "yes" and matter.has(*LABEL) and not matter.has(*BEYOND_LABEL)


def not_known_before(matter: Matter) -> Condition:
    """The exception that the buyer knew. It is the seller's to raise, so its being unknown bars nothing."""
    facts = matter.facts
    mandatory = facts.safety_standard_broken == "yes" or matter.has(*AGAINST_MANDATORY_LAW)
    return Condition(facts.buyer_knew != "yes" or mandatory, (), KNOWN_BEFORE, presumed=True)


def told_in_time(matter: Matter) -> Condition:
    """Told within two years of receipt, or at any time to a seller who knew (民法典 621)."""
    facts = matter.facts
    keys = ("asked_seller_on",)
    received = facts.received_on
    if received is None or facts.seller_knew == "yes":
        return Condition(True, keys, TOLD_TOO_LATE)
    last = months_after(received, NOTICE_MONTHS)
    asked = facts.asked_seller_on
    if asked is not None:
        return Condition(asked <= last, keys, TOLD_TOO_LATE)
    return Condition(True if matter.on <= last else None, keys, TOLD_TOO_LATE)


def asked_within_seven_days(matter: Matter) -> bool | None:
    """Whether a return was asked for within seven days of receipt, or still can be (消保法 24)."""
    facts = matter.facts
    asked = [day for day in (facts.asked_seller_on, facts.return_requested_on) if day is not None]
    if facts.received_on is not None:
        last = days_after(facts.received_on, 7)
        if asked:
            return min(asked) <= last
        if matter.on <= last:
            return True
    return True if facts.return_asked_in_time == "yes" else None
