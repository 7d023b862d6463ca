"""Payment records and product pages, with what a reader should find in them."""

from __future__ import annotations

from .parts import Truth, columns, dashed, day, spread
from .phone import POINTS, Phone
from .shopping import digits, purchase, sum_of

COMPANIES = ["杭州清禾网络科技有限公司", "上海寻梦信息技术有限公司", "深圳市北岭贸易有限公司"]
PROMISES = [
    "7天无理由退货",
    "七天无理由退换",
    "假一赔十",
    "假一赔四",
    "48小时内发货",
    "24小时发货",
    "正品保证",
    "退货包运费",
    "极速退款",
    "全国联保",
    "破损包赔",
    "坏果包赔",
    "晚发必赔",
    "30天价保",
    "官方正品",
    "送运费险",
]


def wechat_bill(ph: Phone) -> Truth:
    p = purchase(ph.rng)
    ph.header(ph.rng.choice(["账单详情", "交易详情"]))
    ph.picture(POINTS / 2 - 22, ph.y + 6, 44)
    ph.y += 62
    merchant = ph.rng.choice([p.shop, "拼多多平台商户", "京东商城平台商户"])
    ph.text(POINTS / 2, ph.y, merchant, 15, side="m")
    ph.text(POINTS / 2, ph.y + 26, f"-{p.amount:,.2f}", 30, bold=True, side="m")
    ph.y += 90
    moment = f"{p.paid.year}年{p.paid.month}月{p.paid.day}日 {p.paid:%H:%M:%S}"
    number, own = digits(ph.rng, 28, "42000"), digits(ph.rng, 24, "XP")
    rows = [
        ("当前状态", "支付成功"),
        ("支付时间", moment),
        ("商品", ph.rng.choice(["商户单号" + own, p.goods[:14]])),
        ("商户全称", ph.rng.choice(COMPANIES)),
        ("收单机构", "财付通支付科技有限公司"),
        ("支付方式", ph.rng.choice(["零钱", "招商银行信用卡(0912)", "零钱通"])),
        ("交易单号", number),
        ("商户单号", own),
    ]
    columns(ph, rows, 14, 108)
    truth = {"amount_paid": f"{p.amount:.2f}", "paid_on": day(p.paid), "payment_number": number}
    named = {"拼多多平台商户": "pinduoduo", "京东商城平台商户": "jd"}
    return truth | ({"platform": named[merchant]} if merchant in named else {"shop": merchant})


def alipay_bill(ph: Phone) -> Truth:
    p = purchase(ph.rng)
    ph.header("账单详情")
    ph.text(POINTS / 2, ph.y + 6, p.shop, 15, side="m")
    ph.text(POINTS / 2, ph.y + 30, f"-{p.amount:,.2f}", 30, bold=True, side="m")
    ph.text(POINTS / 2, ph.y + 74, "交易成功", 13, ph.theme.soft, side="m")
    ph.y += 104
    number = digits(ph.rng, 28, f"{p.paid:%Y%m%d}22001")
    rows = [
        ("付款方式", ph.rng.choice(["花呗", "余额宝", "中国银行储蓄卡(1234)"])),
        ("商品说明", p.goods[:16]),
        ("收款方全称", ph.rng.choice(COMPANIES)),
        ("支付时间", dashed(p.paid)),
        ("订单号", number),
        ("商户订单号", "T200P" + digits(ph.rng, 19)),
        ("账单分类", "日用百货"),
    ]
    ph.rng.choice([lambda: columns(ph, rows, 14, 116), lambda: spread(ph, rows, 13)])()
    truth = {"amount_paid": f"{p.amount:.2f}", "paid_on": day(p.paid), "payment_number": number}
    return truth | {"shop": p.shop}


def product(ph: Phone) -> tuple[Truth, set[str]]:
    """A product page: picture, price, title, promises in one row or as chips, shop."""
    p = purchase(ph.rng)
    ph.picture(0, ph.y, POINTS)
    ph.y += POINTS + 12
    price = sum_of(ph.rng, p.unit, ph.rng.choice(["¥", "￥"]))
    ph.text(14, ph.y, price, 26, ph.theme.accent, bold=True)
    ph.text(POINTS - 14, ph.y + 10, f"已售{ph.rng.randint(2, 99)}00+", 12, ph.theme.faint, side="r")
    ph.y += 42
    title = ph.wrap(p.goods, 16, POINTS - 28, 2, bold=True)
    for line in title:
        ph.text(14, ph.y, line, 16, bold=True)
        ph.y += ph.line(1.45, 16)
    promises = ph.rng.sample(PROMISES, ph.rng.randint(2, 4))
    ph.y += 8
    style = ph.rng.choice(["row", "chips", "table"])
    if style == "row":
        ph.text(14, ph.y, "服务", 13, ph.theme.faint)
        lines = ph.wrap(ph.rng.choice([" · ", "  "]).join(promises[:3]), 13, POINTS - 70, 1)
        promises = promises[:3] if not lines[0].endswith("...") else promises[:2]
        ph.text(54, ph.y, lines[0], 13)
        ph.y += 34
    elif style == "chips":
        x = 14.0
        for word in promises[:3]:
            wide = ph.wide(word, 12) + 12
            if x + wide > POINTS - 10:
                break
            ph.box(x, ph.y, x + wide, ph.y + 22, ph.theme.card, 4)
            ph.text(x + 6, ph.y + 3, word, 12, ph.theme.accent)
            x += wide + 8
        promises = promises[: _fit(ph, promises)]
        ph.y += 36
    else:
        for word in promises:
            ph.text(14, ph.y, "✓", 13, ph.theme.accent)
            ph.text(34, ph.y, word, 14)
            ph.text(34, ph.y + 20, "商家承诺的服务，以订单页为准", 11, ph.theme.faint)
            ph.y += 46
    ph.card(ph.y, ph.y + 56)
    ph.box(20, ph.y + 8, 60, ph.y + 48, ph.theme.accent, 6)
    ph.text(70, ph.y + 10, p.shop, 15, bold=True)
    ph.text(70, ph.y + 32, "描述 4.8  服务 4.9  物流 4.8", 11, ph.theme.faint)
    ph.y += 66
    for n, word in enumerate(["店铺", "客服", "收藏"]):
        ph.text(18 + n * 44, ph.y, word, 11, ph.theme.soft)
    ph.box(160, ph.y - 4, 360, ph.y + 30, ph.theme.accent, 17)
    ph.text(210, ph.y + 2, "加入购物车", 13, "#ffffff", side="m")
    ph.text(310, ph.y + 2, "立即购买", 13, "#ffffff", side="m")
    ph.y += 30
    truth = {"shop": p.shop, "goods_name": "".join(title), "price": f"{p.unit:.2f}"}
    return truth, set(promises)


def _fit(ph: Phone, words: list[str]) -> int:
    """How many chips stand side by side."""
    x, count = 14.0, 0
    for word in words[:3]:
        x += ph.wide(word, 12) + 12
        if x > POINTS - 10:
            break
        x += 8
        count += 1
    return count
