"""Days, sums and numbers in text as an OCR engine gives it: spaces lost, signs in several forms."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_SPACE = re.compile(r"\s+")
_COLONS = str.maketrans({"：": ":", "﹕": ":", "∶": ":", "︰": ":", "—": "-", "–": "-", "−": "-", "‐": "-"})
_YEARS = (2010, 2099)
_CLOCK = re.compile(r"^[T,]?(\d{1,2}):(\d{2})(?::(\d{2}))?")
_AMOUNT = re.compile(
    r"(?P<minus>-)?(?P<sign>[¥Y])?(?P<minus2>-)?(?P<number>\d{1,3}(?:,\d{3})+|\d{1,7})(?P<cents>\.\d{1,2})?"
)
_LOOKALIKE = str.maketrans(
    {"O": "0", "o": "0", "D": "0", "I": "1", "l": "1", "|": "1", "Z": "2", "S": "5", "B": "8"}
)
_MIXED = re.compile(r"[A-Za-z]0(?![\d.])|[a-z][01][a-z]")
_NUMBER = re.compile(r"[0-9A-Za-z|][0-9A-Za-z|-]{6,}")


def plain(text: str) -> str:
    """For comparing only: half width, no spaces, one kind of colon and dash."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text).translate(_COLONS))


def clean(text: str) -> str:
    """For showing: one space where there were any, none at the ends."""
    return _SPACE.sub(" ", text).strip()


def doubtful(text: str) -> bool:
    """Whether it has signs engines take for others.

    Han characters outside GB 2312, on a mainland page mostly look-alikes (奧 for 奥); a 0 or 1 among letters.
    """
    if _MIXED.search(text):
        return True
    for sign in text:
        if "\u4e00" <= sign <= "\u9fff":
            try:
                sign.encode("gb2312")
            except UnicodeEncodeError:
                return True
    return False


@dataclass(frozen=True)
class Day:
    """A day found; `time` is HH:MM or ""; not `certain` where the digits allow another reading."""

    day: date
    time: str
    certain: bool


def day_in(text: str, today: date) -> Day | None:
    """The first whole date with a year that is not after `today`; None if there is none."""
    flat = plain(text)
    found = re.search(r"(?<!\d)(20\d\d)([-/.年])(\d{1,2})([-/.月])(.*)", flat)
    if not found:
        return None
    year, month = int(found[1]), int(found[3])
    readings = []
    for count in (2, 1):
        tail = re.match(rf"(\d{{{count}}})(日?)(.*)", found[5])
        if not tail:
            continue
        rest = tail[3]
        clock = _CLOCK.match(rest)
        if rest[:1].isdigit() and not clock:
            continue
        if (read := _date(year, month, int(tail[1]))) and read <= today:
            time = _time(clock)
            if time is not None:
                readings.append((read, time, bool(tail[2]) or not rest[:1].isdigit(), clock))
    if not readings:
        return None
    # Hours have two digits where days have: 2026-03-0514:22 can only be cut in one place.
    full = [r for r in readings if r[3] is None or len(r[3][1]) == 2 or r[2]]
    chosen = (full or readings)[0]
    return Day(chosen[0], chosen[1], certain=len(full or readings) == 1)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _YEARS[0] <= year <= _YEARS[1] else None
    except ValueError:
        return None


def _time(clock: re.Match[str] | None) -> str | None:
    """HH:MM, "" where there is no clock, None where it is no time of a day."""
    if clock is None:
        return ""
    hour, minute = int(clock[1]), int(clock[2])
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


@dataclass(frozen=True)
class Amount:
    """A sum in yuan. `signed`: the currency sign stood before it; `negative`: a minus did."""

    value: Decimal
    signed: bool
    negative: bool
    cents: bool
    alone: bool


def amounts_in(text: str) -> list[Amount]:
    """All sums in a text, from left to right; percentages, times and long numbers are none."""
    flat = plain(text).replace("元", "")
    found = []
    for match in _AMOUNT.finditer(flat):
        before, after = flat[: match.start()][-1:], flat[match.end() :][:1]
        glued = before.isascii() and (before.isalnum() or before in {".", ":", "/", "*"})
        if (glued and not match["sign"]) or after in {"%", ":", "/", ".", "*"}:
            continue
        if after.isdigit() or (after.isascii() and after.isalpha()):
            continue
        value = Decimal(match["number"].replace(",", "") + (match["cents"] or "")).quantize(Decimal("0.01"))
        found.append(
            Amount(
                value=value,
                signed=match["sign"] is not None,
                negative=bool(match["minus"] or match["minus2"]),
                cents=match["cents"] is not None,
                alone=match[0] == flat,
            )
        )
    return found


@dataclass(frozen=True)
class Number:
    """A long number; `repaired` where letters that look like digits were taken as such."""

    value: str
    repaired: bool


def number_in(text: str) -> Number | None:
    """The first run of at least eight characters that is a number of an order, a parcel or a payment."""
    flat = plain(text)
    for match in _NUMBER.finditer(flat):
        run = match[0].strip("-|")
        bare = run.replace("-", "")
        count = sum(sign.isdigit() for sign in bare)
        if len(bare) < 8 or count < 7:
            continue
        letters = len(bare) - count
        head = re.match(r"[A-Z]{0,5}", bare)
        inside = bare[head.end() if head else 0 :]
        if inside.isdigit():
            return Number(run, repaired=False)
        if letters <= 2 and inside.translate(_LOOKALIKE).isdigit():
            start = len(run) - len(run.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            return Number(run[:start] + run[start:].translate(_LOOKALIKE), repaired=True)
        return Number(run.replace("|", ""), repaired=letters > 6 or "|" in run)
    return None
