"""Refusals that turn on who sold, who bought and who else should act."""

from __future__ import annotations

from claimguide.law.citations import cite
from claimguide.law.text import Text

from .ground import Ground, Rebuttal

TO_THE_SELLER = Text(
    "我是在贵店购买的，可以直接要求销售者处理。",
    "I bought from your shop and may turn to the seller directly.",
)
HANDED_TO_OTHERS = Text(
    "交给物业、驿站等代收，要先经您同意。没有同意的，请在实际情况里写明是谁、什么时候代收的。",
    "A courier may hand it to a doorman or a pick-up point only with your consent. Without it, say in the "
    "facts who took it and when.",
)
FOR_DAILY_LIFE = Text("我是为生活消费需要购买的。", "I bought it for daily life.")


def not_ours(ground: Ground) -> Rebuttal:
    recourse = Text(
        "贵店处理后，可以再向生产者追偿。", "Once you have dealt with it you may turn to the producer."
    )
    return Rebuttal(TO_THE_SELLER + recourse, (), cite("xiaobaofa:40(1)"))


def courier(ground: Ground) -> Rebuttal:
    return Rebuttal(
        TO_THE_SELLER
        + Text(
            "签收之前，运输中的风险和责任由贵店承担。请贵店与快递公司核实后答复。",
            "Until the parcel is signed for, the risk of transport lies with the seller. Please check with "
            "the courier and answer.",
        ),
        (
            Text("快递由您自己另选的除外。", "Unless you chose another courier yourself."),
            HANDED_TO_OTHERS,
            Text(
                "已经签收的，要能说明问题在签收前就有：开箱视频、当天的照片、快递员的记录都可以用。",
                "After signing, show that the damage was there before: an unboxing video, photos of the "
                "day, the courier's record.",
            ),
        ),
        cite("xiaobaofa:40(1)", "dianshangfa:20", "minfadian:604"),
        aside=cite("dianshangfa:52(2)"),
    )


def ask_platform(ground: Ground) -> Rebuttal:
    return Rebuttal(
        TO_THE_SELLER
        + Text(
            "平台介入不免除贵店自己的责任，请先答复我的要求。",
            "The platform's stepping in does not free your shop from its own duty; please answer my request.",
        ),
        (
            Text(
                "可以同时申请平台介入，不必等商家同意。",
                "You may ask the platform at the same time; the seller need not agree.",
            ),
        ),
        cite("xiaobaofa:40(1)", "minfadian:577"),
        aside=cite("dianshangfa:61"),
    )


def live_room(ground: Ground) -> Rebuttal:
    facts = ground.facts
    records = Text(
        "可以要求直播平台提供直播间运营者的信息和这场直播的记录。",
        "You may ask the live platform for the room's operator and the record of the broadcast.",
    )
    if facts.channel != "live_stream":
        answer = TO_THE_SELLER + Text(
            "链接下架不影响已经成立的订单。", "A link taken down does not touch an order that was made."
        )
        return Rebuttal(answer, (records,), cite("xiaobaofa:40(1)", "dianshangfa:49(1)"))
    answer = Text(
        "链接下架不影响已经成立的订单。直播间不能证明已经标明自己不是销售者并标明实际销售者的，承担销售者责任。",
        "A link taken down does not touch an order that was made. A live room that cannot show that it "
        "named another seller answers as the seller.",
    )
    notes = (records,)
    if facts.live_room_role == "said_not_seller":
        named = Text(
            "您说直播间标明了另一个销售者。请先找这个销售者；直播间是否也要负责，由法院综合认定。",
            "You said that it named another seller. Turn to that seller first; a court decides whether the "
            "live room answers too.",
        )
        return Rebuttal(None, (named, records), (), aside=cite("wangxiao_jieshi:12", "xiaobao_tiaoli:14(2)"))
    return Rebuttal(
        answer,
        notes,
        cite("dianshangfa:49(1)", "wangxiao_jieshi:12(1)"),
        aside=cite("xiaobao_tiaoli:14(2)"),
    )


