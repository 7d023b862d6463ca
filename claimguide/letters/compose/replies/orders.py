"""Orders that the shop cancels: the price was a mistake, the goods ran out."""

from __future__ import annotations

from claimguide.law.citations import cite
from claimguide.law.text import Text

from .ground import Ground, Rebuttal

ORDER_STANDS = Text("提交订单成功，合同已经成立。", "Once the order was placed the contract was made.")
AGREED_OTHERWISE = Text(
    "看一下平台协议和页面，是否另外约定了合同成立的时间。",
    "Look whether the platform's terms or the page agree another time for the contract.",
)


def price_error(ground: Ground) -> Rebuttal:
    answer = ORDER_STANDS + Text(
        "认为属于重大误解的，应当请求法院或者仲裁机构撤销，不能自行取消。请按我的要求处理。",
        "A shop that pleads a serious mistake must ask a court or arbitrators to rescind it and cannot "
        "cancel by itself. Please act on my request.",
    )
    plain = Text(
        "您说价格一看就是标错的。商家请求法院撤销的，法院可能支持，那时只能要回已付的钱。",
        "You said that the slip was plain to see. A court may then rescind the order, and only what you "
        "paid comes back.",
    )
    open_to_court = Text(
        "价格明显低得不正常的，商家可以在九十日内请求法院撤销。",
        "Where the price was plainly abnormal, the seller may ask a court to rescind within ninety days.",
    )
    note = plain if ground.facts.obvious_price_error == "yes" else open_to_court
    return Rebuttal(
        answer,
        (note, AGREED_OTHERWISE),
        cite("dianshangfa:49(1)", "minfadian:147", "minfadian:577"),
        aside=cite("minfadian:152(1)#1"),
    )


def no_stock(ground: Ground) -> Rebuttal:
    return Rebuttal(
        ORDER_STANDS
        + Text(
            "缺货不是单方取消订单的法定理由。请按我的要求处理。",
            "Lack of stock is no statutory reason to cancel alone. Please act on my request.",
        ),
        (
            Text(
                "商品确实无法再提供的，要求发货可能做不到，可以改为要求退款和赔偿损失。",
                "If it can really no longer be had, ask for the refund and your loss instead of delivery.",
            ),
            AGREED_OTHERWISE,
        ),
        cite("dianshangfa:49(1)", "minfadian:577"),
    )
