"""Goods that do not work as they should (消保法 23(款1), 24; 民法典 617)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from claimguide.law.decide import Decision, decide
from claimguide.law.facts import Facts
from claimguide.law.ground import Codes, Ground, Proof, RefundClaim, Right
from claimguide.law.grounds.conformity import (
    asked_within_seven_days,
    not_known_before,
    only_label_from_abroad,
    told_in_time,
)
from claimguide.law.matter import Matter
from claimguide.law.periods import months_after
from claimguide.law.text import Text

TITLE = Text("质量问题", "Quality defect")
DAMAGED = "damaged_on_arrival"
PROBLEMS = ("quality_defect", "concealed_defect", "repair_refused", DAMAGED)
# What may not be sold at all cannot serve its purpose (民法典 563(款1项4)): it goes back whatever the day.
UNSALEABLE = ("unsafe_food", "expired", "foreign_object", "unsafe_drug")
BY_STANDARD = ("no_mandatory_label", "label_flaw", "unlicensed_seller")
# 消保法 23(款3) names cars, computers, TV sets, refrigerators, air conditioners, washing machines.
DURABLE = frozenset({"car", "computer", "appliance"})
ARGUABLY_DURABLE = frozenset({"phone", "electronics"})
REVERSAL_MONTHS = 6
FAILED_REPAIRS = 2

HOLDS = Text(
    "商品不具备正常使用应当具备的质量或者性能。您可以依照规定或者约定退货，或者要求更换、修理，运费由商家承担。",
    "The goods lack the quality or performance they should have. "
    "You may return them under the rules or the agreement, "
    "or ask for exchange or repair; the seller bears the freight.",
)
HOLDS_CONTRACT = Text(
    "商品不符合约定的质量要求。您可以合理选择修理、更换、退货或者减少价款。",
    "The goods fall short of the agreed quality. "
    "You may reasonably choose repair, exchange, return or a lower price.",
)
OPEN = Text(
    "收货已满两年，还要看您是在哪一天告诉商家的。",
    "More than two years have passed since receipt; it depends on the day you told the seller.",
)
SELLER_PROVES = Text(
    "这是耐用商品，收货六个月内发现瑕疵，由商家对瑕疵承担举证责任。",
    "These are durable goods and the flaw showed within six months: the seller bears the burden of proof.",
)
COURT_DECIDES = Text(
    "收货六个月内发现瑕疵。这类商品是否属于耐用商品、由商家举证，由法院认定。",
    "The flaw showed within six months. Whether these are durable goods, so that the seller must prove, "
    "is for the court.",
)
BUYER_PROVES = Text(
    "您要证明在这家购买、收到的商品和存在的毛病。",
    "You show the purchase, the goods received and the defect.",
)


def judge(matter: Matter) -> Decision | None:
    """Breach of the duty of quality."""
    facts = matter.facts
    below_standard = (
        matter.has(*BY_STANDARD)
        and facts.safety_standard_broken == "yes"
        and not only_label_from_abroad(matter)
        and not (facts.known("label_flaw_only") and facts.label_flaw_only == "yes")
    )
    if not (matter.has(*PROBLEMS, *UNSALEABLE) or below_standard):
        return None
    return decide(
        matter,
        (not_known_before(matter), told_in_time(matter)),
        holds=HOLDS_CONTRACT if matter.is_consumer is False else HOLDS,
        still_open=OPEN,
    )


def cites(matter: Matter) -> Codes:
    contract = ("hetongfa:111", "minfadian:582", "minfadian:617")
    if matter.is_consumer is False:
        return contract
    # Until the parcel is signed for, what happens to it is the seller's risk.
    why = ("dianshangfa:20", "minfadian:604") if matter.has(DAMAGED) else ("chanpinfa:40(1)#1",)
    return ("xiaobaofa:23(1)", "xiaobaofa:24", *why, "xiaobaofa_1993:22", *contract)


def rights(matter: Matter) -> Iterable[Right]:
    consumer = () if matter.is_consumer is False else ("xiaobaofa:24",)
    basis = (*consumer, "minfadian:582")
    if _can_return(matter):
        yield Right("return", Text("退货退款", "Return and refund"), basis)
    yield Right("exchange_or_repair", Text("更换或者修理", "Exchange or repair"), basis)
    yield Right("price_reduction", Text("减少价款", "A lower price"), ("minfadian:582",))
    yield Right("damages", Text("赔偿损失", "Damages"), ("minfadian:584",))


def proofs(matter: Matter) -> Iterable[Proof]:
    facts = matter.facts
    kind = facts.goods_kind
    if matter.is_consumer and kind in DURABLE | ARGUABLY_DURABLE and _found_early(facts):
        yield Proof(SELLER_PROVES if kind in DURABLE else COURT_DECIDES, ("xiaobaofa:23(3)",))
    else:
        yield Proof(BUYER_PROVES, ("minsufa:67(1)", "minsu_jieshi:91#1"))


def _found_early(facts: Facts) -> bool:
    """Whether the flaw showed within six months of receipt."""
    received, discovered = facts.received_on, facts.discovered_on
    if received is None or discovered is None:
        return False
    return discovered <= months_after(received, REVERSAL_MONTHS)


def _can_return(matter: Matter) -> bool | None:
    """Within seven days; or later where repair failed or was refused, so that the contract can be ended."""
    facts = matter.facts
    ended = (
        matter.has("repair_refused", "promise_broken", *UNSALEABLE)
        or facts.safety_standard_broken == "yes"
        or (facts.sanbao_repairs or 0) >= FAILED_REPAIRS
    )
    if ended:
        return True
    in_time = asked_within_seven_days(matter)
    # A ruling that finds the defect and gives no dates has found the contract's purpose defeated.
    return True if in_time is None and matter.closed else in_time


def refund(matter: Matter) -> RefundClaim | None:
    """The whole price where goods can go back, a part for a used service; otherwise exchange or repair."""
    if not _can_return(matter):
        return None
    consumer = () if matter.is_consumer is False else ("xiaobaofa:24(1)",)
    contract = ("hetongfa:111", "minfadian:563(1)#4", "minfadian:566", "minfadian:582")
    part = matter.facts.overcharge if matter.is_service else None
    if part is not None:
        return RefundClaim("partial", (*consumer, *contract), share=part)
    return RefundClaim("full", (*consumer, *contract))


GROUND = Ground(
    code="quality",
    title=TITLE,
    valid_from=date(1994, 1, 1),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
    with_losses=True,
)
