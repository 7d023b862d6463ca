"""A multiple that was promised, found in the seller's words: offered to the consumer, never taken as said."""

from __future__ import annotations

import re
from typing import NamedTuple

from claimguide.core.text import narrow
from claimguide.law.numerals import chinese_numeral

_MOST = 100
_NUMERALS = {chinese_numeral(number): number for number in range(1, _MOST + 1)} | {"两": 2, "百": 100}
_NUMBER = r"(?:[一二三四五六七八九十百两]{1,5}|\d{1,3})"
_PROMISE = re.compile(rf"(?:假一[赔罚]|退一赔)(?P<paid>{_NUMBER})|(?P<times>{_NUMBER})倍(?:赔偿|赔付)")
_BARE = re.compile(rf"(?P<times>{_NUMBER})倍")


class Multiple(NamedTuple):
    """The words of the promise and how many times the price they promise."""

    words: str
    value: int


def multiple_in(text: str) -> Multiple | None:
    """The first promise of a multiple in `text`, None where there is none: 假一赔十, 三倍赔偿, 退一赔3."""
    for match in _PROMISE.finditer(narrow(text)):
        if value := _value(match["paid"] or match["times"]):
            return Multiple(match[0], value)
    return None


def multiple_of(answer: str) -> int | None:
    """The multiple in an answer that is nothing but one: 十倍, 假一赔十, 10倍."""
    said = narrow(answer).strip()
    if bare := _BARE.fullmatch(said):
        return _value(bare["times"])
    found = multiple_in(said)
    return found.value if found and found.words == said else None


def _value(number: str) -> int | None:
    """The number that is written, None where it is no multiple that anybody promises."""
    value = int(number) if number.isdecimal() else _NUMERALS.get(number, 0)
    return value if 0 < value <= _MOST else None
