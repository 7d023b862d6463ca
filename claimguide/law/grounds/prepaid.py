"""Prepaid cards, courses, memberships (预付式消费解释; 消保法 53)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from claimguide.law import gate
from claimguide.law.decide import Condition, Decision, decide
from claimguide.law.ground import Codes, Ground, Proof, PunitiveClaim, RefundClaim, Right
from claimguide.law.matter import Matter
from claimguide.law.periods import days_after
from claimguide.law.text import Text, yuan

TITLE = Text("预付款退还", "Prepayment returned")
PROBLEMS = ("prepaid_closed", "prepaid_refund_refused")
BREACHES = ("not_delivered", "quality_defect", "not_as_described", "price_fraud", "unfair_term")
NOTHING = Decimal("0.00")
THREEFOLD = Text("按未消费预付款的三倍主张增加赔偿", "Three times the unused prepayment")
ABSCONDED = ("yufu_jieshi:23(1)", "xiaobaofa:55(1)")

HOLDS = Text(
    "商家不能按约提供服务，您可以要求退还未消费的预付款和利息。已消费的部分按折扣价扣除。",
    "The seller cannot perform, so the unused prepayment and interest come back; what was used counts at the "
    "discounted price.",
)
HOLDS_NEITHER = Text(
    "合同不能继续不是您的原因，可以要求退还未消费的预付款。已消费的部分按折扣价扣除。",
    "It ended for no reason of yours, so the unused prepayment comes back; what was used counts at the "
    "discounted price.",
)
HOLDS_CONSUMER = Text(
    "因您的原因不能继续，可以与商家协商，协商不成的请求法院解除。已消费的部分按折扣前的价格扣除。",
    "It ends for a reason of yours: renegotiate, or ask a court to end it; what was used counts at the "
    "undiscounted price.",
)
HOLDS_SEVEN = Text(
    "付款后七日内提出的，可以要求退还预付款本金。此前已经体验过相同服务的除外。",
    "Asked for within seven days of payment: the principal comes back, unless the same service had "
    "been tried "
    "before.",
)
OPEN = Text(
    "能退多少，还要看因为谁的原因不能继续，以及已经消费了多少。",
    "What comes back depends on whose reason ended it and on how much was used.",
)
NOT_PREPAID = Text(
    "没有预付款，不适用预付式消费的规则。", "Nothing was prepaid, so these rules do not apply."
)
RECORDS = Text(
    "合同和消费记录由商家掌握，拒不提供的，法院可以按您的主张认定。",
    "The seller holds contract and records; if it withholds them, the court may accept your account.",
)


def reason_is_theirs(matter: Matter) -> str | None:
    """Whose reason ended it; a shop that closed ended it itself."""
    return "operator" if matter.has("prepaid_closed") else matter.facts.prepaid_ended_by


def within_seven_days(matter: Matter) -> bool:
    """Asked for within seven days of payment (预付式消费解释 14, from May 2025)."""
    facts = matter.facts
    paid, asked = facts.ordered_on, facts.asked_seller_on
    return (
        paid is not None
        and asked is not None
        and asked <= days_after(paid, 7)
        and matter.on >= date(2025, 5, 1)
    )


def _conditions(matter: Matter) -> Iterator[Condition]:
    facts = matter.facts
    yield gate.from_an_operator(matter)
    paid = facts.prepaid_amount
    prepaid = None if paid is None else paid > 0
    if facts.goods_kind == "prepaid_service" or matter.has(*PROBLEMS):
        prepaid = prepaid is not False
    yield Condition(prepaid, ("prepaid_amount",), NOT_PREPAID)
    known = reason_is_theirs(matter) is not None or within_seven_days(matter)
    yield Condition(True if known else None, ("prepaid_ended_by",), NOT_PREPAID, presumed=True)


def judge(matter: Matter) -> Decision | None:
    """The unused balance, whoever ended it; the reason decides how the used part is priced."""
    facts = matter.facts
    a_deposit = facts.known("deposit_kind") or matter.has("deposit_kept")
    prepaid = facts.goods_kind == "prepaid_service" or (facts.known("prepaid_amount") and not a_deposit)
    if not (matter.has(*PROBLEMS) or (prepaid and matter.has(*BREACHES))):
        return None
    return decide(matter, _conditions(matter), holds=_held, still_open=OPEN)


def _held(matter: Matter) -> Text:
    reason = reason_is_theirs(matter)
    if reason == "consumer":
        return HOLDS_SEVEN if within_seven_days(matter) else HOLDS_CONSUMER
    if reason is None and within_seven_days(matter):
        return HOLDS_SEVEN
    return HOLDS if reason == "operator" else HOLDS_NEITHER


def cites(matter: Matter) -> Codes:
    """The duty to serve as agreed only where the seller broke it; the way out by talks where it did not."""
    reason, seven = reason_is_theirs(matter), within_seven_days(matter)
    principal = ("yufu_jieshi:14(1)",) if seven else ()
    if seven and reason in (None, "consumer"):
        return principal
    if reason == "consumer":
        why: Codes = ("yufu_jieshi:13(2)", "yufu_jieshi:15(1)", "yufu_jieshi:19")
    elif reason == "neither":
        why = (*principal, "yufu_jieshi:13(2)", "yufu_jieshi:15(1)", "yufu_jieshi:18")
    else:
        duty = ("xiaobaofa:53", "xiaobao_tiaoli:22")
        why = (*duty, *principal, "yufu_jieshi:15(1)", "yufu_jieshi:18", "yufu_jieshi:13(1)")
    return (*why, "hetongfa:107", "minfadian:566")


def _back(matter: Matter) -> Codes:
    """What the balance comes back on."""
    reason = reason_is_theirs(matter)
    if within_seven_days(matter) and reason in (None, "consumer"):
        return ("yufu_jieshi:14(1)",)
    duty = () if reason in ("consumer", "neither") else ("xiaobaofa:53",)
    return (*duty, "yufu_jieshi:15(1)", "hetongfa:107", "minfadian:566")


def rights(matter: Matter) -> Iterable[Right]:
    back = Text("退还未消费的预付款", "The unused prepayment back")
    yield Right("refund", back, _back(matter))
    if reason_is_theirs(matter) == "consumer":
        interest = Text("按一年定期存款基准利率计算利息", "Interest at the one-year deposit benchmark")
    else:
        interest = Text(
            "按合同成立时一年期贷款市场报价利率计算利息", "Interest at the one-year LPR of the contract day"
        )
    yield Right("interest", interest, ("yufu_jieshi:16", "yufu_jieshi:17"))


def proofs(matter: Matter) -> Iterable[Proof]:
    return (Proof(RECORDS, ("yufu_jieshi:25", "qinhai_chufa:10(2)")),)


def _balance(matter: Matter) -> tuple[Decimal | None, Decimal | None]:
    """What was paid and what of it was used, at the price that counts; None where it is not known."""
    facts = matter.facts
    paid = facts.prepaid_amount if facts.prepaid_amount is not None else facts.price
    if reason_is_theirs(matter) == "consumer" and not within_seven_days(matter):
        at_full = facts.prepaid_used_at_full_price
        # Without a discount the agreed price is the full price; a ruling that names one sum knew of none.
        agreed = facts.known("prepaid_used") and (matter.closed or facts.prepaid_used == 0)
        return paid, facts.prepaid_used if at_full is None and agreed else at_full
    return paid, facts.prepaid_used


def refund(matter: Matter) -> RefundClaim:
    """Prepaid less used, never below nothing; all of it where nothing was used."""
    codes = _back(matter)
    paid, used = _balance(matter)
    if paid is None or used is None:
        return RefundClaim("partial", codes, governs=True)
    rest = max(paid - used, NOTHING)

    def steps() -> tuple[Text, ...]:
        line = Text("预付 {paid} − 已消费 {used} = {rest}", "Prepaid {paid} − used {used} = {rest}")
        return (line.fill(paid=yuan(paid), used=yuan(used), rest=yuan(rest)),)

    return RefundClaim("partial" if used else "full", codes, rest, governs=True, steps=steps)


def punitive(matter: Matter) -> Iterable[PunitiveClaim]:
    """For a closed shop that hides from refunds: three times what it took and did not serve (解释 23)."""
    if not (matter.has("prepaid_closed") and matter.facts.seller_vanished == "yes"):
        return ()
    if matter.is_consumer is not True and not (matter.closed and matter.is_consumer is None):
        return ()
    paid, used = _balance(matter)
    base = None if paid is None or used is None else max(paid - used, NOTHING)
    claim = PunitiveClaim("fraud", THREEFOLD, ABSCONDED, base, multiple=Decimal(3), floor=Decimal("500.00"))
    return (claim,)


GROUND = Ground(
    code="prepaid",
    title=TITLE,
    valid_from=date(2014, 3, 15),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
    punitive=punitive,
    with_losses=True,
)
