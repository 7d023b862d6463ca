"""The one door to the engine: all else here works on what `read` returns, and tests put their own there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from django.conf import settings

from claimguide.evidence.models import WHOLE_SIDE
from claimguide.evidence.read import engine
from claimguide.evidence.read.engine import ReadingFailed
from claimguide.evidence.read.lines import Box
from claimguide.evidence.read.suggest import suggest

Place = tuple[int, int, int, int]


@dataclass(frozen=True)
class Found:
    """One value: its place in ten-thousandths of the page, how sure the engine is of it in percent."""

    field: str
    value: str
    raw: str
    box: Place
    confidence: int
    extra: dict[str, Any] = dataclass_field(default_factory=dict)


@dataclass(frozen=True)
class PageRead:
    """One page: its lines as models.Reading keeps them (without the page's number), and what they say."""

    lines: list[dict[str, Any]]
    found: list[Found]


def available() -> bool:
    """Whether pictures are read here: the site wants it and the engine is installed."""
    return bool(settings.READING) and not engine.missing()


def name() -> str:
    return engine.name()


def read(pages: Sequence[bytes], today: dt.date) -> list[PageRead | ReadingFailed]:
    """One answer for each of these JPEGs, in their order."""
    return [
        answer if isinstance(answer, ReadingFailed) else _page(answer, today)
        for answer in engine.read_pictures(pages)
    ]


def _page(reading: Any, today: dt.date) -> PageRead:
    size = reading.size
    lines = [
        {"text": line.text, "box": list(_place(line.box, size)), "confidence": _percent(line.confidence)}
        for line in reading.lines
    ]
    found = [
        Found(str(s.field), s.value, s.raw, _place(s.box, size), _percent(s.confidence), s.extra or {})
        for s in suggest(reading.lines, size, today=today)
    ]
    return PageRead(lines, found)


def _percent(share: float) -> int:
    return max(0, min(100, round(share * 100)))


def _place(box: Box, size: tuple[int, int]) -> Place:
    """The box in ten-thousandths of the page, inside it."""
    x0, x1 = _ends(box.x, box.right, size[0])
    y0, y1 = _ends(box.y, box.bottom, size[1])
    return x0, y0, x1 - x0, y1 - y0


def _ends(start: int, end: int, side: int) -> tuple[int, int]:
    first = min(WHOLE_SIDE - 1, WHOLE_SIDE * max(0, start) // side)
    return first, max(first + 1, min(WHOLE_SIDE, -(-WHOLE_SIDE * end // side)))
