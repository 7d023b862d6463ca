"""P6: a platform for food that failed its four duties (食品安全法 131(款1))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from claimguide.law.decide import Condition, Decision, any_of, decide, tri
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.platform.common import harmed, knew_and_let_be
from claimguide.law.text import Text
from claimguide.law.vocabulary import HOSTING_CHANNELS

TITLE = Text(
    "食品平台没有审查许可证或者没有停止服务", "A food platform that did not check licences or stop the seller"
)
ANSWER = Answer(
    "joint", Text("平台与食品经营者承担连带责任", "The platform is jointly liable with the food seller")
)
HOLDS = Text(
    "食品平台没有实名登记、审查许可证，或者没有履行报告、停止服务的义务。您可以要求平台与商家承担连带责任。",
    "The food platform did not register the seller, check its licence, report it or stop serving it. "
    "You may claim from both jointly.",
)
HOLDS_LET_BE = Text(
    "食品平台知道商家涉嫌违法经营食品，却没有报告或者停止服务。您可以要求平台与商家承担连带责任。",
    "The food platform knew of the seller's breach and neither reported it nor stopped serving it. "
    "You may claim from both jointly.",
)
OPEN = Text(
    "食品平台是否连带负责，要看它是否审查过商家的许可证，知道问题后是否停止服务。",
    "It depends on whether the platform checked the seller's licence and stopped serving it once it knew.",
)
DUTIES_MET = Text(
    "平台已经审查许可证，没有违反食品平台的义务。",
    "The platform checked the licence and broke no duty of a food platform.",
)


def _conditions(matter: Matter) -> Iterator[Condition]:
    facts = matter.facts
    unchecked = tri(facts.platform_checked_licence, met_by="no")
    failed = any_of(unchecked, knew_and_let_be(matter))
    # Whoever hosts a seller without a licence has to show that it checked.
    presumed = matter.has("unlicensed_seller") and facts.channel in HOSTING_CHANNELS
    yield Condition(failed, ("platform_checked_licence", "platform_knew"), DUTIES_MET, presumed)
    yield harmed(matter)


def judge(matter: Matter) -> Decision | None:
    """Joint liability of a platform for food, take-away and live rooms included."""
    if not (matter.on_a_platform and matter.is_food):
        return None
    return decide(matter, _conditions(matter), holds=_held, still_open=OPEN)


def _held(matter: Matter) -> Text:
    """Only what was told: that the licence was not checked, or that nothing was done."""
    return (
        HOLDS_LET_BE if matter.facts.platform_checked_licence != "no" and knew_and_let_be(matter) else HOLDS
    )


def cites(matter: Matter) -> Codes:
    by_channel = {"live_stream": ("wangxiao_jieshi:15",), "takeaway": ("wangxiao_jieshi:18",)}
    special = by_channel.get(matter.facts.channel or "", ())
    return ("shipinfa:62", "shipinfa:131(1)", "shian_jieshi1:3", *special)


GROUND = PlatformGround("P6", TITLE, date(2015, 10, 1), judge, cites, ANSWER)
