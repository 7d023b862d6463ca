"""Where in a picture a run of characters of a read line stands."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from claimguide.evidence.models import WHOLE_SIDE

Box = tuple[int, int, int, int]
# Letters differ in width and a reading is never exact: a little more is covered on each side.
_SIDE_ROOM, _HEIGHT_ROOM = 0.6, 0.12


class Placed(NamedTuple):
    """A suggested box on a page of a picture: the words below it, why, and how sure."""

    box: Box
    text: str
    reason: str
    confidence: int


def share_of_line(text: str, box: Box, start: int, length: int) -> Box:
    """The part of a line's `box` that the characters from `start` take, kept on the page."""
    widths = [_width(sign) for sign in text]
    whole = sum(widths) or 1.0
    left = max(0.0, sum(widths[:start]) - _SIDE_ROOM)
    right = min(whole, sum(widths[: start + length]) + _SIDE_ROOM)
    x, y, width, height = box
    room = height * _HEIGHT_ROOM
    x0, x1 = x + width * left / whole, x + width * right / whole
    return on_page(round(x0), round(y - room), round(x1), round(y + height + room))


def on_page(left: int, top: int, right: int, bottom: int) -> Box:
    """A box with area, cut at the edges of the page."""
    x, y = min(max(0, left), WHOLE_SIDE - 1), min(max(0, top), WHOLE_SIDE - 1)
    return x, y, max(1, min(WHOLE_SIDE, right) - x), max(1, min(WHOLE_SIDE, bottom) - y)


def _width(sign: str) -> float:
    return 1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.55
