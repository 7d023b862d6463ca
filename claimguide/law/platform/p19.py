"""P19: led to pay outside the platform (网络消费规定（一） 5)."""

from __future__ import annotations

from datetime import date

from claimguide.law.decide import Decision
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("被引导在平台以外付款", "Led to pay outside the platform")
ANSWER = Answer(
    "seller",
    Text(
        "店铺仍要承担销售者责任；平台责任另看是否知情",
        "The shop still answers as the seller; the platform only if it knew",
    ),
)
HOLDS = Text(
    "店铺的工作人员引导您在平台以外付款，店铺不能以此推卸责任。",
    "The shop's staff led you to pay outside the platform; the shop cannot escape by that.",
)


def judge(matter: Matter) -> Decision | None:
    """The shop's excuse fails; it is no liability of the platform."""
    facts = matter.facts
    outside = facts.known("platform_paid_outside") and facts.platform_paid_outside == "yes"
    return Decision("holds", HOLDS) if outside else None


def cites(matter: Matter) -> Codes:
    return ("wangxiao_jieshi:5",)


GROUND = PlatformGround("P19", TITLE, date(2022, 3, 15), judge, cites, ANSWER)
