"""Order pages as five shopping platforms lay them out, with what a reader should find in them."""

from __future__ import annotations

from .parts import (
    Truth,
    address,
    also_liked,
    base,
    buttons,
    columns,
    dashed,
    day,
    goods_block,
    inline,
    parcel_card,
    remark,
    slashed,
    spread,
    sums,
)
from .phone import POINTS, Phone
from .shopping import NICKS, digits, purchase, sum_of


def taobao(ph: Phone) -> Truth:
    p, tmall = purchase(ph.rng), ph.rng.random() < 0.5
    signed = ph.rng.random() < 0.6
    ph.header(ph.rng.choice(["交易成功", "卖家已发货", "订单详情"]))
    parcel_card(ph, p, signed=signed)
    address(ph)
    if tmall:
        ph.text(POINTS - 22, ph.y + 10, "天猫", 13, "#e1251b", bold=True, side="r")
    goods = goods_block(ph, p, "￥")
    if tmall:
        ph.text(POINTS - 22, ph.y - 148, "天猫", 13, "#e1251b", bold=True, side="r")
    remark(ph)
    buttons(ph, ["申请售后", "加入购物车"])
    paid = ph.rng.choice(["实付款", "实付款", "订单总价"])
    rows = sums(p, "￥", ph, ("商品总价", ph.rng.choice(["运费(快递)", "运费"]), "店铺优惠"))
    spread(ph, [*rows, (paid, sum_of(ph.rng, p.amount, "￥"))], strong=paid)
    number, payment = digits(ph.rng, 19, ph.rng.choice("1234")), digits(ph.rng, 28, "2026")
    inline(
        ph,
        [
            ("订单编号", number),
            ("支付宝交易号", payment),
            ("创建时间", dashed(p.ordered)),
            ("付款时间", dashed(p.paid)),
            ("发货时间", dashed(p.sent)),
        ],
        ph.rng.choice(["：", ": "]),
    )
    also_liked(ph, "￥")
    truth = base(p, "tmall" if tmall else "taobao", goods, number) | {"paid_on": day(p.paid)}
    truth["payment_number"] = payment
    return truth | ({"delivered_on": day(p.delivered)} if signed else {})


def jd(ph: Phone) -> Truth:
    p = purchase(ph.rng)
    if ph.rng.random() < 0.4:
        p = purchase(ph.rng, shop=f"{p.shop[:3].strip()}京东自营旗舰店")
    ph.header(ph.rng.choice(["订单详情", "已完成", "完成"]))
    ph.text(24, ph.y, "感谢您在京东购物，欢迎您再次光临！", 13, ph.theme.soft)
    ph.y += 28
    address(ph)
    goods = goods_block(ph, p, "¥")
    buttons(ph, ["再次购买", "查看发票", "申请售后"])
    number = digits(ph.rng, 12, ph.rng.choice("23"))
    rows = [
        ("订单编号", number),
        ("下单时间", dashed(p.ordered)),
        ("支付方式", ph.rng.choice(["微信支付", "京东支付", "白条支付"])),
        ("支付时间", dashed(p.paid)),
        ("配送方式", p.courier),
        ("快递单号", p.parcel),
    ]
    if ph.rng.random() < 0.5:
        columns(ph, rows, 13, 100)
    else:
        inline(ph, rows, ph.rng.choice([" : ", "："]), 13)
    named = ph.rng.choice(["实付款", "实付款：", "应付总额"])
    spread(
        ph,
        [*sums(p, "¥", ph, ("商品总额", "运费", "立减")), (named, sum_of(ph.rng, p.amount, "¥"))],
        strong=named,
    )
    also_liked(ph, "¥")
    return base(p, "jd", goods, number) | {"paid_on": day(p.paid), "logistics_number": p.parcel}


