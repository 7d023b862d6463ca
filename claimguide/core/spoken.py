"""Sums and days as people say them in a chat: 两千三, 3千, 11月9号, 上个月15号, 3天前, 10 Nov 2026."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_FIGURES = str.maketrans("0123456789", "零一二三四五六七八九")
_UNITS = {"十": 10, "百": 100, "千": 1000}
_WAN = 10_000
_Place = tuple[int, int, int]
_NAMED = {"今天": 0, "今日": 0, "today": 0, "昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2, "大前天": 3}
_AGO = re.compile(r"(\d{1,4}|[零一二两三四五六七八九十百]{1,5})\s*(天|周|个?星期|个?礼拜)(?:之?前|以前)")
_AGO_EN = re.compile(r"(\d{1,4})\s+(day|week)s?\s+ago", re.ASCII)
_NUMBER = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_IN_A_MONTH = re.compile(rf"(上个?月|这个?月|本月)?\s*{_NUMBER}\s*[日号]")
_IN_A_YEAR = re.compile(rf"(去年|今年|本年)?\s*{_NUMBER}\s*月份?\s*{_NUMBER}\s*[日号]?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m1>[a-z]{3,9})\.?|"
    r"(?P<m2>[a-z]{3,9})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?),?(?:\s+(?P<y>\d{4}))?",
    re.ASCII,
)


def number(text: str) -> int | None:
    """The whole number that Chinese numerals write, 两千三 and 2千3 (2300) too, or None."""
    text = text.translate(_FIGURES)
    before, wan, after = text.partition("万")
    if wan:
        high, low = number(before), _tail(after, _WAN)
        return None if high is None or low is None or not high else high * _WAN + low
    return _below_wan(text)


def _tail(text: str, unit: int) -> int | None:
    """What follows a unit: nothing, a bare digit of the next lower unit, or a number of its own."""
    if not text:
        return 0
    if len(text) == 1 and text in _DIGITS:
        return _DIGITS[text] * unit // 10
    return _below_wan(text)


def _below_wan(text: str) -> int | None:
    total, digit, last = 0, None, _WAN
    for place, char in enumerate(text):
        if char in _UNITS:
            unit = _UNITS[char]
            if unit >= last or (digit is None and not (char == "十" and place == 0)):
                return None
            total, digit, last = total + (digit or 1) * unit, None, unit
        elif char in _DIGITS and (digit is None or digit == 0):
            digit = _DIGITS[char]
        else:
            return None
    if digit is None:
        return total if text else None
    bare = last in (100, 1000) and len(text) > 1 and text[-2] in _UNITS
    return total + digit * (last // 10 if bare else 1)


def _figure(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else number(text)


def day(text: str, today: date, *, ahead: bool = False) -> date | None:
    """The day that `text` names on `today`; None where it names none.

    A day without a year or a month is the last one that is not after today; with `ahead`, where days may lie
    ahead as well as behind, the nearest. ValueError for a day that no calendar has.
    """
    if text in _NAMED:
        return today - timedelta(days=_NAMED[text])
    if (ago := _AGO.fullmatch(text) or _AGO_EN.fullmatch(text)) and (count := _figure(ago[1])) is not None:
        return today - timedelta(days=count * (1 if ago[2] in ("天", "day") else 7))
    return _in_a_month(text, today, ahead) or _in_a_year(text, today, ahead) or _english(text, today, ahead)


def _in_a_month(text: str, today: date, ahead: bool) -> date | None:
    found = _IN_A_MONTH.fullmatch(text)
    if found is None or (place := _figure(found[2])) is None:
        return None
    if said := found[1]:
        return date(*_shifted(today, -1 if said.startswith("上") else 0, place))
    return _likeliest(today, (_shifted(today, months, place) for months in (-1, 0, 1)), ahead)


def _shifted(today: date, months: int, place: int) -> _Place:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return year, month + 1, place


def _likeliest(today: date, places: Iterable[_Place], ahead: bool) -> date:
    """Of these the nearest to today; none after it unless `ahead`. ValueError where no calendar has any."""
    days = [date(*place) for place in places if _exists(place)]
    allowed = days if ahead else [each for each in days if each <= today]
    if not allowed:
        raise ValueError("no such day")
    return min(allowed, key=lambda each: abs(each - today))


def _exists(place: _Place) -> bool:
    year, month, number_ = place
    return 1 <= month <= 12 and 1 <= number_ <= monthrange(year, month)[1]


def _in_a_year(text: str, today: date, ahead: bool) -> date | None:
    found = _IN_A_YEAR.fullmatch(text)
    if found is None:
        return None
    month, place = _figure(found[2]), _figure(found[3])
    if month is None or place is None:
        return None
    if found[1]:
        return date(today.year - (found[1] == "去年"), month, place)
    return _nearest_year(today, month, place, ahead)


def _nearest_year(today: date, month: int, place: int, ahead: bool) -> date:
    return _likeliest(today, ((today.year + years, month, place) for years in (-1, 0, 1)), ahead)


def _english(text: str, today: date, ahead: bool) -> date | None:
    found = _ENGLISH.fullmatch(text)
    if found is None:
        return None
    name, place = (found["m1"] or found["m2"])[:3], int(found["d1"] or found["d2"])
    if name not in _MONTHS:
        return None
    month = _MONTHS.index(name) + 1
    if found["y"]:
        return date(int(found["y"]), month, place)
    return _nearest_year(today, month, place, ahead)
