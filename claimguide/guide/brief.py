"""What to ask a lawyer, and the case on half a page, both from the facts alone."""

from __future__ import annotations

from collections.abc import Iterator

from claimguide.cases import vocab
from claimguide.core.money import yuan
from claimguide.evidence.selectors import SOMETHING
from claimguide.law.assessment import Deadline
from claimguide.law.text import Text
from claimguide.law.text import day as day_words
from claimguide.letters.compose.wording import day
from claimguide.letters.compose.words import ELEMENTS, PROBLEMS

from .chat import Story
from .desk import Desk

MOST_FACTS = 6
SOON_DAYS = 180
SENT_TO: dict[str, str] = {
    vocab.SubmissionChannel.ASSOCIATION: "向消费者协会投诉",
    vocab.SubmissionChannel.HOTLINE_12315: "向12315投诉",
    vocab.SubmissionChannel.REPORT_12315: "向12315举报",
    vocab.SubmissionChannel.COURT: "向法院起诉",
    vocab.SubmissionChannel.OTHER: "向其他机构反映",
}


def questions(desk: Desk, limitation: Deadline | None) -> list[Text]:
    """The open points of the case as questions, the most pressing first."""
    return [
        *_time(desk, limitation),
        *_sides(desk),
        *_contradictions(desk),
        *_fraud(desk),
        *_weak(desk),
    ]


def _time(desk: Desk, limitation: Deadline | None) -> Iterator[Text]:
    if limitation is None or limitation.date is None:
        yield Text(
            "诉讼时效从哪一天起算？我还没有确定发现问题的日期。",
            "From which day does the limitation period run? I have not settled the day I noticed.",
        )
    elif (limitation.date - desk.today).days < SOON_DAYS:
        yield Text(
            "诉讼时效可能在{day}届满，现在应当先做什么？",
            "The limitation period may end on {day}: what must be done first?",
        ).fill(day=day_words(limitation.date))


def _sides(desk: Desk) -> Iterator[Text]:
    if not desk.seller.name:
        yield Text(
            "我只知道店铺名称，怎样查明被告？能否请平台披露？",
            "I know only the shop's name. How do we find the defendant? Must the platform tell?",
        )
    if desk.assessment.platform_role or any(f.verdict == "needs_facts" for f in desk.assessment.platform):
        yield Text("要不要把平台列为共同被告？", "Should the platform be a co-defendant?")
    if desk.case.plans.court_agreed == vocab.Tri.YES:
        yield Text(
            "用户协议约定了管辖法院，这个约定对我有效吗？",
            "The user agreement names a court. Does that clause bind me?",
        )


def _contradictions(desk: Desk) -> Iterator[Text]:
    for found in desk.assessment.contradictions:
        yield found.text


def _fraud(desk: Desk) -> Iterator[Text]:
    finding = desk.assessment.finding("fraud")
    if finding is not None and finding.verdict != "fails":
        yield Text(
            "涉嫌欺诈要证明到排除合理怀疑，现有证据够吗？不够时，怎样同时主张退款和赔偿损失？",
            "Fraud must be proven beyond reasonable doubt. Is the proof enough? If not, how do we claim "
            "refund and damages beside it?",
        )


def _weak(desk: Desk) -> Iterator[Text]:
    for part in desk.strength.needed:
        element = Text(ELEMENTS[part.element.value], part.label)
        if part.is_gap:
            yield Text(
                "“{element}”还没有证据，能否申请法院调取，或者由对方举证？",
                "There is no evidence yet of “{element}”. Can the court obtain it, or must the other side "
                "prove it?",
            ).fill(element=element)
        elif part.level == SOMETHING:
            yield Text(
                "“{element}”只有{count}份证据，够不够？",
                "There is only {count} exhibit for “{element}”. Is it enough?",
            ).fill(element=element, count=part.count)


def open_facts(desk: Desk) -> list[Text]:
    """What the consumer can still find out, the most decisive first."""
    return [fact.question for fact in desk.assessment.missing[:MOST_FACTS]]


def brief(desk: Desk, asked: list[Text], limitation: Deadline | None) -> str:
    """The case on half a page, in Chinese, to hand to a lawyer or a legal-aid desk."""
    case, found = desk.case, desk.assessment
    story = Story(case, found, desk.today)
    kinds = [PROBLEMS[p.kind].format(thing=story.thing, seller="商家") for p in case.problems.all()]
    parts = [
        "【基本情况】" + story.bought() + ("；".join(kinds) + "。" if kinds else ""),
        f"【对方】{desk.seller.name or case.purchase.shop_name or '尚未查明'}",
        f"【请求】{story.wanted() or '尚未确定'}；金额{_range(desk)}。",
        f"【时效】{_until(limitation)}。",
        f"【已做的事】{_done(desk)}。",
        f"【证据】共{len(desk.exhibits)}份。",
    ]
    lines = [f"{number}. {question.zh}" for number, question in enumerate(asked, start=1)]
    return "\n".join([*parts, "【想问的问题】", *lines] if lines else parts)


def _done(desk: Desk) -> str:
    conduct = desk.case.platform_conduct
    parts = [f"与商家联系{len(desk.contacts)}次"] if desk.contacts else []
    if conduct.complained_on:
        parts.append(f"{day(conduct.complained_on)}向平台投诉")
    for each in desk.submissions:
        if each.channel != vocab.SubmissionChannel.PLATFORM:
            parts.append(f"{day(each.on)}{SENT_TO[each.channel]}")
    return "；".join(parts) or "尚无记录"


def _until(limitation: Deadline | None) -> str:
    if limitation is None or limitation.date is None:
        return "尚不能计算"
    return f"可能在{day(limitation.date)}届满"


def _range(desk: Desk) -> str:
    low, high = desk.assessment.claim_min, desk.assessment.claim_max
    if not high:
        return "尚不能计算"
    return f"{yuan(high)}元" if low == high else f"{yuan(low)}元至{yuan(high)}元"
