"""P13: an unfair decision or rule of the platform (平台规则办法 19, 30)."""

from __future__ import annotations

from datetime import date

from claimguide.law.decide import Decision
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.text import Text
from claimguide.law.vocabulary import PLATFORM_CHANNELS

TITLE = Text("平台判定或者规则不公", "An unfair decision or rule of the platform")
ANSWER = Answer(
    "duty",
    Text(
        "可以要求说明理由和人工复核，不公平的规则条款无效",
        "You may ask for reasons and human review; unfair rules are void",
    ),
)
HOLDS = Text(
    "平台对您作出不利处理时应当说明事实、理由和依据，并按要求人工复核。限制您权利的规则条款无效。",
    "For a decision against you the platform owes facts, reasons and human review; rules that cut "
    "your rights are void.",
)


def judge(matter: Matter) -> Decision | None:
    """A platform's decision does not bind the court."""
    facts = matter.facts
    idle = facts.known("platform_helped") and facts.platform_helped == "no"
    unfair = matter.has("unfair_term") and facts.channel in PLATFORM_CHANNELS
    return Decision("holds", HOLDS) if unfair and idle else None


def cites(matter: Matter) -> Codes:
    rules = ("pingtai_guize:19", "pingtai_guize:20", "pingtai_guize:21", "pingtai_guize:30")
    return (*rules, "wangxiao_jieshi:1", "dianshangfa:34(1)", "minfadian:497")


GROUND = PlatformGround("P13", TITLE, date(2019, 1, 1), judge, cites, ANSWER)
