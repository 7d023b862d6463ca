"""Sums of money as they are printed: in figures and in the words that letters and court papers use."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")
# One below ten thousand 万亿: the largest sum that the words below can write.
MAX_SUM = Decimal("9999999999999999.99")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_WAN = 10_000
_YI = 100_000_000


def to_fen(amount: Decimal) -> Decimal:
    """`amount` in yuan, rounded half up to whole fen. ValueError where it is no finite number."""
    if not amount.is_finite():
        raise ValueError("not a sum of money")
    return amount.quantize(FEN, rounding=ROUND_HALF_UP)


def yuan(amount: Decimal) -> str:
    """`amount` in yuan as figures: 1,234.00."""
    return f"{to_fen(amount):,.2f}"


def _section(number: int) -> str:
    """A number below ten thousand, without leading 零."""
    words = ""
    skipped_zero = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            skipped_zero = words != ""
            continue
        words += ("零" if skipped_zero else "") + _DIGITS[digit] + _UNITS[power]
        skipped_zero = False
    return words


def _whole(number: int) -> str:
    """A whole number above zero; a 零 stands where the lower part does not reach its highest place."""
    for base, unit in ((_YI, "亿"), (_WAN, "万")):
        if number >= base:
            high, low = divmod(number, base)
            written_out = low < base // 10 or (unit == "亿" and high % 10 == 0)
            gap = "零" if low and written_out else ""
            return _whole(high) + unit + gap + (_whole(low) if low else "")
    return _section(number)


def capital(amount: Decimal) -> str:
    """`amount` in yuan as 人民币大写, without the word 人民币: 壹仟贰佰叁拾肆元整.

    Source: 正确填写票据和结算凭证的基本规定 (central bank). 整 stands after 元 or 角, never after 分;
    zeros between figures make one 零; where the rules leave a 零 open (万 or 元 place zero, the next not)
    it is left out.
    ValueError for a negative sum or one above `MAX_SUM`.
    """
    exact = to_fen(amount)
    if not 0 <= exact <= MAX_SUM:
        raise ValueError("sum cannot be written in words")
    whole, fen = divmod(int(exact * 100), 100)
    jiao, fen = divmod(fen, 10)
    words = _whole(whole) + "元" if whole else ""
    if jiao == fen == 0:
        return (words or "零元") + "整"
    if jiao:
        words += _DIGITS[jiao] + "角"
    elif whole:
        words += "零"
    return words + (_DIGITS[fen] + "分" if fen else "整")
