"""P4: life and health: licences not checked, safety duty not met (电商法 38(款2))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from claimguide.law.decide import Condition, Decision, any_of, decide, tri
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.platform.common import concerns_life_or_health, harmed, knew_and_let_be
from claimguide.law.text import Text
from claimguide.law.vocabulary import HOSTING_CHANNELS

TITLE = Text(
    "关系生命健康，平台没有尽到审核或者保障义务",
    "Life and health: licences not checked, or safety duty not met",
)
ANSWER = Answer(
    "corresponding",
    Text(
        "平台依法承担相应的责任，范围由法院按过错等认定",
        "The platform bears the corresponding liability, its extent being for the court",
    ),
)
HOLDS = Text(
    "商品或者服务关系生命健康，平台没有审核资质，或者没有尽到安全保障义务。您可以要求平台依法承担相应的责任。",
    "It concerns life or health, and the platform did not check licences or meet its safety duty. "
    "You may ask it to bear the corresponding liability.",
)
HOLDS_LET_BE = Text(
    "商品或者服务关系生命健康，平台知道有问题，却没有采取措施。您可以要求平台依法承担相应的责任。",
    "It concerns life or health, and the platform knew of the trouble and did nothing. "
    "You may ask it to bear the corresponding liability.",
)
OPEN = Text(
    "平台是否承担相应的责任，要看它有没有审核卖家的资质，有没有尽到安全保障义务。",
    "It depends on whether the platform checked the seller's licences and met its safety duty.",
)
NOT_LIFE = Text(
    "商品或者服务不直接关系生命健康，不适用这一规定。",
    "It does not directly concern life or health, so this rule does not apply.",
)
CHECKED = Text(
    "平台已经审核资质并尽到保障义务，不能以此要求平台负责。",
    "The platform checked licences and met its duty, so it is not liable on this ground.",
)


def _conditions(matter: Matter) -> Iterator[Condition]:
    facts = matter.facts
    yield Condition(concerns_life_or_health(matter), ("life_or_health",), NOT_LIFE)
    unchecked = tri(facts.platform_checked_licence, met_by="no")
    failed = any_of(unchecked, knew_and_let_be(matter))
    # Whoever hosts a seller without a licence has to show that it checked.
    presumed = matter.has("unlicensed_seller") and facts.channel in HOSTING_CHANNELS
    yield Condition(failed, ("platform_checked_licence", "platform_knew"), CHECKED, presumed)
    yield harmed(matter)


def judge(matter: Matter) -> Decision | None:
    """Corresponding liability, an open word: never write joint here."""
    if not matter.on_a_platform:
        return None
    facts = matter.facts
    stated = facts.known("life_or_health") or matter.has("injury", "unlicensed_seller")
    if not (stated or concerns_life_or_health(matter)):
        return None
    return decide(matter, _conditions(matter), holds=_held, still_open=OPEN)


def _held(matter: Matter) -> Text:
    """Only what was told: that the licence was not checked, or that nothing was done."""
    return (
        HOLDS_LET_BE if matter.facts.platform_checked_licence != "no" and knew_and_let_be(matter) else HOLDS
    )


def cites(matter: Matter) -> Codes:
    return ("dianshangfa:38(2)", "wangluo_jiaoyi:52(2)", "dianshangfa:27(1)")


GROUND = PlatformGround("P4", TITLE, date(2019, 1, 1), judge, cites, ANSWER)
