"""Chinese numerals as statutes write their article numbers."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_LIMIT = 10_000


def chinese_numeral(number: int) -> str:
    """`number` (1 to 9999) in lower-case Chinese numerals: 10 十, 105 一百零五, 1260 一千二百六十.

    ValueError outside that range.
    """
    if not 0 < number < _LIMIT:
        raise ValueError(f"no article number: {number}")
    digits = str(number)
    written = ""
    for place, digit in enumerate(digits):
        if digit == "0":
            continue
        skipped_a_place = written and digits[place - 1] == "0"
        written += ("零" if skipped_a_place else "") + _DIGITS[int(digit)] + _UNITS[len(digits) - place - 1]
    return written.removeprefix("一") if written.startswith("一十") else written
