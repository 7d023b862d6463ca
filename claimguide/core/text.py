"""What a person types is hostile until it has gone through here: one normaliser for every way in."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 2000
MAX_LINES = 300
# Composing shrinks a text at most to a third (Hangul); anything longer cannot fit, and is refused before NFC,
# whose sorting of combining marks takes quadratic time.
_LONGEST_COMPOSITION = 3
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_MANY_BLANK_LINES = re.compile(r"\n{4,}")
_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cn"})
# Letters and marks that leave no ink: a name made of them would look empty.
_INKLESS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
# Planes 2 and 3 hold only ideographs. New ones are in people's names before Python knows them.
_IDEOGRAPHIC_PLANES = range(0x20000, 0x3FFFE)


def _is_kept(char: str) -> bool:
    if char == "\n":
        return True
    if char in _INKLESS:
        return False
    category = unicodedata.category(char)
    if category == "Cn" and ord(char) in _IDEOGRAPHIC_PLANES and ord(char) & 0xFFFE != 0xFFFE:
        return True
    return category not in _DROPPED_CATEGORIES


def _refuse_unreadable(value: str) -> None:
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in value):
        raise ValidationError(_("This contains characters that cannot be read."), code="unreadable")


def _refuse_longer(value: str, limit: int, max_length: int) -> None:
    if len(value) > limit:
        raise ValidationError(
            _("At most %(max)d characters, please."), code="too_long", params={"max": max_length}
        )


def normalise(value: str, *, multiline: bool = False, max_length: int = MAX_LENGTH) -> str:
    """`value` as it may be stored and printed: NFC, without invisible characters, trimmed.

    A single-line text has its line ends turned into spaces. A multi-line one keeps them, at most two blank
    lines in a row. Raises ValidationError with code `unreadable` (NUL, lone surrogate), `too_long`
    (over `max_length` characters) or `too_many_lines` (over 300).
    """
    _refuse_unreadable(value)
    text = _LINE_ENDS.sub("\n", value).replace("\t", " ")
    text = "".join(char for char in text if _is_kept(char))
    if multiline:
        text = "\n".join(line.rstrip() for line in text.split("\n"))
        text = _MANY_BLANK_LINES.sub("\n\n\n", text)
    else:
        text = text.replace("\n", " ")
    text = text.strip()
    _refuse_longer(text, max_length * _LONGEST_COMPOSITION, max_length)
    text = unicodedata.normalize("NFC", text)
    _refuse_longer(text, max_length, max_length)
    if text.count("\n") > MAX_LINES:
        raise ValidationError(
            _("At most %(max)d lines, please."), code="too_many_lines", params={"max": MAX_LINES}
        )
    return text


def as_typed(value: str) -> str:
    """`value` unchanged but for what no database and no page can hold (NUL, lone surrogates become U+FFFD).

    For showing and keeping a refused answer, so that nothing a person typed is lost.
    """
    return value.replace("\0", "\ufffd").encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def narrow(value: str) -> str:
    """Full-width digits, letters, signs and spaces as their ASCII forms; every other character unchanged."""
    return "".join(
        chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else " " if char == "\u3000" else char
        for char in value
    )
