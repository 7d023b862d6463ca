"""Pages the rules were not made for: other platforms, a computer's screen, a payment service's message."""

from __future__ import annotations

from .parts import Truth, base, buttons, columns, dashed, day, goods_block, inline, slashed, spread
from .phone import POINTS, Phone
from .shopping import digits, purchase, sum_of


def kuaishou(ph: Phone) -> Truth:
    p = purchase(ph.rng)
    ph.header("订单详情")
    ph.text(24, ph.y, "交易完成", 20, bold=True)
    ph.text(24, ph.y + 28, "感谢您在快手小店购物", 12, ph.theme.soft)
    ph.y += 56
    goods = goods_block(ph, p, "¥")
    rows = [("商品总额", f"¥{p.total:.2f}"), ("运费", f"¥{p.freight:.2f}")]
    if p.discount:
        rows.append(("店铺优惠券", f"-¥{p.discount:.2f}"))
    spread(ph, [*rows, ("实付款", f"¥{p.amount:.2f}")])
    number = digits(ph.rng, 16, "26")
    rows = [("订单编号", number), ("下单时间", dashed(p.ordered)), ("支付时间", dashed(p.paid))]
    spread(ph, [*rows, ("支付方式", "微信支付"), ("收货信息", "张** 138****1234")])
    return base(p, "kuaishou", goods, number) | {"paid_on": day(p.paid)}


def xiaohongshu(ph: Phone) -> Truth:
    p = purchase(ph.rng)
    ph.header("订单详情")
    ph.text(24, ph.y, "已签收", 20, bold=True)
    ph.y += 36
    goods = goods_block(ph, p, "¥")
    ph.text(POINTS - 22, ph.y, f"实付 {sum_of(ph.rng, p.amount, '¥')}", 15, bold=True, side="r")
    ph.y += 30
    buttons(ph, ["再次购买", "申请售后"])
    number = "P" + digits(ph.rng, 18)
    rows = [
        ("订单号", number),
        ("支付方式", "支付宝"),
        ("下单时间", slashed(p.ordered)),
        ("付款时间", slashed(p.paid)),
        ("物流单号", p.parcel),
    ]
    columns(ph, rows, 13, 96)
    ph.text(24, ph.y, "联系小红书客服", 13, ph.theme.soft)
    truth = base(p, "xiaohongshu", goods, number)
    if p.count > 1:
        del truth["price"]
    return truth | {"paid_on": day(p.paid), "logistics_number": p.parcel}


def vipshop(ph: Phone) -> Truth:
    p = purchase(ph.rng, shop="唯品会自营")
    ph.header("订单详情")
    rows = [("订单编号", digits(ph.rng, 14, "26")), ("下单时间", dashed(p.ordered)), ("支付方式", "唯品支付")]
    inline(ph, rows, "：", 13)
    goods = goods_block(ph, p, "¥", shop=False)
    rows_of = [
        ("商品金额", f"¥{p.total:.2f}"),
        ("运费", f"¥{p.freight:.2f}"),
        ("优惠金额", f"-¥{p.discount:.2f}"),
    ]
    spread(ph, [*rows_of, ("实付金额", f"¥{p.amount:.2f}")], strong="实付金额")
    truth = base(p, "vipshop", goods, rows[0][1])
    del truth["shop"]
    return truth


def computer(ph: Phone) -> Truth:
    """The order page in a computer's browser: wide, small type, labels and values in one run."""
    p = purchase(ph.rng)
    ph.y = 6
    ph.text(8, ph.y, "淘宝网首页   我的淘宝   已买到的宝贝   购物车", 4.2, ph.theme.soft)
    ph.y += 14
    ph.text(12, ph.y, "当前订单状态：交易成功", 5.4, bold=True)
    ph.y += 14
    number, payment = digits(ph.rng, 19, "3"), digits(ph.rng, 28, "2026")
    runs = [
        f"订单编号：{number}    支付宝交易号：{payment}",
        f"创建时间：{dashed(p.ordered)}    付款时间：{dashed(p.paid)}",
        f"卖家：{p.shop}    店铺：{p.shop}",
        f"商品总价：￥{p.total:.2f}    运费：￥{p.freight:.2f}    优惠：￥{p.discount:.2f}",
        f"实付款：￥{p.amount:.2f} 元",
    ]
    for run in runs:
        ph.text(12, ph.y, run, 4.2)
        ph.y += 9
    ph.y += 60
    truth = base(p, "taobao", p.goods, number) | {"paid_on": day(p.paid), "payment_number": payment}
    del truth["goods_name"]
    return truth


def payment_message(ph: Phone) -> Truth:
    """What a payment service sends after a payment."""
    p = purchase(ph.rng)
    ph.header("微信支付")
    moment = f"{p.paid.month}月{p.paid.day}日 {p.paid:%H:%M}"
    ph.text(POINTS / 2, ph.y, moment, 11, ph.theme.faint, side="m")
    ph.y += 26
    ph.card(ph.y, ph.y + 210, 16)
    ph.text(32, ph.y + 12, "微信支付凭证", 15, bold=True)
    ph.text(POINTS / 2, ph.y + 48, "付款金额", 13, ph.theme.soft, side="m")
    ph.text(POINTS / 2, ph.y + 70, f"¥{p.amount:.2f}", 28, bold=True, side="m")
    for n, (label, value) in enumerate([("收款方", p.shop), ("支付方式", "零钱"), ("交易状态", "支付成功")]):
        ph.text(32, ph.y + 124 + n * 26, label, 13, ph.theme.faint)
        ph.text(110, ph.y + 124 + n * 26, value, 13)
    ph.y += 230
    return {"amount_paid": f"{p.amount:.2f}", "shop": p.shop}


def parcel(ph: Phone) -> Truth:
    """The way of a parcel, newest first: many days, one of them the delivery."""
    p = purchase(ph.rng)
    ph.header("物流详情")
    ph.card(ph.y, ph.y + 50)
    wide = ph.text(24, ph.y + 14, f"{p.courier} {p.parcel}", 14)
    ph.text(40 + wide, ph.y + 15, "复制", 12, ph.theme.accent)
    ph.y += 64
    steps = [
        (p.delivered, "已签收", "您的快件已签收，签收人：家门口"),
        (p.delivered, "派送中", "快递员正在派送，请保持电话畅通"),
        (p.sent, "已揽收", "包裹已由快递员揽收"),
        (p.paid, "已下单", "商家已通知快递公司揽收"),
    ]
    for moment, word, words in steps:
        ph.text(60, ph.y, f"{word}  {moment:%Y-%m-%d %H:%M}", 14, bold=word == "已签收")
        ph.text(60, ph.y + 24, words, 13, ph.theme.soft)
        ph.y += 64
    return {"logistics_number": p.parcel, "delivered_on": day(p.delivered)}


ALL = (kuaishou, xiaohongshu, vipshop, computer, payment_message, parcel)
