"""What is asked for, with the sums of the assessment and no others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from claimguide.cases import remedies
from claimguide.cases.vocab import Remedy
from claimguide.core.money import to_fen
from claimguide.law.assessment import Alternative as LawAlternative
from claimguide.law.assessment import Punitive, Refund
from claimguide.law.citations import Citation
from claimguide.letters.content import Alternative, Claim, Total

from . import refunds
from .source import Source
from .wording import capital, gap, grouped, runs, sum_in_words, yuan

MONEY = frozenset({Remedy.REFUND, Remedy.REFUND_ONLY, Remedy.COMPENSATION})
NOTHING = Decimal(0)
_IN_KIND = {
    Remedy.EXCHANGE: "更换符合约定的同型号、同规格{thing}，由此产生的运输等必要费用由{seller}承担。",
    Remedy.REPAIR: "免费修理该{thing}，由此产生的运输等必要费用由{seller}承担。",
    Remedy.MAKE_UP: "补足短缺的商品、配件，由此产生的运输等必要费用由{seller}承担。",
    Remedy.PRICE_CUT: "减少该{thing}的价款，并退还相应部分，具体数额由双方协商确定。",
}
_DELIVER = "继续履行合同，按照约定向本人交付该{thing}，由此产生的运输等必要费用由{seller}承担{paid}。"
_WISH = {Remedy.REFUND: "退货退款", Remedy.REFUND_ONLY: "退款", Remedy.COMPENSATION: "赔偿"}
EXTRA = {
    "autorenew": "停止自动续费，并取消已设置的自动扣款。",
    "privacy": "停止泄露、使用本人的个人信息，并依法删除。",
}


@dataclass(frozen=True)
class Demand:
    """Claims with their total, and what is asked for instead."""

    claims: tuple[Claim, ...]
    total: Total | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True)
class Asked:
    """Who is asked, what the consumer wants, and how many requests stand before these in the letter.

    `promise` begins the request to keep the platform's own promise, "" where the platform is not asked.
    `payer` names who shall pay what is not the platform's promise, "" where one party alone is asked.
    """

    seller: str
    wanted: str
    before: int = 0
    promise: str = ""
    payer: str = ""


def holding(source: Source) -> frozenset[str]:
    return frozenset(finding.code for finding in source.assessment.findings if finding.holds)


def demand(source: Source, seller: str, before: int = 0, *, promise: str = "", payer: str = "") -> Demand:
    """Everything that may be asked of the seller, as the letter calls it; for the rest see Asked."""
    asked = Asked(seller, source.case.dealings.wanted, before, promise, payer)
    if not asked.wanted:
        return Demand((Claim(runs(gap("wanted"), "。")),))
    made = _for_money(source, asked) if asked.wanted in MONEY else _in_kind(source, asked)
    extras = tuple(Claim(runs(text)) for code, text in EXTRA.items() if code in holding(source))
    return replace(made, claims=(*made.claims, *extras))


def without_goods(demand: Demand) -> tuple[Alternative, ...]:
    """What is asked for instead in money: a judgment for a sum needs no goods in its place."""
    return tuple(each for each in demand.alternatives if each.amount)


def _for_money(source: Source, asked: Asked) -> Demand:
    """Sums; and the goods, mended or others, where the consumer would take these for the price."""
    made, fallback = _money(source, asked), source.case.dealings.fallback
    refund = _refund(source, asked)
    if fallback not in _IN_KIND or not refund or made.claims[0] != refund[0]:
        return made
    number = asked.before + 1
    text = f"如果{asked.seller}不能办理第{number}项请求，本人可以接受改为：{_wished(source, asked, fallback)}"
    return replace(made, alternatives=(*made.alternatives, Alternative(text, (), "")))


def _wished(source: Source, asked: Asked, remedy: str) -> str:
    owed = remedy == Remedy.MAKE_UP and remedies.owed(source.case, source.facts.problems)
    back = source.facts.refunded
    paid = f"；已经退回的{source.price_word}{yuan(back)}，本人在交付时支付" if back else ""
    return (_DELIVER if owed else _IN_KIND[Remedy(remedy)]).format(
        thing=source.thing, seller=asked.seller, paid=paid
    )


def _in_kind(source: Source, asked: Asked) -> Demand:
    words = _wished(source, asked, asked.wanted)
    losses = _losses(source)
    summed = sum(amounts(losses), NOTHING)
    total = _total(losses, max(summed - _compensated(source), NOTHING))
    return Demand((Claim(runs(words)), *losses), total, _fallback(source, asked))


def _fallback(source: Source, asked: Asked) -> tuple[Alternative, ...]:
    fallback = source.case.dealings.fallback
    if fallback not in MONEY:
        return ()
    refund = _refund(source, replace(asked, wanted=fallback))
    if not amounts(refund):
        return ()
    number = asked.before + 1
    text = f"如果{asked.seller}不能履行第{number}项请求，本人请求将该项改为：{_plain(refund[0])}"
    return (Alternative(text, refund[0].lines, refund[0].amount),)


def _plain(claim: Claim) -> str:
    return "".join(run.text for run in claim.text)


def plain_refund(source: Source, seller: str, wanted: str) -> Demand:
    """Refund and losses without anything on top; the total is the assessment's least sum."""
    claims = _plain_claims(source, Asked(seller, wanted))
    return Demand(claims, _total(claims, source.assessment.claim_min))


