"""More pages the rules were not made for, most of them with little or nothing to find."""

from __future__ import annotations

from .parts import Truth, dashed, day, spread
from .phone import POINTS, Phone
from .shopping import COURIERS, NICKS, digits, purchase, sum_of


def takeaway(ph: Phone) -> Truth:
    p = purchase(ph.rng, shop=ph.rng.choice(["川香小厨（望京店）", "Tims天好咖啡(国贸店)", "老北京炸酱面"]))
    ph.header("订单已送达")
    ph.text(24, ph.y, f"{p.shop} >", 15, bold=True)
    ph.y += 34
    total = 0
    for n, dish in enumerate(
        ph.rng.sample(["招牌牛肉面", "冰美式 大杯", "红油抄手", "凉拌黄瓜", "白米饭"], 3)
    ):
        price = ph.rng.randint(3, 60)
        total += price
        ph.picture(24, ph.y, 40)
        ph.text(76, ph.y + 2, dish, 14)
        ph.text(76, ph.y + 22, f"x{n + 1}", 11, ph.theme.faint)
        ph.text(POINTS - 24, ph.y + 6, f"¥{price}", 14, side="r")
        ph.y += 52
    paid = total + 2 + 5
    spread(ph, [("打包费", "¥2"), ("配送费", "¥5"), ("红包", "-¥0"), ("实付", f"¥{paid}")], strong="实付")
    number = digits(ph.rng, 18, "3")
    spread(ph, [("订单号码", number), ("下单时间", dashed(p.ordered)), ("支付方式", "在线支付")])
    return {"order_number": number, "amount_paid": f"{paid:.2f}", "ordered_on": day(p.ordered)}


def messages(ph: Phone) -> Truth:
    """The list of all talks: names, last words and times, none of it a talk."""
    ph.header("消息")
    for _ in range(8):
        p = purchase(ph.rng)
        name = ph.rng.choice([p.shop, ph.rng.choice(NICKS), "物流助手", "官方客服"])
        last = ["亲，在的", "假一赔十，放心购买", "[图片]", "好的谢谢", "您的包裹已签收"]
        ph.picture(14, ph.y, 46)
        ph.text(72, ph.y + 2, name, 15)
        ph.text(72, ph.y + 26, ph.rng.choice(last), 12, ph.theme.faint)
        clock = ph.rng.choice(["14:22", "昨天", "03-05", "2026-03-05"])
        ph.text(POINTS - 16, ph.y + 4, clock, 11, ph.theme.faint, side="r")
        ph.y += 66
    return {}


def article(ph: Phone) -> Truth:
    ph.header("消费者报道")
    words = (
        "近日，记者从市场监管部门获悉，2026年3月15日起将开展网络交易专项整治。某平台商家承诺假一赔十却拒不兑现，"
        "消费者李先生花费1299元购买的耳机被鉴定为假货，订单编号尚未公布。专家提醒，付款时间、聊天记录都应保存。"
    )
    for line in ph.wrap(words, 16, POINTS - 40, 20):
        ph.text(20, ph.y, line, 16)
        ph.y += ph.line(1.7, 16)
    return {}


def settings(ph: Phone) -> Truth:
    ph.header("设置")
    rows = [
        ("账号与安全", ">"),
        ("收货地址", "2个 >"),
        ("支付设置", ">"),
        ("清理缓存", "129.4MB"),
        ("当前版本", "10.42.0"),
    ]
    spread(ph, [*rows, ("关于淘宝", ">"), ("客服电话", "400-800-1234")], 15)
    return {}


def bank_message(ph: Phone) -> Truth:
    p = purchase(ph.rng)
    ph.header("95588")
    words = (
        f"【工商银行】您尾号1234卡{p.paid.month}月{p.paid.day}日{p.paid:%H:%M}快捷支付支出"
        f"(消费支付宝-{p.shop}){p.amount:.2f}元，余额5,210.88元。"
    )
    lines = ph.wrap(words, 15, 250)
    ph.box(14, ph.y, 14 + 276, ph.y + len(lines) * 24 + 18, ph.theme.card, 12)
    for n, line in enumerate(lines):
        ph.text(26, ph.y + 9 + n * 24, line, 15)
    ph.y += len(lines) * 24 + 40
    return {}


