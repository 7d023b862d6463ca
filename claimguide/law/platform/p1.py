"""P1: the platform cannot say who the seller is (消保法 44(款1))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from claimguide.law.decide import Condition, Decision, decide
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.platform.common import harmed
from claimguide.law.text import Text

TITLE = Text("平台说不出卖家是谁", "The platform cannot identify the seller")
ANSWER = Answer(
    "pays_first",
    Text("平台先行赔偿，赔偿后可以向卖家追偿", "The platform pays first and may turn to the seller"),
)
HOLDS = Text(
    "平台没有提供卖家的真实名称、地址和有效联系方式，您可以要求平台先行赔偿。",
    "The platform did not give the seller's true name, address and a working contact, so you may claim "
    "from it.",
)
OPEN = Text(
    "请先书面要求平台提供卖家的真实名称、地址和有效联系方式，并保留记录。",
    "First ask the platform in writing for the seller's true name, address and working contact, and keep "
    "the record.",
)
NAMED = Text(
    "平台已经提供卖家的真实身份和有效联系方式，不能以此要求平台先行赔偿。",
    "The platform named the seller truly, so it need not pay first on this ground.",
)


def _conditions(matter: Matter) -> Iterator[Condition]:
    named = matter.facts.platform_named_seller
    yield Condition(None if named is None else named != "yes", ("platform_named_seller",), NAMED)
    yield harmed(matter)


def judge(matter: Matter) -> Decision | None:
    """Pays first where the particulars are refused, false or useless."""
    if not matter.on_a_platform:
        return None
    return decide(matter, _conditions(matter), holds=HOLDS, still_open=OPEN)


def cites(matter: Matter) -> Codes:
    live = ("wangxiao_jieshi:14",) if matter.facts.channel == "live_stream" else ()
    food = ("shipinfa:131(2)",) if matter.is_food else ()
    return ("xiaobaofa:44(1)", "dianshangfa:58(3)", *food, *live)


GROUND = PlatformGround("P1", TITLE, date(2014, 3, 15), judge, cites, ANSWER)
