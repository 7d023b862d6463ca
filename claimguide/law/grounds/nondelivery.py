"""Not shipped, late, cancelled, lost, or the money for an ended order not returned (民法典 577)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from claimguide.law.decide import Condition, Decision, decide
from claimguide.law.ground import Codes, Ground, Proof, RefundClaim, Right
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("没有按约交付", "Not delivered as agreed")
NEVER = ("not_delivered", "order_cancelled", "parcel_lost")
LATE = "late_delivery"
UNPAID = "refund_delayed"
REASONABLE = timedelta(days=15)
# Problems that carry a claim to the price of their own; a delayed refund then belongs to them.
OWN_CLAIM = frozenset(
    {
        "quality_defect",
        "not_as_described",
        "counterfeit",
        "used_sold_as_new",
        "wrong_item",
        "short_delivery",
        "damaged_on_arrival",
        "concealed_defect",
        "return_refused",
        "prepaid_closed",
        "prepaid_refund_refused",
        "deposit_kept",
        "price_fraud",
        "auto_renewal",
        "minor_purchase",
        "unauthorised_payment",
    }
)
CONTRACT = ("hetongfa:107", "minfadian:577")

HOLDS = Text(
    "订单提交成功，合同就成立。商家没有交付，应当继续履行，或者退还价款并赔偿损失。签收之前的风险由商家承担。",
    "The order made the contract. The seller must perform, or repay the price and make good your loss; until "
    "signing the risk of transport is the seller's.",
)
HOLDS_LATE = Text(
    "商家没有按约定的时间交付，应当赔偿损失。催告后在合理期限内仍不交付的，您可以解除合同并要求退款。",
    "The seller delivered late and owes damages. If it still does not deliver a reasonable time after your "
    "demand, you may end the contract and ask for the price.",
)
HOLDS_UNPAID = Text(
    "订单已经取消或者退款已经谈定，商家应当把应退的价款退还给您。",
    "The order ended or the refund was agreed, so the seller must pay the price back.",
)
HOLDS_SLIP = Text(
    "标价明显标错的，商家可以在九十日内请求法院或者仲裁机构撤销合同，不能自行取消。已付的价款应当退还。",
    "For an obvious slip the seller may ask a court or arbitrators within ninety days to avoid the contract, "
    "but not cancel by itself; what you paid comes back in any case.",
)
OPEN = Text(
    "是否逾期，还要看约定的日期和签收的日期。",
    "Whether it is late depends on the promised day and the day of receipt.",
)
NOT_DUE = Text(
    "约定的交付日期还没有到，可以先催告。", "The promised day has not come yet; you may remind the seller."
)
ON_TIME = Text("商品在约定的日期之前已经签收。", "The goods were received by the promised day.")
SELLER_PROVES = Text(
    "商家主张已经交付的，由商家证明。", "A seller who says that it delivered has to prove it."
)


def _conditions(matter: Matter) -> Iterator[Condition]:
    facts = matter.facts
    promised = facts.promised_delivery_on
    if promised is None or matter.has("order_cancelled", "parcel_lost", UNPAID):
        return
    received = facts.received_on
    if received is None or matter.has("not_delivered"):
        yield Condition(matter.on > promised, (), NOT_DUE)
    else:
        yield Condition(received > promised, (), ON_TIME)


def judge(matter: Matter) -> Decision | None:
    """Breach of the duty to deliver, or to repay once the order has ended."""
    unpaid = matter.has(UNPAID) and matter.facts.problems.isdisjoint(OWN_CLAIM)
    if not (matter.has(*NEVER, LATE) or unpaid):
        return None
    return decide(matter, _conditions(matter), holds=_held, still_open=OPEN)


def _held(matter: Matter) -> Text:
    if matter.has("order_cancelled") and matter.facts.obvious_price_error == "yes":
        return HOLDS_SLIP
    if matter.has(*NEVER):
        return HOLDS
    return HOLDS_LATE if matter.has(LATE) else HOLDS_UNPAID


def cites(matter: Matter) -> Codes:
    if matter.has("order_cancelled") and matter.facts.obvious_price_error == "yes":
        slip: Codes = ("minfadian:147", "minfadian:152(1)#1")
    else:
        slip = ()
    return (*CONTRACT, "dianshangfa:49", "dianshangfa:20", "minfadian:512(1)", "minfadian:604", *slip)


def rights(matter: Matter) -> Iterable[Right]:
    perform = Text("要求继续履行", "Performance")
    yield Right("perform", perform, ("minfadian:577",))
    if _price_back(matter):
        end = Text("解除合同，退还价款", "End the contract and get the price back")
        yield Right("rescind", end, ("minfadian:563", "minfadian:565", "minfadian:566"))
    damages = Text("赔偿损失，例如另行购买的差价", "Damages, such as the extra cost of buying elsewhere")
    yield Right("damages", damages, ("minfadian:584",))


def proofs(matter: Matter) -> Iterable[Proof]:
    return (Proof(SELLER_PROVES, ("minsu_jieshi:91#2",)),)


def _price_back(matter: Matter) -> bool:
    """Never delivered, or late and not there a reasonable time after the demand (民法典 563(款1项3))."""
    if matter.has(*NEVER, UNPAID):
        return True
    facts = matter.facts
    if facts.received_on is not None:
        return False
    asked = facts.asked_seller_on
    return matter.closed or (asked is not None and matter.on > asked + REASONABLE)


def refund(matter: Matter) -> RefundClaim | None:
    """The whole price where the contract can be ended."""
    if not _price_back(matter):
        return None
    return RefundClaim("full", (*CONTRACT, "minfadian:563(1)", "minfadian:566"))


GROUND = Ground(
    code="nondelivery",
    title=TITLE,
    valid_from=date(1999, 10, 1),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
    with_losses=True,
)
