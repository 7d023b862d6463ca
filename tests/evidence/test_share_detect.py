"""What is suggested to be covered in a text, and what is left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest

from claimguide.evidence.share import covering, detect
from claimguide.evidence.share.detect import Own, id_check_digit, luhn, spans

ID_GOOD = "11010519491231002X"
ID_OTHER = "440524188001010014"
CARD = "6222021234567890128"


def found(text: str) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.reason) for each in spans(text)]


FOUND = [
    # ID numbers
    (f"身份证 {ID_GOOD} 已登记", ID_GOOD, "identity"),
    (f"身份证号：{ID_GOOD.lower()}", ID_GOOD.lower(), "identity"),
    (f"我叫王芳，{ID_GOOD}。", ID_GOOD, "identity"),
    ("号码110105 19491231 002X", "110105 19491231 002X", "identity"),
    ("１１０１０５１９４９１２３１００２Ｘ", "１１０１０５１９４９１２３１００２Ｘ", "identity"),
    (
        ID_OTHER.replace("1880", "1980")[:17] + id_check_digit("44052419800101001"),
        "44052419800101001" + id_check_digit("44052419800101001"),
        "identity",
    ),
    ("身份证号110105194912310021", "110105194912310021", "identity"),
    ("旧证 110105491231002", "110105491231002", "identity"),
    ("身份证：110105491231002", "110105491231002", "identity"),
    # mobile numbers
    ("电话13812345678，谢谢", "13812345678", "phone"),
    ("手机：138 1234 5678", "138 1234 5678", "phone"),
    ("手机：138-1234-5678", "138-1234-5678", "phone"),
    ("+8613812345678", "+8613812345678", "phone"),
    ("+86 13812345678", "+86 13812345678", "phone"),
    ("+86-138-1234-5678", "+86-138-1234-5678", "phone"),
    ("0086 13812345678", "0086 13812345678", "phone"),
    ("8613812345678", "8613812345678", "phone"),
    ("联系１３８１２３４５６７８", "１３８１２３４５６７８", "phone"),
    ("王先生19912345678", "19912345678", "phone"),
    ("(17012345678)", "17012345678", "phone"),
    # landlines
    ("电话：010-62345678", "010-62345678", "phone"),
    ("0571-87654321", "0571-87654321", "phone"),
    ("(021)54321098", "(021)54321098", "phone"),
    ("（021）54321098", "（021）54321098", "phone"),
    ("座机 02154321098", "02154321098", "phone"),
    ("0755-26543210-8021", "0755-26543210-8021", "phone"),
    ("0755-26543210转8021", "0755-26543210转8021", "phone"),
    ("+86 0571-87654321".replace("+86 ", "0086 ")[5:], "0571-87654321", "phone"),
    # cards and accounts
    (f"卡号{CARD}", CARD, "bank"),
    (f"我的{CARD}", CARD, "bank"),
    ("6222 0212 3456 7890 128", "6222 0212 3456 7890 128", "bank"),
    ("6222-0212-3456-7890-128", "6222-0212-3456-7890-128", "bank"),
    ("visa 4111111111111111", "4111111111111111", "bank"),
    ("5500 0000 0000 0004", "5500 0000 0000 0004", "bank"),
    ("银行卡号：6222021234567890121", "6222021234567890121", "bank"),
    ("开户行工行，账号 1001234567890123456", "1001234567890123456", "bank"),
    ("支付宝账号：13812345678", "13812345678", "bank"),
    ("支付宝：wang@example.com", "wang@example.com", "bank"),
    # e-mail, WeChat, QQ
    ("邮箱wang.fang@example.com.cn", "wang.fang@example.com.cn", "other"),
    ("write to a_b+c@mail.example.org now", "a_b+c@mail.example.org", "other"),
    ("加微信 wangfang_88", "wangfang_88", "other"),
    ("微信号：abc-12345", "abc-12345", "other"),
    ("我的vx：abcdef99", "abcdef99", "other"),
    ("WeChat ID: hello_world", "hello_world", "other"),
    ("QQ：123456789", "123456789", "other"),
    ("加QQ号123456789", "123456789", "other"),
    # names after a label
    ("收货人：王芳", "王芳", "person"),
    ("收件人 欧阳小红", "欧阳小红", "person"),
    ("户名：李雷", "李雷", "person"),
    # addresses
    ("寄到北京市朝阳区建国路88号3号楼1201室", "北京市朝阳区建国路88号3号楼1201室", "address"),
    ("浙江省杭州市余杭区文一西路969号", "浙江省杭州市余杭区文一西路969号", "address"),
    ("广西壮族自治区南宁市青秀区民族大道100号", "广西壮族自治区南宁市青秀区民族大道100号", "address"),
    (
        "我住在上海市浦东新区张江镇祖冲之路1000弄5号602室",
        "上海市浦东新区张江镇祖冲之路1000弄5号602室",
        "address",
    ),
    ("杭州市西湖区文三路90号", "杭州市西湖区文三路90号", "address"),
    ("中山路18号", "中山路18号", "address"),
    ("收货地址：滨江花园小区南门驿站旁边", "滨江花园小区南门驿站旁边", "address"),
    (
        "内蒙古赤峰市红山区钢铁街道幸福小区2栋3单元501",
        "内蒙古赤峰市红山区钢铁街道幸福小区2栋3单元501",
        "address",
    ),
    # plates
    ("车牌京A12345", "京A12345", "other"),
    ("开的是 沪AD12345", "沪AD12345", "other"),
    ("粤B·12345", "粤B·12345", "other"),
]

LEFT_ALONE = [
    "电话138****8000",
    "138＊＊＊＊8000",
    "身份证110***********1234",
    "尾号1234",
    "卡号 **** **** **** 1234",
    "110105194912310021",
    "110105194913310029",
    "990105194912310020",
    "6222021234567890121",
    "4111111111111112",
    "1234567890123456",
    "订单号：13812345678",
    f"订单编号 {CARD}",
    "订单号 110105491231002",
    "运单号：4111111111111111",
    "交易单号 6222021234567890128",
    "统一社会信用代码 91330106MA2CFRGN8X",
    "金额 1234.56 元，2026年3月5日",
    "2026-03-05 12:30:45",
    "12345678901",
    "23812345678",
    "138123456789",
    "SF13812345678",
    "A6222021234567890128",
    "¥199.00 × 3",
    "客服热线 400-800-1234",
    "12315",
    "95188",
    "微信支付",
    "微信转账 200 元",
    "QQ：1234*5678",
    "收货人：王*",
    "www.example.com",
    "用户@所有人",
    "这条路很长，走了2小时",
    "一号链接已下架",
    "京东自营旗舰店",
    "退货地址：以短信为准请勿到付",
    "网页地址：https://example.com/item/1",
    "型号 AB12345",
]


@pytest.mark.parametrize(("text", "wanted", "reason"), FOUND)
def test_is_suggested(text: str, wanted: str, reason: str) -> None:
    assert (wanted, reason) in found(text)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_suggestions_come_in_order_and_never_overlap() -> None:
    text = "\n".join(each[0] for each in FOUND)
    got = spans(text)
    assert len(got) >= 55
    assert all(one.end <= other.start for one, other in pairwise(got))


@pytest.mark.parametrize(
    ("value", "text", "wanted"),
    [
        ("138 0000 1111", "打13800001111或138-0000-1111", ["13800001111", "138-0000-1111"]),
        ("+8613800001111", "我是13800001111", ["13800001111"]),
        ("杭州市西湖区某巷", "送杭州市西湖区某巷，谢谢", ["杭州市西湖区某巷"]),
        ("62345678", "打 62345678 找我，不是 623456789", ["62345678"]),
        ("短", "短", []),
    ],
)
def test_own_particulars_are_found_by_exact_match(value: str, text: str, wanted: list[str]) -> None:
    got = [
        text[each.start : each.end] for each in spans(text, [Own(value, "phone")]) if each.confidence == 100
    ]
    assert got == wanted


def test_check_digits() -> None:
    assert id_check_digit(ID_GOOD[:17]) == "X"
    assert luhn(CARD)
    assert not luhn(CARD[:-1] + "1")


def test_a_long_text_full_of_digits_does_not_take_long() -> None:
    """A regular expression that backtracks without end would hang here."""
    for piece in ("1 ", "12345678901234567890", "北京市", "路1", "a.", "a@", "-0"):
        spans(piece * (60_000 // len(piece)))


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        ([], "0123456789"),
        ([(0, 2)], "█████23456789"),
        ([(8, 2)], "01234567█████"),
        ([(2, 3), (4, 2)], "01█████6789"),
        ([(2, 2), (4, 2)], "01█████6789"),
        ([(0, 10)], "█████"),
        ([(2, 1), (7, 2)], "01█████3456█████9"),
    ],
)
def test_a_hidden_run_leaves_a_block_of_one_length(runs: list[tuple[int, int]], said: str) -> None:
    assert covering.covered("0123456789", runs) == said


def test_words_are_offered_once_with_all_their_places() -> None:
    text = "电话13812345678。再说一遍13812345678，车牌京A12345"
    offers = covering.choices(text, detect.spans(text), [(2, 11, "phone", True), (16 + 2, 11, "phone", True)])
    assert [(each.text, each.places, each.hidden) for each in offers] == [
        ("13812345678", 2, True),
        ("京A12345", 1, False),
    ]


def test_the_pieces_of_a_text_make_the_text() -> None:
    text = "一13812345678二京A12345三"
    pieces = covering.segments(text, [(1, 11)], [(1, 11), (13, 7)])
    assert "".join(words for words, _state in pieces) == text
    assert [state for _words, state in pieces] == ["", "hidden", "", "offered", ""]