def pinduoduo(ph: Phone) -> Truth:
    p = purchase(ph.rng)
    ph.header(ph.rng.choice(["交易成功", "待收货", "订单详情", "已签收"]))
    signed = ph.rng.random() < 0.4
    parcel_card(ph, p, signed=signed)
    address(ph)
    goods = goods_block(ph, p, "¥", lines=1)
    ph.card(ph.y - 8, ph.y + 30)
    free = " (免运费)" if not p.freight else ""
    paid = ph.rng.choice(["实付: ", "实付：", "实付 "]) + sum_of(ph.rng, p.amount, "¥") + free
    ph.text(POINTS - 22, ph.y, paid, 14, bold=True, side="r")
    ph.y += 34
    buttons(ph, ["申请退款", "再次拼单"])
    number = f"{p.ordered:%y%m%d}-{digits(ph.rng, 15)}"
    rows = [
        ("订单编号", number),
        ("商品快照", "发生交易争议时，可作为判断依据"),
        ("支付方式", ph.rng.choice(["微信支付", "支付宝", "多多支付"])),
        ("下单时间", dashed(p.ordered)),
        ("拼单时间", dashed(p.paid)),
        ("发货时间", dashed(p.sent)),
        ("物流公司", p.courier),
        ("快递单号", p.parcel),
    ]
    if ph.rng.random() < 0.5:
        columns(ph, rows)
    else:
        inline(ph, rows, "：")
    also_liked(ph, "¥")
    truth = base(p, "pinduoduo", goods, number) | {"logistics_number": p.parcel}
    if p.count > 1:
        del truth["price"]
    return truth | ({"delivered_on": day(p.delivered)} if signed else {})


def douyin(ph: Phone) -> Truth:
    p = purchase(ph.rng)
    ph.header(ph.rng.choice(["已完成", "订单详情", "已收货"]))
    address(ph)
    goods = goods_block(ph, p, "¥")
    remark(ph)
    buttons(ph, ["申请售后", "再买一单", "联系商家"])
    paid = ph.rng.choice(["实付款", "合计", "实付"])
    spread(
        ph,
        [*sums(p, "¥", ph, ("商品总价", "运费", "优惠合计")), (paid, sum_of(ph.rng, p.amount, "¥"))],
        strong=paid,
    )
    number = digits(ph.rng, 19, "69")
    moment = ph.rng.choice([slashed, dashed])
    rows = [
        ("订单编号", number),
        ("下单时间", moment(p.ordered)),
        ("付款方式", ph.rng.choice(["抖音支付", "抖音月付", "支付宝"])),
        ("付款时间", moment(p.paid)),
        ("签收时间", moment(p.delivered)),
    ]
    columns(ph, rows, 13, 100)
    also_liked(ph, "¥")
    return base(p, "douyin", goods, number) | {"paid_on": day(p.paid), "delivered_on": day(p.delivered)}


def xianyu(ph: Phone) -> Truth:
    p = purchase(ph.rng, shop=ph.rng.choice(NICKS))
    ph.header("订单详情")
    ph.text(24, ph.y, ph.rng.choice(["交易成功", "等待买家收货"]), 18, bold=True)
    ph.y += 30
    ph.text(24, ph.y, "闲鱼担保交易，请勿脱离平台付款", 12, ph.theme.faint)
    ph.y += 26
    goods = goods_block(ph, p, "¥", shop=False, lines=1)
    number, payment = digits(ph.rng, 19, "2"), digits(ph.rng, 28, "2026")
    rows = [
        ("卖家昵称", p.shop),
        ("订单编号", number),
        ("支付宝交易号", payment),
        ("创建时间", dashed(p.ordered)),
        ("付款时间", dashed(p.paid)),
    ]
    spread(ph, [*sums(p, "¥", ph, ("商品总价", "运费", "优惠")), ("实付款", sum_of(ph.rng, p.amount, "¥"))])
    columns(ph, rows, 12, 120)
    return base(p, "xianyu", goods, number) | {"paid_on": day(p.paid), "payment_number": payment}


