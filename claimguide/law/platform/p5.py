"""P5: the platform sells itself, or made it look so (电商法 37; 网络消费规定（一） 4)."""

from __future__ import annotations

from datetime import date

from claimguide.law.decide import Decision
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.text import Text
from claimguide.law.vocabulary import PLATFORM_CHANNELS

LOOKS_LIKE_IT = ("dianshangfa:37(1)", "wangxiao_jieshi:4(2)")
ITS_OWN = ("dianshangfa:37(2)", "wangxiao_jieshi:4(1)")
E_COMMERCE_LAW_FROM = date(2019, 1, 1)
TITLE = Text("平台自营，或者让人以为是自营", "The platform sells itself, or made it look so")
ANSWER = Answer("as_seller", Text("平台承担销售者或者服务提供者责任", "The platform answers as the seller"))
HOLDS = Text(
    "这笔交易是平台自营业务，平台应当承担销售者或者服务提供者责任。",
    "This was the platform's own business, so it answers as the seller.",
)
HOLDS_LOOKS = Text(
    "页面标识足以让人以为是平台自营，您可以主张平台承担销售者责任，由法院认定。",
    "The page made it look like the platform's own business; "
    "you may claim from it as the seller, for the court to find.",
)
OPEN = Text(
    "请查看页面标识和发票上的销售方，判断是不是平台自营。",
    "Check the page and the seller named on the invoice to see whether the platform itself sold.",
)


def judge(matter: Matter) -> Decision | None:
    """Seller's liability for own business, marked or in fact, and for what was made to look like it."""
    facts = matter.facts
    kind = facts.seller_kind
    if kind is None:
        unknown = facts.channel in PLATFORM_CHANNELS and not matter.closed
        return Decision("needs_facts", OPEN, ("seller_kind",)) if unknown else None
    if kind == "self_operated":
        return Decision("holds", HOLDS)
    return Decision("holds", HOLDS_LOOKS) if kind == "looks_self_operated" else None


def cites(matter: Matter) -> Codes:
    facts = matter.facts
    basis: Codes = LOOKS_LIKE_IT if facts.seller_kind == "looks_self_operated" else ITS_OWN
    if matter.on < E_COMMERCE_LAW_FROM:
        basis = ("xiaobaofa:40(1)",)
    live = facts.channel == "live_stream" and facts.seller_kind == "self_operated"
    food = ("shian_jieshi1:2",) if matter.is_food else ()
    return (*basis, *food, *(("wangxiao_jieshi:13",) if live else ()))


GROUND = PlatformGround("P5", TITLE, date(2014, 3, 15), judge, cites, ANSWER)
