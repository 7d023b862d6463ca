"""Chinese line setting for WeasyPrint: lines that end flush right, and long runs that can break.

WeasyPrint stretches spaces only, so a Chinese line stays ragged and one with "iPhone 15 Pro" in it tears.
Here the rest of a line is spread evenly between its characters. This replaces a function inside WeasyPrint
and is therefore tied to one version of it; `install()` refuses any other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from math import ceil
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import TO_UNITS, ffi
from weasyprint.text.line_break import Layout

WEASYPRINT_VERSION = "70.0"
MAX_SPREAD = 0.4  # em between two characters; a line that needs more is left ragged instead of torn
LONG_RUN = 40  # characters without a place to break; Pango's time grows with the square of their number
_OPENING = frozenset("（〔［｛〈《「『【〖“‘([{￥¥")
_CLOSING = frozenset("）〕］｝〉》」』】〗”’，。、；：！？…—)]},.;:!?%％")
_WORD_JOINER = "\u2060"
# 附件3, 第3项 and 1,280.00元 stay on one line.
_HELD_TOGETHER = re.compile(r"(?<=附件|证据)(?=\d)|(?<=第)(?=\d)|(?<=\d)(?=[元年月日天项页件款条％])")
_RUN = re.compile(r"[\x21-\x7e\u00a1-\u02ff]{%d,}" % (LONG_RUN + 1))  # noqa: UP031
_RUN_BREAK = re.compile(r"[/?&=._:;,+-]+|[^/?&=._:;,+-]{1,20}")


def breakable(text: str) -> str:
    """The text with invisible marks that steer line breaks.

    A zero-width space at the joints of every unbroken run of more than 40 Latin characters, and a word joiner
    between a number and what it counts. Neither reaches the text of the PDF.
    """
    text = _HELD_TOGETHER.sub(_WORD_JOINER, text)
    if len(text) <= LONG_RUN:
        return text
    return _RUN.sub(lambda run: "\u200b".join(part[0] for part in _RUN_BREAK.finditer(run[0])), text)


def _is_wide(char: str) -> bool:
    return char >= "\u2e80" or unicodedata.east_asian_width(char) in "WFA"


def gap_after(char: str, following: str) -> bool:
    """Whether space may be put between two neighbours of a line.

    Never inside a Latin word or a number, before closing or after opening punctuation, or inside —— and ……
    """
    if char == " ":
        return True
    if char == _WORD_JOINER:
        return False
    if (
        following in " \u200b\u2060"
        or following in _CLOSING
        or char in _OPENING
        or unicodedata.combining(following)
    ):
        return False
    return _is_wide(char) or _is_wide(following)


class SpreadLayout(Layout):  # type: ignore[misc]
    """A line of text whose glyphs are moved apart when it is drawn.

    `gaps` maps the byte position of a character to the space behind it, in thousandths of the font size: the
    unit the PDF text operator counts in, so that nothing is lost to rounding along the line.
    """

    def __init__(self, plain: Layout, gaps: dict[int, int]) -> None:
        self.__dict__.update(plain.__dict__)
        self.gaps = gaps

    def get_first_line(self) -> tuple[Any, int | None]:
        """The line as Pango shaped it, with the gaps added to the widths of its glyphs."""
        line, index = super().get_first_line()
        unit = self.style["font_size"] * TO_UNITS / 1000
        run = line.runs
        while run != ffi.NULL:
            item = run.data
            run = run.next
            glyphs, clusters, offset = item.glyphs.glyphs, item.glyphs.log_clusters, item.item.offset
            last = item.glyphs.num_glyphs - 1
            for number in range(last + 1):
                # Of several glyphs for one character, the last one carries the gap.
                if number < last and clusters[number + 1] == clusters[number]:
                    continue
                if gap := self.gaps.get(offset + clusters[number]):
                    glyphs[number].geometry.width += ceil(gap * unit)
        return line, index


def _text_boxes(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox) and child.is_in_normal_flow():
            yield from _text_boxes(child)


def _byte_starts(text: str) -> list[int]:
    starts, position = [], 0
    for char in text:
        starts.append(position)
        position += 1 if char < "\x80" else 2 if char < "\u0800" else 3 if char < "\U00010000" else 4
    return starts


def _gaps(parts: list[Any]) -> list[list[int]]:
    """For each text box of a line, the indexes of the characters that may be followed by extra space."""
    rows = []
    for number, part in enumerate(parts):
        row = part.text + (parts[number + 1].text[:1] if number + 1 < len(parts) else "")
        rows.append([i for i, (char, following) in enumerate(pairwise(row)) if gap_after(char, following)])
    return rows


def justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Spread `extra_width` CSS pixels over a line; stands in for the function of weasyprint.layout.inline."""
    parts = list(_text_boxes(line))
    gaps = _gaps(parts)
    total = sum(map(len, gaps))
    if not total or extra_width / total > MAX_SPREAD * line.style["font_size"]:
        return
    gains: dict[Any, float] = {}
    given, used = 0.0, 0
    for part, indexes in zip(parts, gaps, strict=True):
        before, spaces = given, {}
        step = part.style["font_size"] / 1000
        starts = _byte_starts(part.text)
        for index in indexes:
            used += 1
            thousandths = round((extra_width * used / total - given) / step)
            spaces[starts[index]] = thousandths
            given += thousandths * step
        part.pango_layout = SpreadLayout(part.pango_layout, spaces)
        gains[part] = given - before
    line.width += _move(line, gains, 0.0)


def _move(box: Any, gains: dict[Any, float], before: float) -> float:
    """Move the children of a line by what was put in before them; returns the sum in pixels so far."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            child.position_x += before
            child.width += gains[child]
            before += gains[child]
        elif child.is_in_normal_flow() and isinstance(child, boxes.InlineBox):
            child.position_x += before
            after = _move(child, gains, before)
            child.width += after - before
            before = after
        elif child.is_in_normal_flow():
            child.translate(before, 0)
    return before


def install() -> None:
    """Put `justify_line` in place. Raises RuntimeError under any other WeasyPrint than the one tested."""
    if weasyprint.VERSION != WEASYPRINT_VERSION:
        raise RuntimeError(
            f"line justification is tested with WeasyPrint {WEASYPRINT_VERSION}, found {weasyprint.VERSION}"
        )
    inline.justify_line = justify_line