def refund(ph: Phone) -> Truth:
    """After-sales page: sums of the refund, its own number, and the order's."""
    p = purchase(ph.rng)
    ph.header(ph.rng.choice(["退款详情", "售后详情"]))
    ph.text(24, ph.y, ph.rng.choice(["商家已拒绝", "退款成功", "等待商家处理"]), 18, bold=True)
    ph.y += 34
    goods = goods_block(ph, p, "¥", lines=1)
    number, order = digits(ph.rng, 18), digits(ph.rng, 19, "3")
    label = ph.rng.choice(["退款编号", "售后单号", "售后编号", "服务单号"])
    rows = [
        ("退款原因", ph.rng.choice(["商品与描述不符", "质量问题", "7天无理由退换货"])),
        ("退款金额", sum_of(ph.rng, p.amount, "¥")),
        ("申请时间", dashed(p.delivered)),
        (label, number),
        ("订单编号", order),
    ]
    ph.rng.choice([lambda: columns(ph, rows), lambda: inline(ph, rows, "："), lambda: spread(ph, rows)])()
    return {"shop": p.shop, "goods_name": goods, "order_number": order, "after_sales_number": number}


def two_goods(ph: Phone) -> Truth:
    """One order of two pieces: whose name and price would be the goods' is open."""
    p, q = purchase(ph.rng), purchase(ph.rng)
    ph.header("订单详情")
    address(ph)
    goods_block(ph, p, "¥")
    goods_block(ph, q, "¥", shop=False)
    total = p.total + q.total
    rows = [
        ("商品总价", f"¥{total:.2f}"),
        ("运费", "¥0.00"),
        ("店铺优惠", "-¥5.00"),
        ("实付款", f"¥{total - 5:.2f}"),
    ]
    spread(ph, rows, strong="实付款")
    number = digits(ph.rng, 19, "3")
    inline(ph, [("订单编号", number), ("创建时间", dashed(p.ordered)), ("付款时间", dashed(p.paid))], "：")
    truth = {
        "shop": p.shop,
        "amount_paid": f"{total - 5:.2f}",
        "price": f"{total:.2f}",
        "order_number": number,
    }
    return truth | {"ordered_on": day(p.ordered), "paid_on": day(p.paid)}


def order_list(ph: Phone) -> Truth:
    """Several orders on one page: nothing in it may be offered as sure."""
    ph.header("我的订单")
    for word, x in (("全部", 30), ("待付款", 100), ("待收货", 180), ("退款/售后", 270)):
        ph.text(x, ph.y, word, 13, ph.theme.soft)
    ph.y += 30
    for _ in range(ph.rng.choice([2, 3])):
        p = purchase(ph.rng)
        ph.text(
            POINTS - 24, ph.y + 10, ph.rng.choice(["交易成功", "卖家已发货"]), 13, ph.theme.accent, side="r"
        )
        goods_block(ph, p, "¥")
        ph.text(POINTS - 24, ph.y, f"共{p.count}件 实付款 ¥{p.amount:.2f}", 13, side="r")
        ph.y += 26
        buttons(ph, ["确认收货", "查看物流", "延长收货"])
    return {}


def cut(ph: Phone) -> Truth:
    """A screenshot that begins in the middle of an order page, labels above their values."""
    p = purchase(ph.rng)
    number = digits(ph.rng, 19, "3")
    rows = [
        ("订单编号", number),
        ("下单时间", dashed(p.ordered)),
        ("付款时间", dashed(p.paid)),
        ("快递单号", p.parcel),
        ("实付款", sum_of(ph.rng, p.amount, "¥")),
    ]
    for label, value in rows:
        ph.text(24, ph.y, label, 12, ph.theme.faint)
        ph.text(24, ph.y + ph.line(1.6, 12), value, 14)
        ph.y += ph.line(1.6, 12) + ph.line(2.2, 14)
    truth = {"order_number": number, "logistics_number": p.parcel, "amount_paid": f"{p.amount:.2f}"}
    return truth | {"ordered_on": day(p.ordered), "paid_on": day(p.paid)}
