"""The timeline as a picture: one upright line, a row for each day or month, drawn here without any script."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext

from .timeline import Moment, Sort

# More days than this are drawn as months.
MOST_ROWS = 24
ROW, TOP, WIDTH = 34, 22, 360
# What fits beside the line, a Chinese character counting two; less behind more marks, and beside "Today".
ROOM, PER_MARK, FOR_TODAY = 35, 3, 11
# What stands for a row that holds several entries.
_TELLING = (Sort.LETTER, Sort.STORY, Sort.SUBMISSION, Sort.DEADLINE, Sort.EVIDENCE, Sort.CONTACT)


@dataclass(frozen=True)
class Row:
    """A row of the picture: where it stands, its day in words, its marks and its words."""

    y: int
    when: str
    sorts: tuple[str, ...]
    text: str
    ahead: bool
    today: bool = False


@dataclass(frozen=True)
class Picture:
    rows: tuple[Row, ...]
    height: int
    about: str
    """The picture in words."""
    by_day: bool
    """Rows are days, else months."""

    @property
    def bottom(self) -> int:
        return self.height - TOP


def picture(found: Sequence[Moment], today: dt.date) -> Picture | None:
    """None where there is nothing to draw."""
    if not found:
        return None
    by_day = len({each.on for each in found}) <= MOST_ROWS
    groups = [
        (first, list(each))
        for first, each in groupby(found, key=lambda each: each.on if by_day else each.on.replace(day=1))
    ]
    now = today if by_day else today.replace(day=1)
    places: list[tuple[dt.date, list[Moment]]] = sorted(
        groups if any(first == now for first, _each in groups) else [*groups, (now, [])],
        key=lambda place: place[0],
    )
    rows = [_row(number, first, each, now, by_day) for number, (first, each) in enumerate(places)]
    return Picture(tuple(rows), 2 * TOP + ROW * (len(rows) - 1), _about(found, today), by_day)


def _row(number: int, first: dt.date, each: list[Moment], now: dt.date, by_day: bool) -> Row:
    sorts = tuple(dict.fromkeys(moment.sort.value for moment in each))
    when = date_format(first, "Y-m-d" if by_day else "Y-m")
    marks = sorts[:3]
    room = ROOM - PER_MARK * (len(marks) - 1) - (FOR_TODAY if first == now else 0)
    return Row(TOP + ROW * number, when, marks, _words(each, room), first > now, first == now)


def _words(each: list[Moment], room: int) -> str:
    """The entry that says most, and how many more there are."""
    if not each:
        return ""
    rest = f" +{len(each) - 1}" if len(each) > 1 else ""
    first = min(each, key=lambda moment: _TELLING.index(moment.sort))
    return _cut(str(first.title), room - len(rest)) + rest


def _cut(text: str, room: int) -> str:
    """`text` in at most `room` half widths."""
    used = 0
    for place, char in enumerate(text):
        used += 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if used > room:
            return f"{text[: max(place - 1, 0)]}…"
    return text


def _about(found: Sequence[Moment], today: dt.date) -> str:
    ahead = sum(each.on > today for each in found)
    return gettext(
        "Timeline from %(first)s to %(last)s: %(count)d entries, %(ahead)d of them ahead. "
        "The list holds the same."
    ) % {
        "first": date_format(found[0].on, "DATE_FORMAT"),
        "last": date_format(found[-1].on, "DATE_FORMAT"),
        "count": len(found),
        "ahead": ahead,
    }
