"""P10: the platform as publisher of an advertisement (广告法 56; 消保法 45)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from claimguide.law.decide import Condition, Decision, any_of, decide, tri
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.platform.common import concerns_life_or_health
from claimguide.law.text import Text

TITLE = Text("平台发布了虚假广告", "The platform published a false advertisement")
PAYS = Answer("pays_first", Text("平台作为广告发布者先行赔偿", "The platform pays first as the publisher"))
JOINT = Answer(
    "joint", Text("平台作为广告发布者承担连带责任", "The platform is jointly liable as the publisher")
)
HOLDS = Text(
    "您通过平台的广告位购买，广告内容虚假。平台作为广告发布者应当依法负责，是否属于发布者由法院认定。",
    "You bought through a paid placement whose content was untrue. The platform answers as the publisher; "
    "whether it is one is for the court.",
)
OPEN = Text(
    "平台作为广告发布者是否负责，要看广告内容是否虚假，能否提供广告主信息，是否关系生命健康。",
    "It depends on whether the advertisement was untrue, whether the platform names the advertiser, and "
    "whether life or health is concerned.",
)
NOT_AN_AD = Text(
    "不是通过平台的付费广告或者排名购买的，不适用广告发布者的责任。",
    "You did not come through a paid advertisement or ranking, so the rule on publishers does not apply.",
)
TRUE = Text("广告内容属实，不适用虚假广告的责任。", "The advertisement was true.")
NO_FAULT = Text(
    "平台能够提供广告主信息，也不知道广告虚假。",
    "The platform names the advertiser and did not know that the advertisement was untrue.",
)


def _conditions(matter: Matter) -> Iterator[Condition]:
    facts = matter.facts
    yield Condition(tri(facts.platform_advertised), ("platform_advertised",), NOT_AN_AD)
    untrue = True if matter.has("false_promotion") else tri(facts.false_statement)
    yield Condition(untrue, ("false_statement",), TRUE)
    named = facts.platform_named_seller
    unnamed = None if named is None else named != "yes"
    liable = any_of(unnamed, concerns_life_or_health(matter) or False, tri(facts.platform_knew))
    yield Condition(liable, ("platform_named_seller", "platform_knew"), NO_FAULT)


def judge(matter: Matter) -> Decision | None:
    """Liability of a publisher of untrue advertisements."""
    if not matter.on_a_platform:
        return None
    facts = matter.facts
    if not (facts.known("platform_advertised") or matter.has("false_promotion")):
        return None
    return decide(matter, _conditions(matter), holds=HOLDS, still_open=OPEN)


def cites(matter: Matter) -> Codes:
    return ("xiaobaofa:45", "guanggaofa:56", "dianshangfa:40", "hulianwang_guanggao:9")


def answer(matter: Matter) -> Answer:
    """Joint for life and health or where it knew; otherwise it pays for an advertiser it cannot name."""
    knew = matter.facts.platform_knew == "yes"
    return JOINT if concerns_life_or_health(matter) or knew else PAYS


GROUND = PlatformGround("P10", TITLE, date(2021, 4, 29), judge, cites, answer)