def _plain_claims(source: Source, asked: Asked) -> tuple[Claim, ...]:
    return (*_refund(source, asked), *_losses(source, asked.payer))


def beside_promise(source: Source, promised: Punitive | None) -> tuple[Decimal, Demand]:
    """Refund and losses, in yuan and as claims, beside a sum that the platform promised, where it did.

    What was paid already is taken off that sum, and the price is not asked for where the sum holds it.
    """
    if promised is None:
        return source.assessment.claim_min, plain_refund(source, "", Remedy.REFUND_ONLY)
    due = source.assessment.claim_max - (promised.net or NOTHING)
    refund = () if promised.includes_price is True else _refund(source, Asked("", Remedy.REFUND_ONLY))
    claims = (*refund, *_losses(source))
    return due, Demand(claims, _total(claims, due))


def in_all(source: Source, claims: Iterable[Claim]) -> Total | None:
    """The most the assessment gives, as the sum of these claims."""
    return _total(claims, source.assessment.claim_max)


def _money(source: Source, asked: Asked) -> Demand:
    punitive = _punitive(source, asked)
    lead = _lead(source, asked, punitive) if punitive else _statutory_lead(source, asked)
    if lead is None:
        plain = _plain_claims(source, asked)
        if plain:
            return Demand(plain, _total(plain, source.assessment.claim_min))
        ask = f"核实上述事实，就{_WISH[Remedy(asked.wanted)]}提出书面处理方案。"
        return Demand((Claim(runs(ask)),))
    inside = punitive is not None and punitive.includes_price is True
    refund = () if inside else _refund(source, asked)
    claims = (*refund, lead, *_losses(source, asked.payer))
    due = source.assessment.claim_max if punitive else _sum_due(source, claims)
    others = _instead(source, asked, claims.index(lead), inside) if punitive else ()
    return Demand(claims, _total(claims, due), (*others, *_plainly(source, asked)))


def _sum_due(source: Source, claims: Iterable[Claim]) -> Decimal:
    return max(sum(amounts(claims), NOTHING) - _compensated(source), NOTHING)


def _punitive(source: Source, asked: Asked) -> Punitive | None:
    """The sum beyond the loss that is asked here; the platform's own promise is no debt of the seller."""
    punitive = source.assessment.punitive
    if punitive is None or not punitive.net:
        return None
    if _by_platform(source, punitive.basis) and not asked.promise:
        return None
    return punitive if source.assessment.claim_max > source.assessment.claim_min else None


def _lead(source: Source, asked: Asked, punitive: Punitive) -> Claim:
    if _by_platform(source, punitive.basis):
        return punitive_claim(source, punitive, asked.promise)
    return punitive_claim(source, punitive, payer=asked.payer)


def promised_by_platform(source: Source) -> Punitive | None:
    """The promised sum that the platform itself owes (消保法 44(款1)), where it is the claim to lead with."""
    punitive = source.assessment.punitive
    if punitive is None or not punitive.net or source.case.dealings.wanted not in MONEY:
        return None
    return punitive if _by_platform(source, punitive.basis) else None


