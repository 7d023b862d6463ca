"""What of a text can be printed: emoji go, hyphens become plain, what has no glyph is an error."""

from __future__ import annotations

import re
import unicodedata

from .coverage import coverage

# Pictographs and the invisible marks that join or tint them. Stars, boxes and the like live in these blocks
# too; whatever the fonts can print is kept.
_PICTOGRAPH_BLOCKS = "\u20e3\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\U000e0020-\U000e007f"
_PICTOGRAPHS = re.compile(f"[{_PICTOGRAPH_BLOCKS}]+")
# Variation selectors and joiners choose a form, of which the letter face has one; the others steer direction.
_INVISIBLE = re.compile(
    "[\u00ad\u180b-\u180d\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_ODD_HYPHENS = str.maketrans({"\u2011": "-", "\u2010": "-", "\u00a0": " ", "\u2002": " ", "\u2003": "\u3000"})
_NEEDS_NO_GLYPH = frozenset(map(ord, "\t\n\r\u200b\u2060"))


class MissingGlyphs(ValueError):
    """Characters the letter fonts cannot print. `chars` holds them, each once, in code point order."""

    def __init__(self, chars: str) -> None:
        self.chars = "".join(sorted(set(chars)))
        names = ", ".join(f"{char} (U+{ord(char):04X})" for char in self.chars)
        super().__init__(f"no glyph for {names}")


def printable(text: str) -> str:
    """The text as it can be set: without emoji and invisible marks, and with plain hyphens and spaces.

    Emoji between two words leave a space: people write them in the place of a comma.

    U+2011 in particular sends Pango looking for a font and costs tens of seconds.
    """
    if text.isascii():
        return text
    text = _INVISIBLE.sub("", text.translate(_ODD_HYPHENS))
    return _PICTOGRAPHS.sub(_without_emoji, text)


def _without_emoji(found: re.Match[str]) -> str:
    known = coverage()
    if kept := "".join(char for char in found[0] if ord(char) in known):
        return kept
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return " " if before.isalnum() and after.isalnum() else ""


def missing_glyphs(text: str) -> str:
    """Characters of the text that have no glyph, each once, in code point order; empty if there are none."""
    codes = set(map(ord, text)) - coverage() - _NEEDS_NO_GLYPH
    return "".join(sorted(chr(code) for code in codes if unicodedata.category(chr(code)) != "Cc"))


def require_glyphs(text: str) -> None:
    """Raise MissingGlyphs unless every character can be printed."""
    if missing := missing_glyphs(text):
        raise MissingGlyphs(missing)
