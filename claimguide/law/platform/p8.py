"""P8: the live room (网络消费规定（一） 11, 12, 17)."""

from __future__ import annotations

from datetime import date

from claimguide.law.decide import Decision
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("直播间没有说清谁在卖", "The live room did not say who sells")
AS_SELLER = Answer(
    "as_seller", Text("直播间运营者承担销售者责任", "Whoever runs the live room answers as the seller")
)
SHOP = Answer(
    "seller", Text("直播间由店铺开设，店铺承担责任", "The room is the shop's own, so the shop answers")
)
HOLDS = Text(
    "直播间没有以足以辨别的方式标明自己不是销售者，也没有标明实际卖家。您可以要求运营者承担销售者责任。",
    "The room did not make it plain that it is not the seller and who is. "
    "You may claim from whoever runs it as the seller.",
)
HOLDS_SHOP = Text(
    "直播间由店铺自己开设，主播的宣传由店铺负责。",
    "The room is the shop's own, so the shop answers for what was said in it.",
)
OPEN = Text(
    "请查看直播回放和链接页面，直播间有没有说明谁是实际卖家。",
    "Check the replay and the linked page: did the room say who sells?",
)
MARKED = Text(
    "直播间已经标明实际卖家，是否还要负责由法院综合认定。明知商品有问题仍然推广的，承担连带责任。",
    "The room named the seller; whether it still answers is for the court. "
    "A room that promoted what it knew to be faulty is jointly liable.",
)


def judge(matter: Matter) -> Decision | None:
    """The room's own liability; the platform behind it is judged by the other grounds."""
    facts = matter.facts
    if facts.channel != "live_stream":
        return None
    role = facts.live_room_role
    if role is None:
        return None if matter.closed else Decision("needs_facts", OPEN, ("live_room_role",))
    if role == "said_not_seller":
        return Decision("fails" if matter.closed else "needs_facts", MARKED)
    return Decision("holds", HOLDS if role == "did_not_say" else HOLDS_SHOP)


def cites(matter: Matter) -> Codes:
    rules = {
        "seller": ("wangxiao_jieshi:11",),
        "said_not_seller": ("wangxiao_jieshi:12(2)", "wangxiao_jieshi:17"),
    }
    basis = rules.get(matter.facts.live_room_role or "", ("wangxiao_jieshi:12(1)",))
    return (*basis, "zhibo_dianshang:26", "zhibo_dianshang:34")


def answer(matter: Matter) -> Answer:
    """Seller's liability, unless the room is the shop's own."""
    return SHOP if matter.facts.live_room_role == "seller" else AS_SELLER


GROUND = PlatformGround("P8", TITLE, date(2022, 3, 15), judge, cites, answer, party="live_room")
