"""Order pages as five shopping platforms lay them out, with what a reader should find in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from .phone import POINTS, Phone
from .shopping import NICKS, Purchase, digits, purchase, sum_of

Truth = dict[str, str]
Row = tuple[str, str]


def dashed(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def slashed(moment: datetime) -> str:
    return moment.strftime("%Y/%m/%d %H:%M:%S")


def day(moment: datetime) -> str:
    return moment.date().isoformat()


def address(ph: Phone) -> None:
    top = ph.y
    ph.card(top, top + 58)
    name = ph.rng.choice(["张**", "李先生", "W***", "陈*"])
    ph.text(24, top + 10, f"{name}  {ph.rng.choice(['86-', ''])}138****{digits(ph.rng, 4)}", 14, bold=True)
    place = ph.rng.choice(
        ["浙江省杭州市余杭区仓前街道****", "上海市 浦东新区 ***小区3号楼", "广东省深圳市南山区粤海街道***"]
    )
    ph.text(24, top + 33, place, 12, ph.theme.soft)
    ph.y = top + 66


def parcel_card(ph: Phone, p: Purchase, *, signed: bool) -> None:
    top = ph.y
    ph.card(top, top + 60)
    words = "您的快件已签收，如有疑问请联系快递员" if signed else "快件正在派送中，请保持电话畅通"
    ph.text(24, top + 10, words, 13)
    ph.text(24, top + 34, dashed(p.delivered), 12, ph.theme.faint)
    ph.y = top + 68


def goods_block(ph: Phone, p: Purchase, sign: str, *, shop: bool = True, lines: int = 2) -> str:
    """Shop, picture, title, kind and price. Returns the title as far as it is shown."""
    top = ph.y
    ph.card(top, top + (150 if shop else 112))
    y = top + 10
    if shop:
        ph.box(22, y, 40, y + 18, ph.theme.accent, 4)
        ph.text(46, y, f"{p.shop} >", 14, bold=True)
        y += 34
    ph.picture(22, y, 84)
    price = sum_of(ph.rng, p.unit, sign)
    room = POINTS - 120 - 24 - ph.wide(price, 14) - 10
    shown = ph.wrap(p.goods, 14, room, lines)
    for n, line in enumerate(shown):
        ph.text(116, y + n * ph.line(1.35, 14), line, 14)
    ph.text(POINTS - 22, y, price, 14, side="r")
    count = ph.rng.choice(["x{}", "×{}", "X{}"]).format(p.count)
    ph.text(POINTS - 22, y + 24, count, 12, ph.theme.faint, side="r")
    # The kind stands at a fixed place, or closely below the title.
    low = 52 * max(1, ph.zoom) if ph.rng.random() < 0.5 else len(shown) * ph.line(1.35, 14) + 5
    ph.text(116, y + low, p.spec, 12, ph.theme.faint)
    ph.y = top + (158 if shop else 120)
    return "".join(shown)


def buttons(ph: Phone, words: Iterable[str]) -> None:
    x = POINTS - 20
    for word in words:
        wide = ph.wide(word, 13) + 20
        ph.box(x - wide, ph.y, x, ph.y + 28, ph.theme.faint, 14)
        ph.box(x - wide + 1, ph.y + 1, x - 1, ph.y + 27, ph.theme.card, 13)
        ph.text(x - wide / 2, ph.y + 5, word, 13, ph.theme.soft, side="m")
        x -= wide + 8
    ph.y += 40


def spread(ph: Phone, rows: Iterable[Row], size: float = 13, *, strong: str = "") -> None:
    """Label on the left, value at the right edge."""
    rows = list(rows)
    step = ph.line(1.9, size)
    ph.card(ph.y, ph.y + step * len(rows) + 16)
    y = ph.y + 10
    for label, value in rows:
        last = label == strong
        ph.text(24, y, label, size, ph.theme.ink if last else ph.theme.soft, bold=last)
        ph.text(POINTS - 24, y, value, size + 2 * last, ph.theme.accent if last else "", last, side="r")
        y += step
    ph.y = y + 14


def inline(ph: Phone, rows: Iterable[Row], colon: str, size: float = 12) -> None:
    """Label, colon and value in one run; numbers may be copied."""
    rows = list(rows)
    step = ph.line(1.8, size)
    ph.card(ph.y, ph.y + step * len(rows) + 16)
    y = ph.y + 10
    for label, value in rows:
        wide = ph.text(24, y, f"{label}{colon}{value}", size, ph.theme.soft)
        if label.endswith(("编号", "单号")):
            ph.text(24 + wide + 10, y, "复制", size, ph.theme.accent)
        y += step
    ph.y = y + 14


def columns(ph: Phone, rows: Iterable[Row], size: float = 12, at: float = 110) -> None:
    """Labels in one column, values in the next; a long value takes a second line."""
    step = ph.line(1.7, size)
    cells = [(label, ph.wrap(value, size, POINTS - at - 70)) for label, value in rows]
    ph.card(ph.y, ph.y + step * sum(len(c) for _, c in cells) + 20)
    y = ph.y + 10
    for label, lines in cells:
        ph.text(24, y, label, size, ph.theme.faint)
        for line in lines:
            ph.text(at, y, line, size)
            y += step
        if label.endswith(("编号", "单号")):
            ph.text(POINTS - 24, y - step, "复制", size, ph.theme.accent, side="r")
    ph.y = y + 18


def also_liked(ph: Phone, sign: str) -> None:
    """Other goods below an order, with prices that are not this order's."""
    ph.text(
        POINTS / 2,
        ph.y + 4,
        ph.rng.choice(["猜你喜欢", "为你推荐", "你可能还喜欢"]),
        14,
        ph.theme.soft,
        side="m",
    )
    ph.y += 34
    for x in (10, 192):
        other = purchase(ph.rng)
        ph.box(x, ph.y, x + 172, ph.y + 210, ph.theme.card, 8)
        ph.picture(x + 16, ph.y + 8, 140)
        for n, line in enumerate(ph.wrap(other.goods, 13, 150, 1)):
            ph.text(x + 8, ph.y + 154 + n * 18, line, 13)
        ph.text(x + 8, ph.y + 180, sum_of(ph.rng, other.unit, sign), 15, ph.theme.accent, bold=True)
        ph.text(x + 160, ph.y + 183, f"{ph.rng.randint(2, 900)}人付款", 10, ph.theme.faint, side="r")
    ph.y += 220


def sums(p: Purchase, rng_sign: str, ph: Phone, names: tuple[str, str, str]) -> list[Row]:
    """Total, freight and discount as rows, discount only where there is one."""
    total, freight, discount = names
    rows = [(total, sum_of(ph.rng, p.total, rng_sign))]
    rows.append((freight, sum_of(ph.rng, p.freight, rng_sign)))
    if p.discount:
        rows.append((discount, "-" + sum_of(ph.rng, p.discount, rng_sign)))
    return rows


def base(p: Purchase, platform: str, goods: str, number: str) -> Truth:
    return {
        "platform": platform,
        "shop": p.shop,
        "goods_name": goods,
        "order_number": number,
        "amount_paid": f"{p.amount:.2f}",
        "price": f"{p.total:.2f}",
        "ordered_on": day(p.ordered),
    }


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
