"""What may prove a claim: one row for each thing, with the disputes and channels it belongs to.

The disputes are the problem kinds of the intake and the codes of the law room's grounds; what a
row asks for follows the questions and burdens of proof of its ground (facts.md B1 to B19, D.1, E.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claimguide.evidence.elements import Element

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Stands in `when` for a case that has not said yet what went wrong.
UNTOLD = "untold"
LOSSES = "losses"


@dataclass(frozen=True)
class Row:
    """One thing to look for. An empty `when` is every dispute, an empty `channels` every way of buying."""

    code: str
    element: Element
    title: _StrPromise
    why: _StrPromise
    where: _StrPromise
    when: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()


def when(words: str) -> frozenset[str]:
    return frozenset(words.split())


SHOP = frozenset({"offline"})
LIVE = frozenset({"live_stream"})
AWAY = when("not_delivered late_delivery order_cancelled parcel_lost nondelivery")
FAULTY = when("quality_defect repair_refused quality sanbao")
FALSE = when(
    "not_as_described false_promotion counterfeit used_sold_as_new concealed_defect wrong_item short_delivery"
    " mismatch false_ad fraud"
)
FOOD = when("unsafe_food expired foreign_object label_flaw no_mandatory_label unlicensed_seller food")
DRUG = when("unsafe_drug drug")
RETURN = when("return_refused refund_delayed return7")
PREPAID = when("prepaid_closed prepaid_refund_refused prepaid")
DEPOSIT = when("deposit_kept deposit")
RENEWAL = when("auto_renewal autorenew")
STOLEN = when("unauthorised_payment unauthorised")
MINOR = when("minor_purchase minor")
PROMISED = when("promise_broken promise")
TERMS = when("unfair_term unfair_terms")
PRICE = when("price_fraud price_discrimination price")
PRIVACY = when("privacy_leak privacy")
INJURY = when("injury")
HELD_GOODS = (
    (FALSE - {"false_promotion", "false_ad"}) | FAULTY | FOOD | DRUG | INJURY | {"damaged_on_arrival"}
)

IN_ORDER = _("Open the order in %(place)s and take the whole page, in several screenshots if it is long.")
ON_PAGE = _("Open the goods page in %(place)s, or the transaction snapshot (交易快照) in the order.")
IN_CHAT = _("Open the chat in %(place)s. Take it without gaps, with the seller's name and the dates.")
IN_BILLS = _("Open the bills of the app or bank you paid with: WeChat Pay, Alipay, the card.")
WITH_CAMERA = _("Take them now, in good light, before anything is repaired, thrown away or sent back.")
FROM_ISSUER = _("Ask whoever made it for a copy with date and stamp.")
IN_MESSAGES = _("Look through your messages, mails and call list, and take screenshots with the date.")
