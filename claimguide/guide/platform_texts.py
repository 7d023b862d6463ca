"""The request to the platform to name the seller, short enough for a chat: legal text."""

from __future__ import annotations

from dataclasses import dataclass

from claimguide.cases.vocab import ProblemKind
from claimguide.law.citations import Citation

from .desk import Desk

_RETURNS = (ProblemKind.RETURN_REFUSED, ProblemKind.REFUND_DELAYED)


@dataclass(frozen=True)
class Request:
    """Words to send as they stand, and what they rest on."""

    text: str
    citations: tuple[Citation, ...]


def identity_request(desk: Desk) -> Request:
    """Asks who the seller is, with the articles in force today that apply to this way of buying."""
    if not desk.assessment.consumer_law:
        return _outside(desk)
    source, bought = desk.source, desk.case.purchase
    returns = ("qiri_tuihuo:24",) if source.has(*_RETURNS) else ()
    live = ("zhibo_dianshang:18",) if source.is_live else ()
    where = desk.law("xiaobaofa:44(1)", "dianshangfa:58(3)", *returns, *live)
    order = f"（订单编号：{bought.order_number}）" if bought.order_number else ""
    shop = f"店铺“{bought.shop_name}”" if bought.shop_name else "商家"
    room = "，以及直播间运营者、直播营销人员的信息" if source.is_live else ""
    text = (
        f"本人在贵平台购物{order}，与{shop}发生消费争议。请提供该商家的真实名称、地址和有效联系方式{room}，"
        f"并书面答复。依据：{'、'.join(each.zh for each in where)}。"
    )
    return Request(text, where)


def _outside(desk: Desk) -> Request:
    """Where consumer law does not govern no article makes the platform name the seller: it is asked to."""
    bought, whom = desk.case.purchase, desk.facts.shop
    where = desk.law("dianshangfa:31")
    order = f"（订单编号：{bought.order_number}）" if bought.order_number else ""
    text = (
        f"本人在贵平台购物{order}，与{whom}发生纠纷，协商不成的拟向人民法院起诉。请提供{whom}的真实姓名或者名称、"
        "地址和有效联系方式；不便直接提供的，请说明向法院提供的方式。请保存本次交易的商品信息、交易记录和"
        f"聊天记录，并书面答复。保存记录的依据：{'、'.join(each.zh for each in where)}。"
    )
    return Request(text, where)
