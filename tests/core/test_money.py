"""Sums in figures and in 人民币大写."""

from decimal import Decimal

import pytest

from claimguide.core.money import MAX_SUM, capital, yuan

# The central bank's own examples are marked; where its rules allow two spellings, ours is the one without 零.
WORDS = [
    ("0", "零元整"),
    ("0.01", "壹分"),
    ("0.05", "伍分"),
    ("0.10", "壹角整"),
    ("0.15", "壹角伍分"),
    ("1", "壹元整"),
    ("1.01", "壹元零壹分"),
    ("1.10", "壹元壹角整"),
    ("10.00", "壹拾元整"),
    ("11", "壹拾壹元整"),
    ("20.20", "贰拾元贰角整"),
    ("100.05", "壹佰元零伍分"),
    ("101", "壹佰零壹元整"),
    ("110.10", "壹佰壹拾元壹角整"),
    ("1001.10", "壹仟零壹元壹角整"),
    ("1010", "壹仟零壹拾元整"),
    ("1409.50", "壹仟肆佰零玖元伍角整"),  # central bank
    ("1680.32", "壹仟陆佰捌拾元叁角贰分"),  # central bank
    ("6007.14", "陆仟零柒元壹角肆分"),  # central bank
    ("10000", "壹万元整"),
    ("10001", "壹万零壹元整"),
    ("10100", "壹万零壹佰元整"),
    ("11000", "壹万壹仟元整"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),  # central bank
    ("100000.00", "壹拾万元整"),
    ("100001", "壹拾万零壹元整"),
    ("107000.53", "壹拾万柒仟元伍角叁分"),  # central bank
    ("325.04", "叁佰贰拾伍元零肆分"),  # central bank
    ("1000000", "壹佰万元整"),
    ("10000001", "壹仟万零壹元整"),
    ("20100200", "贰仟零壹拾万零贰佰元整"),
    ("100000000", "壹亿元整"),
    ("100001000", "壹亿零壹仟元整"),
    ("100010001.01", "壹亿零壹万零壹元零壹分"),
    ("110000000", "壹亿壹仟万元整"),
    ("1010101010.10", "壹拾亿零壹仟零壹拾万壹仟零壹拾元壹角整"),
    ("1000000000000", "壹万亿元整"),
    ("1000000000001", "壹万亿零壹元整"),
    ("1234567890123.45", "壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元肆角伍分"),
    ("9999999999999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
]


@pytest.mark.parametrize(("figures", "words"), WORDS)
def test_words(figures, words):
    assert capital(Decimal(figures)) == words


@pytest.mark.parametrize("figures", ["-0.01", "NaN", "Infinity", str(MAX_SUM + 1)])
def test_what_has_no_words(figures):
    with pytest.raises(ValueError, match="sum"):
        capital(Decimal(figures))


def _read_back(words: str) -> Decimal:
    """An independent reader of the words: digits times units, section by section."""
    values = {char: place for place, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
    units = {"拾": 10, "佰": 100, "仟": 1000}
    yi = wan = section = digit = fen = 0
    for char in words:
        if char in values:
            digit = values[char]
        elif char in units:
            section, digit = section + digit * units[char], 0
        elif char == "万":
            wan, section, digit = (section + digit) * 10**4, 0, 0
        elif char == "亿":
            yi, wan, section, digit = (wan + section + digit) * 10**8, 0, 0, 0
        elif char == "元":
            section, digit = section + digit, 0
        elif char == "角":
            fen, digit = fen + digit * 10, 0
        elif char == "分":
            fen, digit = fen + digit, 0
    return yi + wan + section + Decimal(fen) / 100


@pytest.mark.parametrize("step", [7, 993, 100_003, 90_000_049])
def test_words_read_back_as_the_same_sum(step):
    for count in range(300):
        amount = Decimal(count * step) / 100
        words = capital(amount)
        assert _read_back(words) == amount, words
        assert "零零" not in words
        assert not words.startswith("零") or amount == 0


@pytest.mark.parametrize(
    ("amount", "figures"),
    [
        ("1234", "1,234.00"),
        ("0", "0.00"),
        ("0.005", "0.01"),
        ("1234567.8", "1,234,567.80"),
        ("-3.5", "-3.50"),
    ],
)
def test_figures(amount, figures):
    assert yuan(Decimal(amount)) == figures
