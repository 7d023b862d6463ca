"""Days, sums and numbers as an engine gives them: spaces lost, signs in several forms, letters for digits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from claimguide.evidence.read.promises import promises_in
from claimguide.evidence.read.values import amounts_in, day_in, doubtful, number_in

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day", "time", "certain"),
    [
        ("2026-03-05 14:22:11", "2026-03-05", "14:22", True),
        ("2026-03-0514:22:11", "2026-03-05", "14:22", True),
        ("2026/03/05 14:22", "2026-03-05", "14:22", True),
        ("2026.3.5", "2026-03-05", "", True),
        ("2026年3月5日 14:22:11", "2026-03-05", "14:22", True),
        ("2026年3月5日14:22:11", "2026-03-05", "14:22", True),
        ("2026－03－05　14：22", "2026-03-05", "14:22", True),
        ("支付时间2026-11-2309:00:00", "2026-11-23", "09:00", True),
        ("2026-3-514:22:11", "2026-03-05", "14:22", True),
    ],
)
def test_a_day_is_found(text: str, day: str, time: str, certain: bool) -> None:
    found = day_in(text, TODAY)
    assert found is not None
    assert (found.day.isoformat(), found.time, found.certain) == (day, time, certain)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14:22",
        "3月5日 14:22",
        "2026-13-05",
        "2026-02-30 10:00",
        "2026-11-24",
        "2027-01-01 08:00",
        "1999-03-05",
        "12026-03-05",
        "2026-03-05 25:61:00",
        "20260305",
        "2026-03-",
        "2026030522001234567890",
    ],
)
def test_no_day_is_made_up(text: str) -> None:
    assert day_in(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("¥129.00", ["129.00"]),
        ("￥129", ["129.00"]),
        ("-￥10.5", ["-10.50"]),
        ("￥-10.50", ["-10.50"]),
        ("-12,440.50", ["-12440.50"]),
        ("实付: ¥29.9 (免运费)", ["29.90"]),
        ("129.00元", ["129.00"]),
        ("+¥6.00", ["6.00"]),
        ("14:22", []),
        ("85%", []),
        ("2026/03/05", []),
        ("12345678901234", []),
        ("iPhone15", []),
        ("1.2.3", []),
        ("共2件 实付款 ¥1,299.00", ["2.00", "1299.00"]),
    ],
)
def test_sums(text: str, sums: list[str]) -> None:
    assert [str(-a.value if a.negative else a.value) for a in amounts_in(text)] == sums


@pytest.mark.parametrize(
    ("text", "number", "repaired"),
    [
        ("3821938471928374650", "3821938471928374650", False),
        ("3821938471928374650复制", "3821938471928374650", False),
        ("260305-123456789012345", "260305-123456789012345", False),
        ("JDV09877963611", "JDV09877963611", False),
        ("SF1412345678901", "SF1412345678901", False),
        ("38219384719283746S0", "3821938471928374650", True),
        ("382193847192837465O", "3821938471928374650", True),
        ("订单3821938471928", "3821938471928", False),
    ],
)
def test_numbers(text: str, number: str, repaired: bool) -> None:
    found = number_in(text)
    assert found is not None
    assert (found.value, found.repaired) == (number, repaired)


@pytest.mark.parametrize("text", ["", "1234567", "abcdefghij", "复制", "---------", "100 200"])
def test_no_number_is_made_up(text: str) -> None:
    assert number_in(text) is None


@pytest.mark.parametrize(
    ("text", "doubt"), [("奥克斯旗舰店", False), ("奧克斯旗舰店", True), ("KAVO", False)]
)
def test_characters_of_other_places_are_doubtful(text: str, doubt: bool) -> None:
    assert doubtful(text) is doubt


@pytest.mark.parametrize(
    ("text", "promises"),
    [
        ("本店所有商品假一赔十，48小时内发货", ["假一赔十", "48小时内发货"]),
        ("7天无理由退货 · 正品保证 · 退货包运费", ["7天无理由退货", "正品保证", "退货包运费"]),
        ("保证100%正品，如果是假货，十倍赔偿", ["保证100%正品", "十倍赔偿"]),
        ("假一赔三 假一赔三", ["假一赔三"]),
        ("请问什么时候发货", []),
        ("", []),
    ],
)
def test_promises_keep_their_words(text: str, promises: list[str]) -> None:
    assert promises_in(text) == promises


def test_values_are_exact() -> None:
    (found,) = amounts_in("¥0.1")
    assert found.value == Decimal("0.10")
