"""The demand letter to the seller."""

from __future__ import annotations

from datetime import date, timedelta

from claimguide.cases.vocab import Tone
from claimguide.letters.content import LetterContent, Run, Runs

from . import basis, claims, ending, narrative, parts
from .narrative import Voice
from .source import Source
from .wording import day, gap, moving, quoted, runs

KIND = "seller"
REPLY_DAYS = 7
SELLER = "贵方"
# What counts as delay, by the kind of request: 侵害消费者权益行为处罚办法 8 to 10.
_DELAYS = (
    (
        ("quality", "mismatch", "sanbao"),
        "qinhai_chufa:8#2",
        "不符合质量要求的，自消费者提出要求之日起超过十五日，无正当理由拒不履行修理、更换、退货、退还货款等义务的，"
        "视为故意拖延或者无理拒绝",
    ),
    (
        ("return7",),
        "qinhai_chufa:9",
        "对适用无理由退货的商品，自收到退货要求之日起超过十五日未办理退货手续，或者自收到退回商品之日起无正当理由"
        "超过十五日未返还价款的，视为故意拖延或者无理拒绝",
    ),
    (
        ("prepaid",),
        "qinhai_chufa:10(2)",
        "消费者提出合理退款要求，自约定期满之日起、无约定期限的自提出要求之日起超过十五日未退款的，"
        "视为故意拖延或者无理拒绝",
    ),
)


def compose(source: Source) -> LetterContent:
    """Refund, promised or statutory compensation, losses; the contract claim beside them; a reply-by day."""
    demand = claims.demand(source, SELLER)
    return LetterContent(
        kind=KIND,
        case_number=source.case.number,
        title=_title(source),
        date=source.on,
        law_date=source.assessment.on,
        addressee=parts.seller(source, "致", reachable=False),
        sender=parts.sender(source, "发函人"),
        respondent=None,
        opening=_opening(source),
        facts=narrative.facts(source, voice(source)),
        claims_intro="基于上述事实，本人请求贵方：",
        claims=demand.claims,
        total=demand.total,
        alternatives=demand.alternatives,
        bases=ending.bases(source, SELLER),
        closing=(
            _reply(source),
            *ending.notice(source, SELLER, reply_day(source)),
            *delay(source),
            routes(source),
            parts.contact(source),
        ),
        exhibits=parts.exhibits(source),
        enclosures=parts.enclosures(source),
        notice=parts.NOTICE.format(paper="本函"),
    )


def voice(source: Source) -> Voice:
    """What a letter to the seller calls the seller and the platform."""
    return Voice(seller=SELLER, platform=parts.platform_called(source))


def _title(source: Source) -> str:
    punitive, refund = source.assessment.punitive, source.assessment.refund
    if source.case.dealings.wanted not in claims.MONEY:
        return f"关于处理{source.dispute}的函"
    if punitive and punitive.net:
        return "关于退款和赔偿事宜的函"
    return "关于退款事宜的函" if refund and refund.amount else f"关于处理{source.dispute}的函"


def _opening(source: Source) -> Runs:
    goods = source.case.purchase.goods_name
    thing = quoted(goods) if goods else gap("goods_name")
    wish = "，希望与贵方友好协商解决" if source.case.dealings.tone == Tone.FRIENDLY else ""
    return runs(
        f"本人因{source.whose}向贵方购买", thing, f"发生{source.dispute}{wish}。现将有关事实和请求函告如下。"
    )


def reply_day(source: Source) -> Run:
    """The consumer's own day, or seven calendar days from the letter. No law sets one."""
    chosen: date | None = source.case.dealings.reply_by
    if chosen is None:
        return moving(source.on + timedelta(days=REPLY_DAYS))
    return Run(day(chosen)) if chosen > source.on else gap("reply_by")


def next_day(source: Source) -> Run:
    """In a second letter: the consumer's day while it lies ahead, else seven days from this letter."""
    chosen: date | None = source.case.dealings.reply_by
    if chosen is not None and chosen > source.on:
        return Run(day(chosen))
    return moving(source.on + timedelta(days=REPLY_DAYS))


def _reply(source: Source) -> Runs:
    return runs("请贵方于", reply_day(source), "前（含当日）书面答复，并告知处理方案和办理时间。")


def delay(source: Source) -> tuple[Runs, ...]:
    """What counts as delay for this kind of request, where the rule is in force."""
    holding = claims.holding(source)
    for grounds, code, text in _DELAYS:
        where = basis.standing(source, code)
        if where and not holding.isdisjoint(grounds):
            return (runs(f"{where[0]}规定，{text}。"),)
    return ()


def routes(source: Source) -> Runs:
    """The lawful ways that stay open, without a threat."""
    if not source.assessment.consumer_law:
        ways = "依法通过调解或者向人民法院提起诉讼等途径解决"
        return runs(f"本人希望通过协商解决争议。协商不成的，本人将{ways}。")
    where = basis.standing(source, "xiaobaofa:39")
    under = f"依照{where[0]}" if where else "依法"
    return runs(
        f"本人希望通过协商解决争议。协商不成的，本人将{under}，通过请求消费者协会调解、向有关行政部门投诉"
        "或者向人民法院提起诉讼等途径解决。"
    )
