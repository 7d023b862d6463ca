"""The case for a lawyer or a legal-aid desk: who, what, how much, until when, what proof, what is open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import Submission
from claimguide.cases.vocab import ProofHave
from claimguide.evidence.selectors import ElementStrength
from claimguide.law.assessment import Deadline, Finding
from claimguide.law.citations import Citation
from claimguide.law.deadlines.limit import HOLIDAY
from claimguide.law.text import Text
from claimguide.letters.content import LetterContent, Particular, Party, Runs, Section, Table
from claimguide.letters.kinds import traits

from . import claims, narrative, open_points, parts, refunds, words
from .claims import Demand
from .narrative import Voice
from .source import Made, Source
from .wording import day, grouped, listed, runs, sum_in_words

if TYPE_CHECKING:
    from django.utils.functional import Promise

KIND = "brief"
SELLER = "对方"
PAPER = "本提纲"
UNKNOWN = "尚未查明"
_STANDING = {"holds": "依现有事实可以主张", "needs_facts": "尚待查明"}
_HAVE: dict[str, str] = {
    ProofHave.HAVE: "尚无证据；本人持有，尚未整理",
    ProofHave.CAN_GET: "尚无证据；本人可以取得",
    ProofHave.GONE: "尚无证据；原有材料已经灭失",
}


def reason_not_to(source: Source) -> str | Promise:
    """Without a problem there is nothing to ask a lawyer about."""
    if not source.facts.problems:
        return _("Say first what went wrong: the brief is made from it.")
    return ""


def compose(source: Source) -> LetterContent:
    """Everything a first consultation asks for. It is neither signed nor sent, so it has no addressee."""
    asked = claims.demand(source, SELLER) if source.case.dealings.wanted else Demand(())
    voice = Voice(seller=SELLER, platform=parts.platform_called(source))
    return LetterContent(
        kind=KIND,
        case_number=source.case.number,
        title="法律咨询提纲",
        date=source.on,
        law_date=source.assessment.on,
        addressee=Party("", ()),
        sender=parts.sender(source, "咨询人"),
        respondent=parts.seller(source, SELLER, reachable=False),
        opening=runs(
            f"{PAPER}供向律师或者法律援助机构咨询时使用，由咨询人（以下称本人）根据自己掌握的情况整理。"
        ),
        facts=narrative.dated(narrative.facts(source, voice), source.on),
        claims_intro=_intro(source),
        claims=asked.claims,
        total=asked.total,
        alternatives=asked.alternatives,
        bases=(),
        closing=(_range(source),),
        exhibits=parts.exhibits(source),
        enclosures=parts.enclosures(source),
        notice=parts.NOTICE.format(paper=PAPER),
        sections=(_parties(source), *_points(source)),
    )


def _parties(source: Source) -> Section:
    sides = [parts.sender(source, "咨询人"), parts.seller(source, SELLER, reachable=False)]
    if source.on_platform:
        sides.append(parts.platform(source, "平台"))
    return Section("当事人", form=tuple(row for side in sides for row in _boxes(side)))


def _boxes(side: Party) -> Iterable[Particular]:
    """The particulars of a side, the first of them under its role."""
    first, *others = side.rows
    return (Particular(side.heading, first.value), *others)


def _intro(source: Source) -> str:
    if not source.case.dealings.wanted:
        return "本人尚未确定提出哪些请求。"
    return "本人希望向对方提出以下请求："


def _range(source: Source) -> Runs:
    """The sums of the assessment: without and with what goes beyond the loss."""
    found = source.assessment
    low, high = found.claim_min, found.claim_max
    if not high:
        return runs("可以主张的金额尚不能计算。")
    others = "其中退款依法由提供支付服务的机构承担。" if refunds.owed_by_others(source) else ""
    if low == high or not low:
        return runs(f"按现有事实，可以主张的金额为{sum_in_words(high)}。{others}")
    return runs(
        f"按现有事实，可以主张的金额：退款和损失为{sum_in_words(low)}，"
        f"加上惩罚性赔偿或者承诺的赔偿为{sum_in_words(high)}。{others}"
    )


def _points(source: Source) -> tuple[Section, ...]:
    """The sections after the claims; one without anything to say is left out."""
    asked = _numbered(open_points.questions(source))
    unknown = _numbered(open_points.open_facts(source))
    at_odds = _numbered(open_points.contradictions(source))
    made = (
        _grounds(source),
        _limits(source),
        _proof(source),
        Section("已经采取的措施", points=_tried(source)),
        Section(
            "已经制作的文书", points=tuple(_paper(source, each) for each in source.made if each.kind != KIND)
        ),
        Section("相互矛盾、需要核对的情况", points=at_odds),
        Section("尚未查清的事实", points=unknown),
        Section("想咨询的问题", points=asked),
    )
    return tuple(each for each in made if each.points or each.table)


def _numbered(texts: Iterable[Text]) -> tuple[Runs, ...]:
    return tuple(runs(_of_oneself(text.zh)) for text in texts)


def _of_oneself(text: str) -> str:
    """A sentence that speaks to the consumer, as the consumer says it."""
    return text.replace("您", "本人")


def _grounds(source: Source) -> Section:
    found = source.assessment
    rows = tuple(_ground(each) for each in (*found.findings, *found.platform) if each.verdict in _STANDING)
    table = Table(("请求权基础", "目前情况", "依据"), rows, (25, 20, 55)) if rows else None
    return Section("可能的请求权基础", table=table)


def _ground(finding: Finding) -> tuple[str, ...]:
    return (
        _of_oneself(finding.title.zh),
        _STANDING[finding.verdict],
        _articles(finding.citations),
    )


def _limits(source: Source) -> Section:
    days = source.assessment.deadlines
    rows = tuple(_limit(each) for each in days)
    table = Table(("期限", "最后一日", "计算方法和依据"), rows, (25, 20, 55)) if rows else None
    # Said once above the days instead of in each row.
    notes = [runs(HOLIDAY.zh)] if any(HOLIDAY.zh in each.how.zh for each in days) else []
    if any(each.date and each.provisional for each in days):
        notes.append(runs("标明“暂定”的日期，可能因尚未公布的放假安排而变动。"))
    return Section("期限", tuple(notes), table=table)


def _limit(each: Deadline) -> tuple[str, ...]:
    last = UNKNOWN
    if each.date is not None:
        last = day(each.date) + ("（暂定）" if each.provisional else "")
    how = _of_oneself(each.how.zh.replace(HOLIDAY.zh, ""))
    return (_of_oneself(each.title.zh), last, f"{how}{_articles(each.citations)}。")


def _articles(citations: Iterable[Citation]) -> str:
    """By the short titles of the statutes: the reader is a lawyer, and the tables are long."""
    return listed(grouped(citations, short=True))


def _proof(source: Source) -> Section:
    rows = tuple(_element(source, each) for each in source.strength.needed)
    return Section("证据情况", table=Table(("要证明的事项", "现有证据", "情况"), rows, (35, 30, 35)))


def _element(source: Source, part: ElementStrength) -> tuple[str, ...]:
    numbers = source.showing(part.element.value)
    held = listed(f"证据{number}" for number in numbers) or "无"
    return (words.ELEMENTS[part.element.value], held, _standing(part))


def _standing(part: ElementStrength) -> str:
    if not part.count:
        return _HAVE.get(part.have, "尚无证据")
    return "已有证据" if part.count >= part.pieces else "只有一件证据"


def _tried(source: Source) -> tuple[Runs, ...]:
    conduct = source.case.platform_conduct
    told: list[str] = []
    if source.contacts:
        first, last = source.contacts[0].on, source.contacts[-1].on
        when = f"{day(first)}至{day(last)}" if first != last else day(first)
        told.append(f"{when}，与对方联系{len(source.contacts)}次。")
    if conduct.complained_on:
        told.append(f"{day(conduct.complained_on)}，向平台投诉。")
    told += map(_submitted, source.submissions)
    return tuple(map(runs, told))


def _submitted(each: Submission) -> str:
    body = f"（{each.body}）" if each.body else ""
    number = f"，编号{each.number}" if each.number else ""
    return f"{day(each.on)}，{words.SENT_TO[each.channel]}{body}{number}，{words.OUTCOMES[each.state]}。"


def _paper(source: Source, made: Made) -> Runs:
    sent = f"，{day(made.sent_on)}发出" if made.sent_on else "，尚未记录发出"
    sent = sent if traits(made.kind).ways else ""
    return runs(f"{traits(made.kind).named(source.shop)}第{made.number}版，{day(made.on)}制作{sent}。")
