"""From lines to offers, without an engine: every rule with what it takes and what it leaves alone."""

from __future__ import annotations

from datetime import date

import pytest

from claimguide.evidence.read.fields import SURE, Field, Suggestion
from claimguide.evidence.read.layouts import MAX_LABELS, MAX_LINES, Page
from claimguide.evidence.read.lines import Box, Line
from claimguide.evidence.read.suggest import suggest

SIZE = (1080, 2400)
TODAY = date(2026, 11, 23)
EM = 36


def line(text: str, x: int, y: int, *, em: int = EM, sure: float = 0.99, right: bool = False) -> Line:
    """A line with its left (or right) edge at x; a little wider than its characters, as engines see it."""
    high = round(em * 1.2)
    wide = round(sum(1.0 if sign > "\u2e80" else 0.56 for sign in text) * em + 0.35 * high)
    return Line(text, Box(x - wide if right else x, y, wide, high), sure)


def row(label: str, value: str, y: int, **options: float) -> list[Line]:
    return [line(label, 60, y, **options), line(value, 1020, y, right=True, **options)]


def page(*rows: tuple[str, str] | str) -> list[Line]:
    lines: list[Line] = []
    for n, each in enumerate(rows):
        y = 300 + n * 80
        lines += [line(each, 60, y)] if isinstance(each, str) else row(*each, y)
    return lines


def read(lines: list[Line], hint: str | None = None) -> dict[str, Suggestion]:
    """The best offer of each field."""
    best: dict[str, Suggestion] = {}
    for offer in suggest(lines, SIZE, hint, today=TODAY):
        best.setdefault(offer.field, offer)
    return best


ORDER = [
    ("商品总价", "¥129.00"),
    ("运费", "¥6.00"),
    ("店铺优惠", "-¥10.00"),
    ("实付款", "¥125.00"),
    "订单编号：3821938471928374650 复制",
    "支付宝交易号：2026030522001234567890123456",
    "创建时间：2026-03-05 14:22:11",
    "付款时间：2026-03-0514:23:02",
    "成交时间：2026-03-15 09:00:00",
]


def test_an_order_is_read() -> None:
    found = read(page(*ORDER))
    assert {name: offer.value for name, offer in found.items()} == {
        "order_number": "3821938471928374650",
        "payment_number": "2026030522001234567890123456",
        "platform": "taobao",
        "price": "129.00",
        "amount_paid": "125.00",
        "ordered_on": "2026-03-05",
        "paid_on": "2026-03-05",
        "completed_on": "2026-03-15",
    }
    assert found["amount_paid"].confidence >= 0.97
    assert found["platform"].confidence < SURE


