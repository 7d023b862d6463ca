"""P7: a platform for drugs (食药纠纷规定 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from claimguide.law.decide import Condition, Decision, any_of, decide
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.platform.common import harmed, knew_and_let_be
from claimguide.law.text import Text

TITLE = Text(
    "药品平台说不出卖家，或者知道问题不处理", "A drug platform that cannot name the seller or did not act"
)
PAYS = Answer(
    "pays_first",
    Text("平台先承担赔偿责任，再向卖家追偿", "The platform compensates and may turn to the seller"),
)
JOINT = Answer(
    "joint",
    Text("平台与药品销售者承担连带责任", "The platform is jointly liable with the seller of the drug"),
)
HOLDS = Text(
    "药品平台说不出卖家是谁，或者知道问题却没有处理。您可以要求平台承担责任。",
    "The drug platform cannot name the seller, or knew and did not act; you may claim from it.",
)
OPEN = Text(
    "药品平台是否负责，要看它能否提供卖家信息，以及知道问题后是否处理。",
    "It depends on whether the platform names the seller, and on whether it acted once it knew.",
)
NO_FAULT = Text(
    "平台提供了卖家信息，也没有知情不处理的情形。",
    "The platform named the seller, and nothing shows that it knew and did not act.",
)


def _conditions(matter: Matter) -> Iterator[Condition]:
    named = matter.facts.platform_named_seller
    unnamed = None if named is None else named != "yes"
    keys = ("platform_named_seller", "platform_knew", "platform_acted")
    yield Condition(any_of(unnamed, knew_and_let_be(matter)), keys, NO_FAULT)
    yield harmed(matter)


def judge(matter: Matter) -> Decision | None:
    """The civil basis beside the regulatory duties of 药品管理法 62 and 131."""
    if not (matter.on_a_platform and matter.facts.goods_kind == "drug"):
        return None
    return decide(matter, _conditions(matter), holds=HOLDS, still_open=OPEN)


def cites(matter: Matter) -> Codes:
    return ("shiyao_jiufen:9", "yaopinfa:62", "yaopinfa:131")


def answer(matter: Matter) -> Answer:
    """Pays for a seller it cannot name; otherwise jointly."""
    return PAYS if matter.facts.platform_named_seller in ("no", "useless") else JOINT


GROUND = PlatformGround("P7", TITLE, date(2021, 12, 1), judge, cites, answer)
