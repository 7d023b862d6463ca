"""P15: the shop changed hands without publishing it (网络消费规定（一） 6)."""

from __future__ import annotations

from datetime import date

from claimguide.law.decide import Decision
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("店铺可能已经转手", "The shop may have changed hands")
ANSWER = Answer(
    "seller",
    Text(
        "登记的经营者与实际经营者都可以被要求赔偿",
        "Both the registered and the actual operator may be claimed from",
    ),
)
HOLDS = Text(
    "店铺公示的主体与实际发货、收款、客服不是同一家，又没有公示变更的，两者都可以被要求赔偿。请要求平台提供双方信息。",
    "If those who ship, collect and answer are not the published shop, and no change was published, "
    "both answer; ask the platform for both.",
)


def judge(matter: Matter) -> Decision | None:
    """Nothing in the facts can settle it: it stays a question for the platform's answer."""
    facts = matter.facts
    useless = facts.known("platform_named_seller") and facts.platform_named_seller == "useless"
    if not useless or matter.closed:
        return None
    return Decision("needs_facts", HOLDS)


def cites(matter: Matter) -> Codes:
    return ("wangxiao_jieshi:6",)


GROUND = PlatformGround("P15", TITLE, date(2022, 3, 15), judge, cites, ANSWER)