@pytest.mark.parametrize(
    ("rows", "field", "value"),
    [
        (["订单号：28123456789012"], Field.ORDER_NUMBER, "28123456789012"),
        ([("订单编号", "28123456789012 复制")], Field.ORDER_NUMBER, "28123456789012"),
        (["订单编号 : 28123456789012复制"], Field.ORDER_NUMBER, "28123456789012"),
        (["运单号：SF1412345678901"], Field.LOGISTICS_NUMBER, "SF1412345678901"),
        ([("售后单号", "123456789012345678")], Field.AFTER_SALES_NUMBER, "123456789012345678"),
        (["实付：￥29.90（免运费）", "订单编号：28123456789012"], Field.AMOUNT_PAID, "29.90"),
        (["共1件 实付款：￥29.90", "订单编号：28123456789012"], Field.AMOUNT_PAID, "29.90"),
        ([("签收时间", "2026/03/09 10:11")], Field.DELIVERED_ON, "2026-03-09"),
        ([("卖家昵称", "海边的K先生")], Field.SHOP, "海边的K先生"),
        (["店铺：小王的铺子", "订单编号：28123456789012"], Field.SHOP, "小王的铺子"),
        (["澜庭家居官方旗舰店 >", "订单编号：28123456789012"], Field.SHOP, "澜庭家居官方旗舰店"),
        (["订单编号：260305-123456789012345"], Field.PLATFORM, "pinduoduo"),
        (["付款方式：抖音月付", "订单编号：6921837465738291736"], Field.PLATFORM, "douyin"),
        (["闲鱼担保交易", "实付款：¥5.00", "创建时间：2026-03-05 14:22"], Field.PLATFORM, "xianyu"),
    ],
)
def test_one_field_is_read(rows: list[tuple[str, str] | str], field: Field, value: str) -> None:
    offer = read(page(*rows))[field]
    assert offer.value == value
    assert offer.confidence >= SURE


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        (["商户订单号：T200P1234567890123456"], Field.ORDER_NUMBER),
        (["订单编号：复制"], Field.ORDER_NUMBER),
        (["订单编号：2026-03-05 14:22:11"], Field.ORDER_NUMBER),
        (["发货时间：2026-03-05 14:22:11"], Field.ORDERED_ON),
        (["付款时间：2027-03-05 14:22:11"], Field.PAID_ON),
        (["付款时间：2026-02-30 14:22:11"], Field.PAID_ON),
        (["实付款：待定"], Field.AMOUNT_PAID),
        ([("退款金额", "¥20.00"), ("退款编号", "123456789012345678")], Field.AMOUNT_PAID),
        (["店铺", "客服", "收藏", "加入购物车", "¥12.00"], Field.SHOP),
        ([("退款原因", "7天无理由退货"), ("退款编号", "123456789012345678")], Field.PROMISE),
        (["支付方式：微信支付", "快递公司：京东快递", "订单编号：1000012345678901234"], Field.COMPLETED_ON),
    ],
)
def test_what_is_something_else_is_left_alone(rows: list[tuple[str, str] | str], field: Field) -> None:
    assert field not in read(page(*rows))


def test_a_courier_is_no_platform() -> None:
    assert read(page("物流公司：京东快递", *ORDER))["platform"].value == "taobao"


def test_an_article_or_a_list_of_talks_offers_nothing_as_sure() -> None:
    lines = page(
        "近日记者获悉，某商家承诺假一赔十",
        "专家提醒，付款时间、聊天记录都应保存",
        ("澜庭旗舰店", "昨天"),
        "淘宝客服",
    )
    assert [s for s in suggest(lines, SIZE, today=TODAY) if s.confidence >= SURE] == []


def test_a_watermark_between_label_and_value_is_passed_over() -> None:
    lines = [
        *row("实付款", "¥12.00", 300),
        line("截图水印 138****1234", 300, 305),
        *row("商品总价", "¥12.00", 400),
    ]
    assert read(lines)["amount_paid"].value == "12.00"


UNSURE = [
    (
        "sums that do not add up",
        [("商品总价", "¥129.00"), ("店铺优惠", "-¥10.00"), ("实付款", "¥99.00"), *ORDER[4:]],
    ),
    ("two sums paid", [("实付款", "¥99.00"), ("实付款", "¥89.00"), ORDER[4], ORDER[6]]),
    ("no sign of the yuan", [("实付款", "9900"), ORDER[4], ORDER[6]]),
]


@pytest.mark.parametrize(("why", "rows"), UNSURE, ids=[why for why, _ in UNSURE])
def test_a_doubtful_sum_is_not_sure(why: str, rows: list[tuple[str, str] | str]) -> None:
    assert read(page(*rows))["amount_paid"].confidence < SURE


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        (["订单编号：28123456789012", "订单编号：28123456789099"], Field.ORDER_NUMBER),
        (["订单编号：3821938471928374S5O"], Field.ORDER_NUMBER),
        (["创建时间：2026-03-05 14:22", "付款时间：2026-03-01 14:22"], Field.PAID_ON),
        (["澜庭家居旗舰店 >", "安途数码旗舰店 >", "实付款：¥5.00", "订单编号：28123456789012"], Field.SHOP),
        (["Pr0生活旗舰店 >", "实付款：¥5.00", "订单编号：28123456789012"], Field.SHOP),
        (["澜庭家居旗舰店 >", "本文不是订单页"], Field.SHOP),
        (["奧克斯家居旗舰店 >", "实付款：¥5.00", "订单编号：28123456789012"], Field.SHOP),
    ],
)
def test_what_contradicts_or_was_repaired_is_not_sure(rows: list[str], field: Field) -> None:
    assert read(page(*rows))[field].confidence < SURE