def _by_platform(source: Source, basis: str) -> bool:
    return basis == "promise" and source.platform_promised


def _statutory(source: Source) -> LawAlternative | None:
    """A statutory multiple that stands beside a promise."""
    given = source.assessment.alternatives
    return next((alt for alt in given if alt.code not in ("contract", "promise") and alt.amount), None)


def _statutory_lead(source: Source, asked: Asked) -> Claim | None:
    alt = _statutory(source)
    return _statutory_claim(alt, asked) if alt else None


def _statutory_claim(alt: LawAlternative, asked: Asked) -> Claim:
    reason = "因涉嫌欺诈，" if alt.code == "fraud" else ""
    where = "".join(grouped(alt.citations[:1]))
    return _sum_claim(
        f"{asked.payer}{reason}依照{where}增加赔偿{{sum}}。", alt.amount or NOTHING, (), alt.citations
    )


def _refund(source: Source, asked: Asked) -> tuple[Claim, ...]:
    refund = source.assessment.refund
    if refund is None or refund.kind == "none" or refunds.owed_by_others(source):
        return ()
    what = f"{asked.payer}{refunds.verb(source, refund)}{refunds.name(source, refund)}"
    if refund.amount is None:
        field = refunds.missing_value(source, refund)
        sum_ = "，具体数额由双方核对" if field in source.unsure else gap(field)
        return (Claim(runs(what, sum_, "。"), citations=grouped(refund.citations)),)
    if not refund.amount:
        return ()
    interest = refunds.interest(source, refund)
    text = f"{what}{{sum}}{_hand_back(source, asked, refund)}{interest.text}。"
    cited = (*refund.citations, *interest.citations)
    return (_sum_claim(text, refund.amount, refunds.lines(refund), cited),)


def _hand_back(source: Source, asked: Asked, refund: Refund) -> str:
    did = source.case.dealings
    kept = asked.wanted == Remedy.REFUND_ONLY or source.is_service or refund.kind != "full"
    kept = kept or refunds.nothing_to_hand_back(source, refund)
    if kept or not source.case.purchase.received_on or did.goods_sent_back == "yes":
        return ""
    freight = any(c.key == "xiaobaofa" and c.article == 24 for c in source.assessment.citations())
    if freight and refund.ground != "return7":
        return f"；本人配合退回商品，退货的运输等必要费用由{asked.seller}承担"
    return "；本人配合退回商品"


def punitive_claim(source: Source, punitive: Punitive, promise: str = "", payer: str = "") -> Claim:
    """`net` is what is still asked for; the lines show how it comes about. The rest see Asked."""
    net = punitive.net or NOTHING
    times = f"{punitive.multiple.normalize():f}" if punitive.multiple is not None else ""
    promised = f"按{source.price_word}的{times}倍支付" if times else "支付"
    text = {
        "promise": f"{promise or '履行公开作出的赔偿承诺'}，{promised}{{sum}}",
        "fraud": "因涉嫌欺诈，依法增加赔偿{sum}",
        "food": "因食品涉嫌不符合食品安全标准，依法支付赔偿金{sum}",
        "drug": "因药品涉嫌为假药或者劣药，依法支付赔偿金{sum}",
        "injury": "依法支付惩罚性赔偿{sum}",
    }[punitive.basis]
    note = "。承诺的金额已包含价款，本人不另行要求退款" if punitive.includes_price else ""
    return _sum_claim(f"{payer}{text}{note}。", net, _punitive_lines(punitive, net), punitive.citations)


def _punitive_lines(punitive: Punitive, net: Decimal) -> tuple[str, ...]:
    lines = []
    amount = punitive.amount or NOTHING
    if punitive.multiple is not None and punitive.base is not None:
        product = to_fen(punitive.multiple * punitive.base)
        lines.append(f"{punitive.multiple.normalize():f} × {yuan(punitive.base)} = {yuan(product)}")
        if product != amount:
            lines.append(f"不足{yuan(amount)}，按{yuan(amount)}计")
    if punitive.set_off:
        lines.append(f"{yuan(amount)} - 已付{yuan(punitive.set_off)} = {yuan(net)}")
    return tuple(lines)


