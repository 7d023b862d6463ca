"""P5: the platform sells itself, or made it look so (电商法 37; 网络消费规定（一） 4)."""

from __future__ import annotations

from datetime import date

from claimguide.law.assessment import PlatformFinding
from claimguide.law.decide import Decision
from claimguide.law.ground import PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.platform.common import Label
from claimguide.law.text import Text
from claimguide.law.vocabulary import PLATFORM_CHANNELS

LOOKS_LIKE_IT = ("dianshangfa:37(1)", "wangxiao_jieshi:4(2)")
ITS_OWN = ("dianshangfa:37(2)", "wangxiao_jieshi:4(1)")
LABEL = Label(
    "P5",
    Text("平台自营，或者让人以为是自营", "The platform sells itself, or made it look so"),
    "as_seller",
    Text("平台承担销售者或者服务提供者责任", "The platform answers as the seller"),
)
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


def find(matter: Matter) -> PlatformFinding | None:
    """Seller's liability for own business, marked or in fact, and for what was made to look like it."""
    kind = matter.facts.seller_kind
    own = None if kind is None else kind in ("self_operated", "looks_self_operated")
    if own is False or (own is None and matter.facts.channel not in PLATFORM_CHANNELS):
        return None
    if own is None:
        decision = Decision("needs_facts", OPEN, ("seller_kind",))
    else:
        decision = Decision("holds", HOLDS if kind == "self_operated" else HOLDS_LOOKS)
    basis = LOOKS_LIKE_IT if kind == "looks_self_operated" else ITS_OWN
    live = (
        ("wangxiao_jieshi:13",) if matter.facts.channel == "live_stream" and kind == "self_operated" else ()
    )
    citations = matter.cite(*basis, *live)
    return LABEL.finding(decision, citations)


GROUND = PlatformGround(code="P5", valid_from=date(2019, 1, 1), find=find)
