"""What may be claimed, in yuan, worked out line by line. Alternatives are never added to one another.

First come the figures alone, which open questions work out again and again; then, once, the words for them.
The base of a multiple is the price of the goods: freight is a loss, not price (消保法 55(款1)).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from claimguide.law.assessment import Alternative, Loss, Punitive, Refund
from claimguide.law.facts import Facts
from claimguide.law.ground import Ground, PunitiveClaim, RefundClaim
from claimguide.law.matter import Matter
from claimguide.law.text import Text, plain, yuan

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
_REFUND_RANK = {"full": 2, "partial": 1, "none": 0}

PRICE_UNKNOWN = Text("还不知道价款，暂不能计算", "The price is not known yet")
BASE_UNKNOWN = Text("还不知道计算的基数，暂不能计算", "The sum it is worked out from is not known yet")
SHARE_UNKNOWN = Text("应退部分的金额还不清楚", "The part to be returned is not known yet")
INSTEAD = Text(
    "这是与主要请求择一主张的备选，不与主要请求相加。",
    "This is pleaded instead of the main claim and never added to it.",
)
CONTRACT_TITLE = Text("退货退款并赔偿损失", "Return, refund and damages")
CONTRACT_TITLE_OF_SERVICES = Text("退款并赔偿损失", "Refund and damages")
CONTRACT_REASON = Text(
    "惩罚性赔偿未获支持时，仍可以按违约主张退款和赔偿损失。此项为备选请求，不与主要请求相加。",
    "If punitive damages are refused, refund and losses can still be claimed for breach. "
    "An alternative, never added.",
)
NO_REFUND = Text("目前的事实不支持退款", "On these facts no refund is due")
LOSS_TITLES = {
    "shipping": Text("运费", "Freight"),
    "other_costs": Text("检测、鉴定、交通等费用", "Tests, appraisals, travel and the like"),
    "loss": Text("商品造成的其他损失", "Other loss caused by the goods"),
}


class RefundSum(NamedTuple):
    """The claim to the price with its ground, what is due, and what is still owed of it."""

    ground: str
    claim: RefundClaim
    due: Decimal | None
    owed: Decimal | None


class PunitiveSum(NamedTuple):
    """A claim beyond the loss with its gross sum, None while that is not known."""

    claim: PunitiveClaim
    amount: Decimal | None


class Figures(NamedTuple):
    """Every sum of an assessment. `ranked` has the claim to lead with first; the others stand beside it."""

    refund: RefundSum | None
    ranked: tuple[PunitiveSum, ...]
    losses: tuple[tuple[str, Decimal], ...]
    least: Decimal
    most: Decimal

    @property
    def claims(self) -> tuple[object, ...]:
        """Which claims there are, whatever their sums."""
        lead = self.ranked[0].claim if self.ranked else None
        kind = self.refund and self.refund.claim.kind
        return (kind, lead and (lead.basis, lead.includes_price))

    @property
    def sums(self) -> tuple[object, ...]:
        owed = self.refund and self.refund.owed
        return (owed, self.ranked[0].amount if self.ranked else None, self.least, self.most)


def work_out(matter: Matter, holding: Iterable[Ground]) -> Figures:
    """The figures of the grounds that hold."""
    grounds = tuple(holding)
    refund = _choose_refund(matter, grounds)
    claims = [claim for ground in grounds for claim in ground.punitive(matter)]
    ranked = _rank([PunitiveSum(claim, _gross(claim)) for claim in claims])
    losses = _losses(matter.facts) if any(ground.with_losses for ground in grounds) else ()
    least, most = _range(matter.facts, refund, ranked[0] if ranked else None, losses)
    return Figures(refund, ranked, losses, least, most)


def _choose_refund(matter: Matter, grounds: Iterable[Ground]) -> RefundSum | None:
    """The widest of the claims to the price, less what already came back; a special rule goes first."""
    claims = [
        (ground.code, claim) for ground in grounds if ground.refund and (claim := ground.refund(matter))
    ]
    if not claims:
        return None
    ground, claim = max(claims, key=lambda named: (named[1].governs, _REFUND_RANK[named[1].kind]))
    due = matter.facts.price if claim.kind == "full" and not claim.governs else claim.share
    owed = None if due is None else max(due - (matter.facts.refunded or NOTHING), NOTHING)
    return RefundSum(ground, claim, due, owed)


def _gross(claim: PunitiveClaim) -> Decimal | None:
    if claim.fixed is not None:
        return claim.fixed.quantize(CENT, ROUND_HALF_UP)
    if claim.multiple is None or claim.base is None:
        return None
    product = (claim.multiple * claim.base).quantize(CENT, ROUND_HALF_UP)
    return product if claim.floor is None else max(product, claim.floor)


def _rank(sums: list[PunitiveSum]) -> tuple[PunitiveSum, ...]:
    """The claim that brings most beyond the price first: a promise only where it exceeds the law."""
    sums.sort(key=lambda each: (_beyond_price(each), each.claim.basis != "promise"), reverse=True)
    return tuple(sums)


def _beyond_price(sum_: PunitiveSum) -> Decimal:
    """What is left of the claim once the price is back; multiples are compared while the price is unknown."""
    claim, amount = sum_
    if amount is None:
        return (claim.multiple or NOTHING) - (1 if claim.includes_price else 0)
    return amount - (claim.base or NOTHING if claim.includes_price else NOTHING)


def _losses(facts: Facts) -> tuple[tuple[str, Decimal], ...]:
    """Losses beyond the price: freight, other costs, harm done by the goods."""
    heads = (("shipping", facts.shipping), ("other_costs", facts.other_costs), ("loss", facts.loss))
    return tuple((code, amount) for code, amount in heads if amount)


def _range(
    facts: Facts,
    refund: RefundSum | None,
    lead: PunitiveSum | None,
    losses: tuple[tuple[str, Decimal], ...],
) -> tuple[Decimal, Decimal]:
    """What stands without punitive damages, and the main claim. What is not known yet counts as nothing."""
    price = (refund.owed if refund else None) or NOTHING
    lost = sum((amount for _, amount in losses), NOTHING)
    paid = facts.compensated or NOTHING
    least = price + max(lost - paid, NOTHING)
    if lead is None or lead.amount is None:
        return least, least
    if lead.claim.includes_price:
        paid += facts.refunded or NOTHING
        return least, max(lead.amount + lost - paid, least)
    return least, price + max(lead.amount + lost - paid, NOTHING)


def refund(matter: Matter, figures: Figures, *, refused: bool) -> Refund | None:
    """The price coming back, in words. `refused`: every ground that arose has failed."""
    found = figures.refund
    if found is None:
        return Refund("none", NOTHING, NOTHING, (NO_REFUND,), (), "") if refused else None
    ground, claim, due, owed = found
    already = matter.facts.refunded or NOTHING
    cited = matter.cite(*claim.codes)
    if due is None or owed is None:
        unknown = PRICE_UNKNOWN if claim.kind == "full" and not claim.governs else SHARE_UNKNOWN
        return Refund(claim.kind, None, already, (unknown,), cited, ground)
    steps = claim.steps() if claim.steps else ()
    lines = (*steps, *_refund_lines(due, already, owed, after_steps=bool(steps)))
    return Refund(claim.kind, owed, already, lines, cited, ground)


def _refund_lines(due: Decimal, already: Decimal, owed: Decimal, *, after_steps: bool) -> tuple[Text, ...]:
    if already:
        line = Text(
            "应退价款 {due} − 已退 {already} = {owed}",
            "Price to be returned {due} − already refunded {already} = {owed}",
        )
        return (line.fill(due=yuan(due), already=yuan(already), owed=yuan(owed)),)
    if after_steps:
        return ()
    return (Text("应退价款 {due}", "Price to be returned {due}").fill(due=yuan(due)),)


def punitive(matter: Matter, figures: Figures) -> Punitive | None:
    """The claim beyond the loss to lead with, in words; gross, and net of what was already paid."""
    if not figures.ranked:
        return None
    claim, amount = figures.ranked[0]
    facts = matter.facts
    paid = (facts.compensated or NOTHING) + (facts.refunded or NOTHING if claim.includes_price else NOTHING)
    set_off = NOTHING if amount is None else min(paid, amount)
    net = None if amount is None else amount - set_off
    lines = _punitive_lines(claim, amount)
    if amount is not None and net is not None and set_off:
        line = Text("{amount} − 已付 {paid} = {net}", "{amount} − already paid {paid} = {net}")
        lines = (*lines, line.fill(amount=yuan(amount), paid=yuan(set_off), net=yuan(net)))
    return Punitive(
        basis=claim.basis,
        base=claim.base if claim.multiple is not None else None,
        multiple=claim.multiple,
        floor=claim.floor,
        amount=amount,
        set_off=set_off,
        net=net,
        includes_price=claim.includes_price,
        lines=lines,
        citations=matter.cite(*claim.codes),
    )


def _punitive_lines(claim: PunitiveClaim, amount: Decimal | None) -> tuple[Text, ...]:
    if claim.fixed is not None and amount is not None:
        return (Text("承诺的金额 {sum}", "Promised sum {sum}").fill(sum=yuan(amount)),)
    if claim.multiple is None or claim.base is None:
        return (BASE_UNKNOWN,)
    product = (claim.multiple * claim.base).quantize(CENT, ROUND_HALF_UP)
    line = Text("{n} × {base} = {product}", "{n} × {base} = {product}")
    lines = (line.fill(n=plain(claim.multiple), base=yuan(claim.base), product=yuan(product)),)
    if claim.floor is None or product >= claim.floor:
        return lines
    below = Text("不足 {floor}，按 {floor}计", "Below {floor}, so {floor}")
    return (*lines, below.fill(floor=yuan(claim.floor)))


def losses(matter: Matter, figures: Figures) -> tuple[Loss, ...]:
    """The losses beyond the price, with their titles and articles."""
    basis = ("minfadian:584",) if matter.is_consumer is False else ("xiaobaofa:52", "minfadian:584")
    cited = matter.cite(*basis)
    return tuple(Loss(code, LOSS_TITLES[code], amount, cited) for code, amount in figures.losses)


def alternatives(matter: Matter, figures: Figures) -> tuple[Alternative, ...]:
    """What to plead instead: always the contract claim beside a punitive one, then those not chosen."""
    if not figures.ranked:
        return ()
    known = figures.refund is None or figures.refund.owed is not None
    # Fraud has to be shown beyond reasonable doubt; food, drugs and promises do not.
    strict = any(claim.basis == "fraud" for claim, _amount in figures.ranked)
    codes = ("minfadian:577", "minfadian:582", *(("minsu_jieshi:109",) if strict else ()))
    contract = Alternative(
        code="contract",
        title=CONTRACT_TITLE_OF_SERVICES if matter.is_service else CONTRACT_TITLE,
        amount=figures.least if known else None,
        reason=CONTRACT_REASON,
        citations=matter.cite(*codes if matter.is_consumer is False else ("xiaobaofa:52", *codes)),
    )
    rest = (
        Alternative(claim.basis, claim.title, amount, INSTEAD, matter.cite(*claim.codes))
        for claim, amount in figures.ranked[1:]
    )
    return (contract, *rest)
