"""The words that stand before or above a value on the pages of platforms and payment services."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from .fields import Field
from .values import plain


class Shape(StrEnum):
    NUMBER = "number"
    DAY = "day"
    AMOUNT = "amount"
    TEXT = "text"


# Sums that are parts of an order's arithmetic, and rows whose value is none of ours.
FREIGHT, DISCOUNT, REFUND, OTHER = "freight", "discount", "refund", "other"


@dataclass(frozen=True)
class Meaning:
    """What a label announces. `weight` is how surely it means that, from 0 to 1."""

    field: str
    shape: Shape
    weight: float = 1.0


def _all(words: str, meaning: Meaning) -> dict[str, Meaning]:
    return dict.fromkeys(words.split(), meaning)


MEANINGS: dict[str, Meaning] = {
    **_all("订单编号 订单号 订单号码 订单编码", Meaning(Field.ORDER_NUMBER, Shape.NUMBER)),
    **_all(
        "快递单号 运单号 运单编号 物流单号 物流编号 快递编号", Meaning(Field.LOGISTICS_NUMBER, Shape.NUMBER)
    ),
    **_all(
        "退款编号 退款单号 售后单号 售后编号 服务单号 售后服务单号 售后订单号",
        Meaning(Field.AFTER_SALES_NUMBER, Shape.NUMBER),
    ),
    **_all(
        "支付宝交易号 交易单号 交易号 交易流水号 支付单号 支付流水号 转账单号",
        Meaning(Field.PAYMENT_NUMBER, Shape.NUMBER),
    ),
    **_all(
        "商户订单号 商户单号 商家订单号 支付宝订单号 微信订单号 流水号 发票号码 拼单编号",
        Meaning(OTHER, Shape.NUMBER),
    ),
    **_all("实付款 实付金额 实际支付 实际付款 实付总额", Meaning(Field.AMOUNT_PAID, Shape.AMOUNT)),
    **_all("实付 支付金额 付款金额 实收款", Meaning(Field.AMOUNT_PAID, Shape.AMOUNT, 0.97)),
    **_all(
        "订单总价 应付总额 应付金额 应付款 合计 总计 订单金额", Meaning(Field.AMOUNT_PAID, Shape.AMOUNT, 0.8)
    ),
    **_all("商品总价 商品总额 商品金额 商品合计", Meaning(Field.PRICE, Shape.AMOUNT)),
    **_all("商品小计 成交价 商品价格 单价", Meaning(Field.PRICE, Shape.AMOUNT, 0.8)),
    **_all("运费 快递费 配送费 运费险", Meaning(FREIGHT, Shape.AMOUNT)),
    **_all(
        "店铺优惠 平台优惠 优惠合计 优惠金额 商品优惠 活动优惠 支付优惠 优惠 立减 红包 优惠券 满减 "
        "淘金币 京豆 店铺优惠券 平台优惠券 购物金 共减 限时优惠",
        Meaning(DISCOUNT, Shape.AMOUNT),
    ),
    **_all("退款金额 退款总额 退款总金额", Meaning(REFUND, Shape.AMOUNT)),
    **_all("下单时间 创建时间 订单创建时间 拍下时间 提交时间", Meaning(Field.ORDERED_ON, Shape.DAY)),
    **_all("付款时间 支付时间 交易时间 转账时间", Meaning(Field.PAID_ON, Shape.DAY)),
    **_all("签收时间 送达时间 妥投时间 收货时间", Meaning(Field.DELIVERED_ON, Shape.DAY)),
    **_all("成交时间 完成时间 确认收货时间 确认时间", Meaning(Field.COMPLETED_ON, Shape.DAY)),
    **_all(
        "发货时间 拼单时间 成团时间 申请时间 退款时间 到账时间 预计送达 揽收时间 评价时间",
        Meaning(OTHER, Shape.DAY),
    ),
    **_all("卖家昵称 店铺名称 商家名称 卖家 店铺 商家", Meaning(Field.SHOP, Shape.TEXT, 0.95)),
    # May be a person or the platform itself.
    **_all("收款方", Meaning(Field.SHOP, Shape.TEXT, 0.8)),
    **_all("商品名称 商品标题 宝贝名称", Meaning(Field.GOODS_NAME, Shape.TEXT, 0.9)),
    **_all("商品说明 商品", Meaning(Field.GOODS_NAME, Shape.TEXT, 0.7)),
    **_all(
        "收款方全称 商户全称 收单机构 支付方式 付款方式 当前状态 商品快照 物流公司 配送方式 账单分类 "
        "退款原因 申请原因 收货地址 收货信息 收货人 买家留言 订单备注 发票类型 发票抬头 服务 "
        "退款状态 货物状态 联系电话 数量 规格",
        Meaning(OTHER, Shape.TEXT),
    ),
}
_ANY = re.compile("|".join(sorted(map(re.escape, MEANINGS), key=len, reverse=True)))
# These are also parts of longer words: they count with a colon, a sum or nothing behind them only.
_SHORT = frozenset(
    _all(
        "实付 优惠 运费 立减 红包 合计 总计 商品 卖家 店铺 商家 服务 数量 规格 单价 京豆 满减",
        Meaning(OTHER, Shape.TEXT),
    )
)
# Alone these are the names of buttons.
_COLON_ONLY = frozenset({"卖家", "店铺", "商家", "服务"})
_COPY = re.compile(r"(复制|拷贝|查看|[|>])+$")


@dataclass(frozen=True)
class Found:
    """A label in a line and what follows it there, without spaces; `rest` is "" where nothing does."""

    label: str
    meaning: Meaning
    rest: str
    first: bool


def found_in(text: str) -> list[Found]:
    """The labels of a line from left to right, each with the text up to the next one."""
    flat = plain(text)
    marks: list[re.Match[str]] = []
    for mark in _ANY.finditer(flat):
        # Behind another label's value the gap is lost: 卖家:某某店店铺:某某店.
        if _stands_alone(flat, mark) or (marks and flat[mark.end() :].startswith(":")):
            marks.append(mark)
    found = []
    for n, mark in enumerate(marks):
        end = marks[n + 1].start() if n + 1 < len(marks) else len(flat)
        rest = re.sub(r"^(\([^)]*\))?[:;.·]*", "", flat[mark.end() : end])
        found.append(Found(mark[0], MEANINGS[mark[0]], _COPY.sub("", rest), first=mark.start() == 0))
    return found


def _stands_alone(flat: str, mark: re.Match[str]) -> bool:
    """Not within a longer word: nothing of Han script before it, and a value, a colon or nothing behind."""
    before, behind = flat[: mark.start()][-1:], flat[mark.end() :]
    if "\u4e00" <= before <= "\u9fff" and before not in "件需共":
        return False
    if MEANINGS[mark[0]].shape is Shape.TEXT or mark[0] in _SHORT:
        if mark[0] in _COLON_ONLY:
            return behind[:1] == ":"
        return not behind or behind[0] == ":" or (_is_sum(mark) and bool(re.match(r"[¥\d(-]", behind)))
    return not ("\u4e00" <= behind[:1] <= "\u9fff") or behind.startswith("复制")


def _is_sum(mark: re.Match[str]) -> bool:
    return MEANINGS[mark[0]].shape is Shape.AMOUNT