def test_what_was_read_badly_is_not_sure() -> None:
    lines = [line("订单编号：28123456789012", 60, 300, sure=0.7)]
    assert read(lines)["order_number"].confidence <= 0.7


def test_other_goods_below_the_order_do_not_count() -> None:
    lines = page(*ORDER, "猜你喜欢", ("商品总价", "¥999.00"), ("实付款", "¥999.00"))
    assert read(lines)["amount_paid"].value == "125.00"


def test_a_number_that_broke_off_is_put_together() -> None:
    lines = [
        line("账单详情", 470, 120),
        line("-129.00", 440, 200, em=90),
        line("交易单号", 60, 400),
        line("42000064619376828376", 320, 400),
        line("4733888", 320, 460),
        line("复制", 940, 460),
        line("商户单号", 60, 540),
        line("XP2336404130813417775", 320, 540),
    ]
    found = read(lines)
    assert found["payment_number"].value == "420000646193768283764733888"
    assert found["amount_paid"].value == "129.00"
    assert found["payment_number"].box == Box(320, 400, 418, 103)


def test_goods_have_a_title_in_large_type_and_a_price_at_the_edge() -> None:
    lines = [
        line("安途数码旗舰店 >", 130, 300),
        line("无线蓝牙耳机降噪入耳式", 330, 400),
        line("¥129.00", 1020, 400, right=True),
        line("超长续航适用苹果华为", 330, 450),
        line("x1", 1020, 460, right=True, em=30),
        line("颜色分类：黑色", 330, 515, em=29),
        line("实付款", 60, 700),
        line("¥129.00", 1020, 700, right=True),
        line("订单编号：3821938471928374650", 60, 800),
    ]
    # The first line ends far from the price: it may be the whole title.
    assert read(lines)["goods_name"].value == "无线蓝牙耳机降噪入耳式"
    lines[1] = line("无线蓝牙耳机降噪入耳式运动跑步", 330, 400)
    found = read(lines)
    assert found["goods_name"].value == "无线蓝牙耳机降噪入耳式运动跑步超长续航适用苹果华为"
    assert found["price"].value == "129.00"


def test_a_price_drawn_to_the_title_stands_for_itself() -> None:
    lines = [
        Line("特级新疆灰枣500g*2袋... ¥1415.00", Box(330, 400, 690, 44), 0.97),
        line("x1", 1020, 460, right=True),
        *row("实付款", "¥1415.00", 600),
        line("订单编号：3821938471928374650", 60, 700),
    ]
    found = read(lines)
    assert found["goods_name"].value == "特级新疆灰枣500g*2袋"
    assert found["price"].value == "1415.00"


def bubbles() -> list[Line]:
    return [
        line("安途数码旗舰店", 400, 130),
        line("2026-03-05 14:22:11", 390, 260, em=28),
        line("请问是正品吗？", 886, 330, right=True),
        line("已读", 560, 350, em=28),
        line("亲放心，本店所有商品假一赔", 194, 430),
        line("十，48小时内发货", 194, 480),
        line("昨天 09:05", 470, 580, em=28),
        line("退一赔三", 886, 650, right=True),
        line("以上是历史消息", 445, 740, em=28),
        line("发消息...", 90, 2300),
    ]