def new_owner(ground: Ground) -> Rebuttal:
    return Rebuttal(
        Text(
            "店铺转让但没有依法变更公示的，注册经营者和实际经营者都可以被要求赔偿。"
            "请提供下单当天公示的经营者名称和变更公示的日期。",
            "If a shop was passed on without the change being published, both the registered and the "
            "actual operator may be held liable. Please give the operator shown on the day of the order "
            "and the day of the change.",
        ),
        (
            Text(
                "下单前已经公示变更的，应当找新的经营者。请截图保存店铺的执照页。",
                "If the change was published before your order, turn to the new operator. Keep a picture "
                "of the licence page.",
            ),
        ),
        cite("wangxiao_jieshi:6", "dianshangfa:15(2)"),
    )


def off_platform(ground: Ground) -> Rebuttal:
    return Rebuttal(
        Text(
            "工作人员引导消费者在平台以外付款的，不得以没有通过平台支付为由推卸责任。请按约定处理。",
            "A shop whose staff led the buyer to pay outside the platform may not plead that. Please act "
            "as agreed.",
        ),
        (
            Text(
                "要能证明是店铺人员让您这样付款的：聊天记录、收款账户、转账记录。",
                "Show that the shop's staff told you to: the chat, the account that was paid, the transfer.",
            ),
            Text(
                "自己选择在平台外付款的，平台的保障可能用不上，但是与商家的约定仍然有效。",
                "If you chose it yourself, the platform's protection may not apply; the agreement with the "
                "seller still does.",
            ),
        ),
        cite("wangxiao_jieshi:5", "minfadian:577"),
    )


def claimant(ground: Ground) -> Rebuttal:
    return _as_consumer(
        ground,
        Text(
            "请就商品的问题本身答复；认为我不是消费者的，请说明依据。",
            "Please answer on the goods themselves; if you say that I am no consumer, say why.",
        ),
    )


def several(ground: Ground) -> Rebuttal:
    return _as_consumer(
        ground,
        Text(
            "法律没有规定购买几件就不是消费者。请就商品的问题本身答复。",
            "No law says that so many pieces make a buyer no consumer. Please answer on the goods "
            "themselves.",
        ),
    )


def _as_consumer(ground: Ground, answer: Text) -> Rebuttal:
    """The claim to be a consumer stands on the purpose that was told, and is not made without it."""
    facts = ground.facts
    aside = cite("tousu_jubao:16", "tousu_jubao:17", "shiyao_chengfa:12(2)")
    quantity = Text(
        "数量、次数明显超出生活需要，或者短期内大量同类投诉的，市场监管部门可能不受理，"
        "食品药品的惩罚性赔偿也只按合理的生活需要计算。",
        "Quantities far beyond daily needs or many like complaints may be turned away by the regulator, "
        "and punitive damages for food and drugs count only a household's reasonable needs.",
    )
    if facts.purpose in ("resale", "claim_hunting"):
        told = Text(
            "您说购买不是为了生活消费。这种情况下，消费者权益保护法的保护可能用不上，这一点商家可能说得对。",
            "You said that you did not buy for daily life. Consumer protection may then not apply, and the "
            "seller may be right on this point.",
        )
        return Rebuttal(None, (told,), (), aside=aside)
    if facts.purpose == "daily_life":
        answer = FOR_DAILY_LIFE + answer
    knew = Text(
        "您说购买时已经知道这个问题，以欺诈为由的赔偿可能不成立。",
        "You said that you knew of the problem, so damages for fraud may fail.",
    )
    notes = (quantity, *((knew,) if facts.buyer_knew == "yes" else ()))
    return Rebuttal(answer, notes, cite("xiaobaofa:2", "qinhai_chufa:8"), aside=aside)


def review_first(ground: Ground) -> Rebuttal:
    return Rebuttal(
        Text(
            "我的要求是否成立，与评价和投诉无关。请不要以撤回评价、投诉作为处理的条件。",
            "Whether my request is sound does not depend on reviews or complaints. Please do not make their "
            "withdrawal a condition.",
        ),
        (
            Text(
                "评价要与事实相符。愿意和解的，钱到账以后再撤。",
                "A review must be true. If you settle, withdraw only once the money is there.",
            ),
        ),
        cite("xiaobaofa:16(3)", "qinhai_chufa:8"),
        aside=cite("minfadian:1024"),
    )
