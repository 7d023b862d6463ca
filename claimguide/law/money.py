"""What may be claimed, in yuan, worked out line by line. Alternatives are never added to one another.

The base of every multiple is the price of the goods: freight is a loss, not price (消保法 55(款1)).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from claimguide.law.assessment import Alternative, Loss, Punitive, PunitiveBasis, Refund
from claimguide.law.facts import Facts
from claimguide.law.ground import PunitiveClaim, RefundClaim
from claimguide.law.matter import Matter
from claimguide.law.text import Text, plain, yuan

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
_REFUND_RANK = {"full": 2, "partial": 1, "none": 0}

PRICE_UNKNOWN = Text("还不知道价款，暂不能计算", "The price is not known yet")
SHARE_UNKNOWN = Text("应退部分的金额还不清楚", "The part to be returned is not known yet")
FRAUD_TITLE = Text("按法定三倍主张增加赔偿", "Statutory threefold damages")
FRAUD_BEFORE_2014 = Text("按法定一倍主张增加赔偿", "Statutory onefold damages")
PROMISE_TITLE = Text("按商家承诺主张赔偿", "Compensation as promised")
INSTEAD = Text(
    "这是与主要请求择一主张的备选，不与主要请求相加。",
    "This is pleaded instead of the main claim and never added to it.",
)
CONTRACT_TITLE = Text("退货退款并赔偿损失", "Return, refund and damages")
CONTRACT_REASON = Text(
    "惩罚性赔偿未获支持时，仍可以按违约主张退款和赔偿损失。此项为备选请求，不与主要请求相加。",
    "If punitive damages are refused, refund and losses can still be claimed for breach. "
    "An alternative, never added.",
)


def choose_refund(matter: Matter, claims: Iterable[tuple[str, RefundClaim]]) -> Refund | None:
    """The widest of the claims to the price, less what already came back. None where no ground gives one."""
    best = max(claims, key=lambda named: _REFUND_RANK[named[1].kind], default=None)
    if best is None:
        return None
    ground, claim = best
    facts = matter.facts
    already = facts.refunded or NOTHING
    due = facts.price if claim.kind == "full" else claim.share
    if due is None:
        lines: tuple[Text, ...] = (PRICE_UNKNOWN if claim.kind == "full" else SHARE_UNKNOWN,)
        return Refund(claim.kind, None, already, lines, claim.citations, ground)
    amount = max(due - already, NOTHING)
    return Refund(claim.kind, amount, already, _refund_lines(due, already, amount), claim.citations, ground)


def no_refund() -> Refund:
    """The answer where every ground that arose has failed."""
    text = Text("目前的事实不支持退款", "On these facts no refund is due")
    return Refund("none", NOTHING, NOTHING, (text,), (), "")


def _refund_lines(due: Decimal, already: Decimal, amount: Decimal) -> tuple[Text, ...]:
    if not already:
        return (Text("应退价款 {due}", "Price to be returned {due}").fill(due=yuan(due)),)
    line = Text(
        "应退价款 {due} − 已退 {already} = {amount}",
        "Price to be returned {due} − already refunded {already} = {amount}",
    )
    return (line.fill(due=yuan(due), already=yuan(already), amount=yuan(amount)),)


@dataclass(frozen=True)
class PunitiveChoice:
    """The claim to lead with, and the others, which stand beside it as alternatives."""

    chosen: Punitive | None
    others: tuple[Punitive, ...]


def choose_punitive(matter: Matter, claims: Iterable[PunitiveClaim]) -> PunitiveChoice:
    """The claim that brings most beyond the price: a promise only where it exceeds the law."""
    ranked = sorted(
        (_work_out(matter.facts, claim) for claim in claims),
        key=lambda sum_: (_beyond_price(sum_), sum_.basis != "promise"),
        reverse=True,
    )
    return PunitiveChoice(ranked[0] if ranked else None, tuple(ranked[1:]))


def _beyond_price(punitive: Punitive) -> Decimal:
    """What is left of the claim once the price is back; multiples are compared while the price is unknown."""
    if punitive.amount is None:
        return (punitive.multiple or NOTHING) - (1 if punitive.includes_price else 0)
    return punitive.amount - (punitive.base or NOTHING if punitive.includes_price else NOTHING)


def _work_out(facts: Facts, claim: PunitiveClaim) -> Punitive:
    amount, lines = _gross(facts, claim)
    paid = (facts.compensated or NOTHING) + (facts.refunded or NOTHING if claim.includes_price else NOTHING)
    set_off = NOTHING if amount is None else min(paid, amount)
    net = None if amount is None else amount - set_off
    if amount is not None and net is not None and set_off:
        line = Text("{amount} − 已付 {paid} = {net}", "{amount} − already paid {paid} = {net}")
        lines = (*lines, line.fill(amount=yuan(amount), paid=yuan(set_off), net=yuan(net)))
    return Punitive(
        basis=claim.basis,
        base=None if claim.multiple is None else facts.price,
        multiple=claim.multiple,
        floor=claim.floor,
        amount=amount,
        set_off=set_off,
        net=net,
        includes_price=claim.includes_price,
        lines=lines,
        citations=claim.citations,
    )


def _gross(facts: Facts, claim: PunitiveClaim) -> tuple[Decimal | None, tuple[Text, ...]]:
    if claim.fixed is not None:
        fixed = claim.fixed.quantize(CENT, ROUND_HALF_UP)
        return fixed, (Text("承诺的金额 {sum}", "Promised sum {sum}").fill(sum=yuan(fixed)),)
    if claim.multiple is None or facts.price is None:
        return None, (PRICE_UNKNOWN,)
    product = (claim.multiple * facts.price).quantize(CENT, ROUND_HALF_UP)
    line = Text("{n} × {price} = {product}", "{n} × {price} = {product}")
    lines = (line.fill(n=plain(claim.multiple), price=yuan(facts.price), product=yuan(product)),)
    if claim.floor is None or product >= claim.floor:
        return product, lines
    below = Text("不足 {floor}，按 {floor}计", "Below {floor}, so {floor}")
    return claim.floor, (*lines, below.fill(floor=yuan(claim.floor)))


def losses(matter: Matter) -> tuple[Loss, ...]:
    """Losses beyond the price: freight, other costs, harm done by the goods."""
    facts = matter.facts
    basis = ("minfadian:584",) if matter.is_consumer is False else ("xiaobaofa:52", "minfadian:584")
    heads = (
        ("shipping", Text("运费", "Freight"), facts.shipping),
        (
            "other_costs",
            Text("检测、鉴定、交通等费用", "Tests, appraisals, travel and the like"),
            facts.other_costs,
        ),
        ("loss", Text("商品造成的其他损失", "Other loss caused by the goods"), facts.loss),
    )
    return tuple(Loss(code, title, amount, matter.cite(*basis)) for code, title, amount in heads if amount)


def claim_range(
    facts: Facts, refund: Refund | None, punitive: Punitive | None, items: tuple[Loss, ...]
) -> tuple[Decimal, Decimal]:
    """What stands without punitive damages, and the main claim. What is not known yet counts as nothing."""
    price = (refund.amount if refund else None) or NOTHING
    lost = sum((item.amount for item in items), NOTHING)
    paid = facts.compensated or NOTHING
    least = price + max(lost - paid, NOTHING)
    if punitive is None or punitive.amount is None:
        return least, least
    if punitive.includes_price:
        paid += facts.refunded or NOTHING
        return least, max(punitive.amount + lost - paid, least)
    return least, price + max(punitive.amount + lost - paid, NOTHING)


def alternatives(
    matter: Matter, choice: PunitiveChoice, refund: Refund | None, contract_sum: Decimal
) -> tuple[Alternative, ...]:
    """What to plead instead: always the contract claim beside a punitive one, then those not chosen."""
    if choice.chosen is None:
        return ()
    contract = Alternative(
        code="contract",
        title=CONTRACT_TITLE,
        amount=contract_sum if refund is None or refund.amount is not None else None,
        reason=CONTRACT_REASON,
        citations=matter.cite(
            *(() if matter.is_consumer is False else ("xiaobaofa:52",)),
            "minfadian:577",
            "minfadian:582",
            "minsu_jieshi:109",
        ),
    )
    rest = (
        Alternative(other.basis, _title(other), other.amount, INSTEAD, other.citations)
        for other in choice.others
    )
    return (contract, *rest)


def _title(punitive: Punitive) -> Text:
    titles: dict[PunitiveBasis, Text] = {"promise": PROMISE_TITLE}
    statutory = FRAUD_BEFORE_2014 if punitive.floor is None else FRAUD_TITLE
    return titles.get(punitive.basis, statutory)
