"""A calendar as RFC 5545 writes it: CRLF, escaped text, lines of at most 75 octets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

WIDTH = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


@dataclass(frozen=True)
class Entry:
    """A whole-day entry. `uid` stays when the entry changes; an alarm rings `remind_days` before it."""

    uid: str
    day: date
    summary: str
    description: str
    url: str = ""
    remind_days: int = 3


def calendar(name: str, entries: Iterable[Entry], made_at: datetime, sequence: int) -> bytes:
    """The calendar as a file. `sequence` counts up with every change; `made_at` is aware."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//claimguide//case dates//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(name)}",
    ]
    stamp = f"{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for entry in entries:
        lines += _event(entry, stamp, sequence)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines).encode()


def _event(entry: Entry, stamp: str, sequence: int) -> list[str]:
    summary = escape(entry.summary)
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{stamp}",
        f"SEQUENCE:{sequence}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{summary}",
        f"DESCRIPTION:{escape(entry.description)}",
        *([f"URL:{entry.url}"] if entry.url else []),
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{summary}",
        f"TRIGGER:-P{entry.remind_days}D",
        "END:VALARM",
        "END:VEVENT",
    ]


def escape(text: str) -> str:
    """`text` as the value of a TEXT property."""
    return text.translate(_ESCAPES)


def fold(line: str) -> str:
    """`line` in pieces of at most 75 octets, cut between characters; each next one begins with a space."""
    pieces, piece, size = [], "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > WIDTH:
            pieces.append(piece)
            piece, size = " ", 1
        piece += char
        size += octets
    return "\r\n".join([*pieces, piece])
