"""The timeline as a picture: one upright line, a row for each day or month, drawn here without any script."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext

from .timeline import Moment, Sort

# More days than this are drawn as months.
MOST_ROWS = 24
# In units of the drawing: a row, what a further line of words adds to it, its edge above and below.
ROW, LINE, TOP = 34, 17, 22
# Letters stand on a line so far below the middle of their row.
BASE = 5
# Where the line runs, and how far its marks stand apart.
RAIL, STEP = 118, 16
# What fits beside the line, a Chinese character counting two; less behind more marks.
ROOM, PER_MARK, MOST_LINES = 34, 3, 3
_CUT = "…"
# What stands between words, and never at the start of a line.
_BEFORE = " \u00b7"
# What stands for a row that holds several entries.
_TELLING = (Sort.LETTER, Sort.STORY, Sort.SUBMISSION, Sort.DEADLINE, Sort.EVIDENCE, Sort.CONTACT)
# What a line is not broken in: a word, or a Chinese character with the marks that belong to it.
_PIECES = re.compile(
    r"\s*[“‘（《「『(]*(?:[^\s\u2e80-\uffef“”‘’]{1,30}|\S)[”’）》」』)，。、；：！？,.;:!?]*"
)


@dataclass(frozen=True)
class Row:
    """A row of the picture: where it stands, its day in words, its marks and the lines of its words."""

    y: int
    when: str
    sorts: tuple[str, ...]
    lines: tuple[str, ...]
    ahead: bool
    today: bool = False

    @property
    def marks(self) -> list[tuple[int, str]]:
        """Each mark with where it stands on the line or behind it."""
        return [(RAIL + STEP * place, sort) for place, sort in enumerate(self.sorts)]

    @property
    def text_x(self) -> int:
        return RAIL + STEP * max(len(self.sorts), 1)

    @property
    def placed(self) -> list[tuple[int, str]]:
        """Each line with how far below the middle of the first one it stands."""
        return [(BASE + LINE * place, line) for place, line in enumerate(self.lines)]

    @property
    def more(self) -> int:
        """What the lines after the first add to its height."""
        return LINE * (len(self.lines) - 1)

    @property
    def foot(self) -> int:
        """Where today's row ends."""
        return 15 + self.more


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
        return self.rows[-1].y


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
    rows: list[Row] = []
    for first, each in places:
        y = rows[-1].y + ROW + rows[-1].more if rows else TOP
        rows.append(_row(y, first, each, now, by_day))
    return Picture(tuple(rows), rows[-1].y + rows[-1].more + TOP, _about(found, today), by_day)


def _row(y: int, first: dt.date, each: list[Moment], now: dt.date, by_day: bool) -> Row:
    sorts = tuple(dict.fromkeys(moment.sort.value for moment in each))[:3]
    when = date_format(first, "SHORT_DATE_FORMAT" if by_day else "YEAR_MONTH_FORMAT")
    words = _words(each)
    if first == now:
        today = gettext("Today") if by_day else gettext("This month")
        words = f"{today} · {words}" if words else today
    rest = gettext(" · %(n)d more") % {"n": len(each) - 1} if len(each) > 1 else ""
    room = ROOM - PER_MARK * max(len(sorts) - 1, 0)
    return Row(y, when, sorts, lines(words, room, rest), first > now, first == now)


def _words(each: list[Moment]) -> str:
    """The entry that says most."""
    return str(min(each, key=lambda moment: _TELLING.index(moment.sort)).title) if each else ""


def lines(text: str, room: int, rest: str = "") -> tuple[str, ...]:
    """`text` and then `rest` in lines of at most `room` half widths.

    It breaks between words or Chinese characters, never before a mark that ends a phrase; a dot between
    words falls away at a break. What is more than MOST_LINES is left out for "…".
    """
    found: list[list[str]] = [[]]
    for piece in (*_PIECES.findall(text), *filter(None, [rest])):
        if found[-1] and _width("".join(found[-1]) + piece) > room:
            found.append([])
        found[-1].append(piece if found[-1] else piece.lstrip(_BEFORE))
    shown = found[:MOST_LINES]
    if len(found) > MOST_LINES:
        while _width("".join(shown[-1]) + _CUT + rest) > room:
            shown[-1].pop()
        shown[-1] += [_CUT, rest]
    return tuple("".join(line) for line in shown)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


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