def _losses(source: Source, payer: str = "") -> tuple[Claim, ...]:
    words = {
        "shipping": "返还已支付的运费",
        "other_costs": "赔偿检测、鉴定、交通等合理费用",
        "loss": "赔偿因上述问题造成的其他损失",
    }
    return tuple(
        _sum_claim(f"{payer}{words.get(loss.code, '赔偿损失')}{{sum}}。", loss.amount, (), loss.citations)
        for loss in source.assessment.losses
    )


def _sum_claim(text: str, amount: Decimal, lines: tuple[str, ...], citations: Iterable[Citation]) -> Claim:
    """`text` has one place {sum} for the amount, which is written in figures and in words."""
    said = runs(text.format(sum=sum_in_words(amount)))
    return Claim(said, lines, yuan(amount), capital(amount), grouped(citations))


def amounts(claims: Iterable[Claim]) -> list[Decimal]:
    """The sums asked for, in yuan."""
    return [Decimal(c.amount.rstrip("元").replace(",", "")) for c in claims if c.amount]


def _compensated(source: Source) -> Decimal:
    return source.facts.compensated or NOTHING


def _adding_up(claims: Iterable[Claim], total: Decimal) -> tuple[str, ...]:
    """The addition; what was paid beyond the single claims is taken off, so that it meets the total."""
    parts = amounts(claims)
    summed = sum(parts, NOTHING)
    if len(parts) < 2 and summed == total:
        return ()
    paid = f" - 已赔付{yuan(summed - total)}" if summed > total else ""
    return (f"{' + '.join(map(yuan, parts))}{paid} = {yuan(total)}",)


def _total(claims: Iterable[Claim], total: Decimal) -> Total | None:
    """The sum of the claims, where there is more than one sum or something to take off."""
    lines = _adding_up(claims, total)
    return Total(lines, yuan(total), capital(total)) if lines and total else None


def _instead(source: Source, asked: Asked, place: int, inside: bool) -> tuple[Alternative, ...]:
    """The statutory multiple in the place of a promise that leads. Never added up."""
    alt = _statutory(source)
    if alt is None:
        return ()
    refund = _refund(source, asked)
    claim = _statutory_claim(alt, asked)
    claims = (*refund, claim, *_losses(source))
    due = _sum_due(source, claims)
    changed = "；".join(_plain(each).rstrip("。") for each in (*(refund if inside else ()), claim))
    text = (
        f"如果第{asked.before + place + 1}项请求未获支持，本人请求将该项改为：{changed}。"
        f"改后合计{sum_in_words(due)}。"
    )
    return (Alternative(text, _adding_up(claims, due), yuan(due)),)


def _plainly(source: Source, asked: Asked) -> tuple[Alternative, ...]:
    """Refund and losses for breach of contract, which need no proof of fraud."""
    claims = (*_refund(source, Asked("", Remedy.REFUND_ONLY)), *_losses(source))
    due = source.assessment.claim_min
    if not due:
        return ()
    what = _coming_back(source, claims)
    losses = "赔偿损失" if source.assessment.losses else ""
    due_of = asked.payer + "并".join(part for part in (what, losses) if part)
    text = f"如果{_on_top(source, asked)}未获支持，本人仍请求{due_of}，合计{sum_in_words(due)}。"
    return (Alternative(text, _adding_up(claims, due), yuan(due)),)


def _coming_back(source: Source, claims: tuple[Claim, ...]) -> str:
    refund = source.assessment.refund
    if refund is None or not refund.amount or not amounts(claims[:1]) or refunds.owed_by_others(source):
        return ""
    return f"{refunds.verb(source, refund)}{refunds.name(source, refund)}"


def _on_top(source: Source, asked: Asked) -> str:
    """What the claims beyond refund and losses are called."""
    punitive = _punitive(source, asked)
    promised = punitive is not None and punitive.basis == "promise"
    statutory = _statutory(source) is not None or not promised
    if promised and statutory:
        return "承诺赔偿、增加赔偿的请求均"
    return "承诺赔偿的请求" if promised else "增加赔偿的请求"
