"""Sums and days in the words of a chat."""

from __future__ import annotations

from datetime import date

import pytest

from claimguide.core import spoken
from claimguide.law.numerals import chinese_numeral

TODAY = date(2026, 11, 29)


def test_numerals_of_statutes_are_read_back():
    numbers = range(1, 10_000)
    assert [each for each in numbers if spoken.number(chinese_numeral(each)) != each] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("两百", 200),
        ("两千三", 2300),
        ("三百五", 350),
        ("一百零五", 105),
        ("十五", 15),
        ("一万二", 12_000),
        ("一万两千三百", 12_300),
        ("十二万", 120_000),
    ],
)
def test_numbers_of_a_chat(text, number):
    assert spoken.number(text) == number


@pytest.mark.parametrize(
    "text", ["", "万", "百", "几百", "一二", "百千", "一百万万", "十十", "两百多", "abc"]
)
def test_no_number(text):
    assert spoken.number(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天", "2026-11-29"),
        ("大前天", "2026-11-26"),
        ("3天前", "2026-11-26"),
        ("三天前", "2026-11-26"),
        ("两周前", "2026-11-15"),
        ("一个星期以前", "2026-11-22"),
        ("2 weeks ago", "2026-11-15"),
        ("11月9号", "2026-11-09"),
        ("十一月九日", "2026-11-09"),
        ("12月3日", "2025-12-03"),
        ("去年11月30日", "2025-11-30"),
        ("上个月15号", "2026-10-15"),
        ("上月十五号", "2026-10-15"),
        ("这个月2号", "2026-11-02"),
        ("15号", "2026-11-15"),
        ("30号", "2026-10-30"),
        ("31号", "2026-10-31"),
        ("10 nov 2026", "2026-11-10"),
        ("november 10th, 2026", "2026-11-10"),
        ("nov 10", "2026-11-10"),
        ("3 dec", "2025-12-03"),
    ],
)
def test_days_of_a_chat(text, day):
    assert spoken.day(text, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12月3日", "2026-12-03"),
        ("1月5日", "2027-01-05"),
        ("11月9号", "2026-11-09"),
        ("30号", "2026-11-30"),
        ("5号", "2026-12-05"),
        ("28号", "2026-11-28"),
        ("dec 3", "2026-12-03"),
    ],
)
def test_days_that_may_lie_ahead(text, day):
    assert spoken.day(text, TODAY, ahead=True) == date.fromisoformat(day)


@pytest.mark.parametrize("text", ["上周六", "前几天", "3日前", "11-9", "9", "may be", "10 smarch", ""])
def test_no_day(text):
    assert spoken.day(text, TODAY) is None


@pytest.mark.parametrize("text", ["2月30日", "上个月31号", "31 nov"])
def test_days_that_no_calendar_has(text):
    with pytest.raises(ValueError, match="day"):
        spoken.day(text, TODAY if "上" not in text else date(2026, 12, 5))