def test_a_talk_is_read_by_sides() -> None:
    found = [s for s in suggest(bubbles(), SIZE, today=TODAY) if s.field is Field.CHAT]
    assert [(s.extra["speaker"], s.extra["time"], s.value) for s in found if s.extra] == [
        ("me", "2026-03-05T14:22", "请问是正品吗？"),
        ("other", "2026-03-05T14:22", "亲放心，本店所有商品假一赔十，48小时内发货"),
        ("me", "", "退一赔三"),
    ]
    assert found[2].extra is not None
    assert found[2].extra["time_text"] == "昨天 09:05"


def test_only_the_other_side_promises() -> None:
    found = [s for s in suggest(bubbles(), SIZE, today=TODAY) if s.field is Field.PROMISE]
    assert [s.value for s in found] == ["假一赔十", "48小时内发货"]
    assert all(s.extra and s.extra["speaker"] == "other" for s in found)


def test_the_head_of_a_talk_is_its_shop() -> None:
    assert read(bubbles())["shop"].value == "安途数码旗舰店"


def test_names_over_bubbles_and_cards_of_goods_are_no_words_of_anybody() -> None:
    lines = [
        *bubbles(),
        line("客服小鹿", 165, 800, em=28),
        line("您好", 194, 845),
        line("LUMEX无绳吊带电动牙刷S9+..", 345, 1000),
        line("¥398.00", 345, 1080),
    ]
    found = [s.value for s in suggest(lines, SIZE, today=TODAY) if s.field is Field.CHAT]
    assert found[3:] == ["您好"]


def test_a_bubble_that_hangs_on_neither_side_has_no_speaker() -> None:
    lines = [*bubbles(), line("这句话不靠边也不在中间呀", 260, 900)]
    odd = next(s for s in suggest(lines, SIZE, today=TODAY) if s.value.startswith("这句话"))
    assert odd.extra is not None
    assert odd.extra["speaker"] == ""
    assert odd.confidence < SURE


HOSTILE = [
    "",
    " ",
    "订单编号：" * 60,
    "实付款¥" + "9" * 380,
    "2026-" * 80,
    "实付款：" + "¥1" * 120,
    "\u202e\u0000订单编号：28123456789012",
    "💥" * 50,
    "<script>alert(1)</script>",
    "(" * 300,
    "¥,,,,...,,,",
    "订单编号：" + "１２３４５６７８９０１２３４",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("hint", [None, "order", "refund", "bill", "product", "chat", "other", "nonsense"])
def test_nothing_breaks_it(text: str, hint: str | None) -> None:
    lines = [Line(text, Box(10, 10 + 40 * n, 700, 30), 0.9) for n in range(4)]
    for offer in suggest(lines, SIZE, hint, today=TODAY):
        assert offer.value
        assert len(offer.value) <= 500
        assert 0 <= offer.confidence <= 1


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (100_000, 3)])
def test_odd_sizes_and_boxes(size: tuple[int, int]) -> None:
    lines = [
        Line("实付款 ¥12.00", Box(0, 0, 0, 0), 0.0),
        Line("订单编号：28123456789012", Box(-5, -9, 4, 1), 1.0),
    ]
    for hint in ("order", "bill", "product", "chat"):
        suggest(lines, size, hint, today=TODAY)
    assert suggest([], size, today=TODAY) == []


def test_a_page_full_of_labels_is_read_to_a_limit() -> None:
    lines = [Line("订单编号", Box(0, n, 90, 30), 0.9) for n in range(4000)]
    on = Page(lines, SIZE)
    assert len(on.lines) == MAX_LINES
    assert len(on.pairs) <= MAX_LABELS


def test_a_value_is_made_of_what_was_read() -> None:
    for offer in suggest(page(*ORDER), SIZE, today=TODAY):
        if offer.field in (Field.ORDER_NUMBER, Field.PAYMENT_NUMBER):
            assert offer.value in offer.raw
