"""The request to the platform to name the seller, short enough for a chat: legal text."""

from __future__ import annotations

from dataclasses import dataclass

from claimguide.cases.vocab import ProblemKind
from claimguide.law.citations import Citation, cite, in_force

from .desk import Desk

_RETURNS = (ProblemKind.RETURN_REFUSED, ProblemKind.REFUND_DELAYED)


@dataclass(frozen=True)
class Request:
    """Words to send as they stand, and what they rest on."""

    text: str
    citations: tuple[Citation, ...]


def identity_request(desk: Desk) -> Request:
    """Asks who the seller is, with the articles in force today that apply to this way of buying."""
    source, bought = desk.source, desk.case.purchase
    returns = ("qiri_tuihuo:24",) if source.has(*_RETURNS) else ()
    live = ("zhibo_dianshang:18",) if source.is_live else ()
    where = in_force(cite("xiaobaofa:44(1)", "dianshangfa:58(3)", *returns, *live), desk.today)
    order = f"（订单编号：{bought.order_number}）" if bought.order_number else ""
    shop = f"店铺“{bought.shop_name}”" if bought.shop_name else "商家"
    room = "，以及直播间运营者、直播营销人员的信息" if source.is_live else ""
    text = (
        f"本人在贵平台购物{order}，与{shop}发生消费争议。请提供该商家的真实名称、地址和有效联系方式{room}，"
        f"并书面答复。依据：{'、'.join(each.zh for each in where)}。"
    )
    return Request(text, where)