def label(ph: Phone) -> Truth:
    """The photograph of a package: much text, none of it of an order."""
    p = purchase(ph.rng)
    ph.box(20, 60, 355, 560, "#d8cfae")
    rows = [
        f"品名：{p.goods[:12]}",
        "净含量：500g",
        "生产日期：2026/03/05",
        "保质期：12个月",
        "产品标准号：GB/T 23352",
        "生产许可证编号：SC10665312345678",
        "条码：6901234567892",
        "食用方法：开袋即食",
        "厂址：新疆若羌县胜利路12号",
        "服务热线：400-123-4567",
    ]
    for n, row in enumerate(rows):
        ph.text(36, 90 + n * 40, row, 15, "#3a3324")
    ph.y = 580
    return {}


def haggling(ph: Phone) -> Truth:
    """The history of a dispute: who did what when, with sums that were asked for."""
    p = purchase(ph.rng)
    ph.header("协商历史")
    for who, what in (
        ("买家", f"发起了退款申请，退款金额：¥{p.amount:.2f}，原因：质量问题"),
        ("卖家", "拒绝了退款申请，拒绝原因：商品已使用影响二次销售"),
        ("买家", "申请平台介入"),
        ("平台", "要求双方在48小时内举证"),
    ):
        ph.text(24, ph.y, who, 14, bold=True)
        ph.text(POINTS - 24, ph.y, dashed(p.delivered), 11, ph.theme.faint, side="r")
        for n, line in enumerate(ph.wrap(what, 13, POINTS - 60)):
            ph.text(24, ph.y + 24 + n * 20, line, 13, ph.theme.soft)
        ph.y += 84
    return {}


def comments(ph: Phone) -> Truth:
    p = purchase(ph.rng)
    ph.header("商品评价 1200+")
    for words in (
        "质量很好，和描述一致，卖家说假一赔十",
        "物流快，48小时内发货，好评",
        "一般般，不值这个价¥99",
    ):
        ph.picture(20, ph.y, 30)
        ph.text(60, ph.y + 4, ph.rng.choice(["t**8", "匿名用户", "小**花"]), 12)
        ph.text(POINTS - 20, ph.y + 4, f"{p.ordered:%Y-%m-%d}", 11, ph.theme.faint, side="r")
        ph.text(60, ph.y + 30, words, 14)
        ph.y += 90
    return {}


def watermarked(ph: Phone) -> Truth:
    """An order page crossed by the words of a watermark."""
    p = purchase(ph.rng)
    ph.header("订单详情")
    rows = [("商品总价", f"¥{p.total:.2f}"), ("运费", f"¥{p.freight:.2f}"), ("优惠", f"-¥{p.discount:.2f}")]
    spread(ph, [*rows, ("实付款", sum_of(ph.rng, p.amount, "¥"))])
    number = digits(ph.rng, 19, "3")
    spread(ph, [("订单编号", number), ("创建时间", dashed(p.ordered)), ("付款时间", dashed(p.paid))])
    for n in range(6):
        ph.text(40 + 50 * (n % 3), 90 + n * 48, "截图水印 138****1234", 12, ph.theme.faint)
    truth = {"order_number": number, "amount_paid": f"{p.amount:.2f}", "price": f"{p.total:.2f}"}
    return truth | {"ordered_on": day(p.ordered), "paid_on": day(p.paid)}


def courier_message(ph: Phone) -> Truth:
    p = purchase(ph.rng)
    ph.header(ph.rng.choice(list(COURIERS)))
    words = (
        f"【{p.courier}】您的快递{p.parcel}已到菜鸟驿站，取件码8-2-1034，请于{p.delivered:%m月%d日}前取件。"
    )
    lines = ph.wrap(words, 15, 250)
    ph.box(14, ph.y, 14 + 276, ph.y + len(lines) * 24 + 18, ph.theme.card, 12)
    for n, line in enumerate(lines):
        ph.text(26, ph.y + 9 + n * 24, line, 15)
    ph.y += len(lines) * 24 + 40
    return {}


ALL = (
    takeaway,
    messages,
    article,
    settings,
    bank_message,
    label,
    haggling,
    comments,
    watermarked,
    courier_message,
)
