"""What the tenfold claims of food and drug law share: the seller's knowledge, the base, the multiples."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from claimguide.law.assessment import PunitiveBasis
from claimguide.law.decide import Condition
from claimguide.law.ground import Codes, PunitiveClaim
from claimguide.law.matter import Matter
from claimguide.law.text import Text

INTERPRETATION_FROM = date(2024, 8, 22)
FLOOR = Decimal("1000.00")
TENFOLD = Text("按价款十倍主张赔偿金", "Ten times the price")
THREE_LOSSES = Text("按损失三倍主张赔偿金", "Three times the loss")

SELLER_DID_NOT_KNOW = Text(
    "商家履行了进货查验义务，也不知情，不能向它主张十倍赔偿金。可以向生产者主张。",
    "The seller checked what it bought and did not know, so it owes no tenfold damages; the producer may.",
)


def seller_knew(matter: Matter, *, deemed: bool) -> Condition:
    """Whether the seller knew, as far as that is not deemed.

    A seller that cannot show lawful source and inspection is taken to have known (食安民事解释（一） 6).
    """
    facts = matter.facts
    if deemed or facts.seller_knew == "yes":
        return Condition(True, (), SELLER_DID_NOT_KNOW)
    papers = facts.seller_showed_source
    if papers == "no":
        return Condition(True, (), SELLER_DID_NOT_KNOW)
    if facts.seller_knew == "no":
        return Condition(False, (), SELLER_DID_NOT_KNOW)
    return Condition(None if papers == "yes" else True, ("seller_knew",), SELLER_DID_NOT_KNOW)


def is_capped(matter: Matter) -> bool:
    """Whether only the quantity a household would use counts: bought knowingly (食药惩罚性赔偿解释 12)."""
    facts = matter.facts
    if facts.known("reasonable_price"):
        return facts.buyer_knew != "no"
    return facts.buyer_knew == "yes" and facts.quantity != 1 and matter.on >= INTERPRETATION_FROM


def base(matter: Matter) -> Decimal | None:
    """The price paid, or the part of it that a household would use."""
    facts = matter.facts
    if not is_capped(matter):
        return facts.price
    if facts.price is None or facts.reasonable_price is None:
        return facts.reasonable_price
    return min(facts.price, facts.reasonable_price)


def claims(
    matter: Matter, basis: PunitiveBasis, codes: Codes, *, floor: Decimal | None
) -> Iterator[PunitiveClaim]:
    """Ten times the price, or three times the loss, at the buyer's choice; food law of 2009 had no choice."""
    yield PunitiveClaim(basis, TENFOLD, codes, base(matter), multiple=Decimal(10), floor=floor)
    facts = matter.facts
    if floor is not None and facts.known("loss") and facts.loss:
        yield PunitiveClaim(basis, THREE_LOSSES, codes, facts.loss, multiple=Decimal(3), floor=floor)
