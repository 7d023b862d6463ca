"""What is open in a case: questions to a lawyer, and facts the consumer can still find out."""

from __future__ import annotations

from collections.abc import Iterator

from claimguide.cases.vocab import Tri
from claimguide.evidence.selectors import SOMETHING
from claimguide.law.assessment import Deadline
from claimguide.law.labels import OF_LABELS, has_label
from claimguide.law.text import Text
from claimguide.law.text import day as day_words

from .source import Source
from .words import ELEMENTS

MOST_FACTS = 6
SOON_DAYS = 180


def limitation(source: Source) -> Deadline | None:
    """The cautious day: counted from knowing, whatever came after."""
    return next((d for d in source.assessment.deadlines if d.code == "limitation"), None)


def questions(source: Source) -> list[Text]:
    """The open points of the case as questions, the most pressing first."""
    return [
        *_time(source),
        *_sides(source),
        *_fraud(source),
        *_weak(source),
    ]


def _time(source: Source) -> Iterator[Text]:
    last = limitation(source)
    if last is None or last.date is None:
        yield Text(
            "诉讼时效从哪一天起算？本人还没有确定发现问题的日期。",
            "From which day does the limitation period run? I have not settled the day I noticed.",
        )
    elif (last.date - source.on).days < SOON_DAYS:
        yield Text(
            "诉讼时效可能在{day}届满，现在应当先做什么？",
            "The limitation period may end on {day}: what must be done first?",
        ).fill(day=day_words(last.date))


def _sides(source: Source) -> Iterator[Text]:
    if not source.seller.name:
        yield Text(
            "本人只知道店铺名称，怎样查明被告？能否请平台披露？",
            "I know only the shop's name. How do we find the defendant? Must the platform tell?",
        )
    found = source.assessment
    if found.platform_role or any(f.verdict == "needs_facts" for f in found.platform):
        yield Text("要不要把平台列为共同被告？", "Should the platform be a co-defendant?")
    if source.case.plans.court_agreed == Tri.YES:
        yield Text(
            "用户协议约定了管辖法院，这个约定对本人有效吗？",
            "The user agreement names a court. Does that clause bind me?",
        )


def _fraud(source: Source) -> Iterator[Text]:
    finding = source.assessment.finding("fraud")
    if finding is not None and finding.verdict != "fails":
        yield Text(
            "涉嫌欺诈要证明到排除合理怀疑，现有证据够吗？不够时，怎样同时主张退款和赔偿损失？",
            "Fraud must be proven beyond reasonable doubt. Is the proof enough? If not, how do we claim "
            "refund and damages beside it?",
        )


def _weak(source: Source) -> Iterator[Text]:
    for part in source.strength.needed:
        element = Text(ELEMENTS[part.element.value], part.label)
        if part.is_gap:
            yield Text(
                "“{element}”还没有证据，能否申请法院调取，或者由对方举证？",
                "There is no evidence yet of “{element}”. Can the court obtain it, or must the other side "
                "prove it?",
            ).fill(element=element)
        elif part.level == SOMETHING:
            yield Text(
                "“{element}”只有{count}件证据，够不够？",
                "There is only {count} exhibit for “{element}”. Is it enough?",
            ).fill(element=element, count=part.count)


def contradictions(source: Source) -> list[Text]:
    """Answers that cannot all be true."""
    return [found.text for found in source.assessment.contradictions]


def open_facts(source: Source) -> list[Text]:
    """What the consumer can still find out, the most decisive first; nothing of labels where none matters."""
    skipped = frozenset() if has_label(source.facts) else OF_LABELS
    asked = [fact.question for fact in source.assessment.missing if fact.key not in skipped]
    return asked[:MOST_FACTS]
