"""Texts with runs hidden: pure functions on character places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .detect import Span, occurrences

# Always the same length: how long the hidden words were tells too much already.
BLOCK = "█" * 5
Run = tuple[int, int]


def merged(runs: Iterable[Run]) -> list[Run]:
    """Runs (start, length) in order, those that touch or overlap as one."""
    joined: list[Run] = []
    for start, length in sorted(runs):
        if joined and start <= joined[-1][0] + joined[-1][1]:
            first = joined[-1][0]
            joined[-1] = first, max(joined[-1][0] + joined[-1][1], start + length) - first
        else:
            joined.append((start, length))
    return joined


def covered(text: str, runs: Iterable[Run]) -> str:
    """`text` with each run replaced by the same block."""
    parts, at = [], 0
    for start, length in merged(runs):
        parts += [text[at:start], BLOCK]
        at = start + length
    return "".join(parts) + text[at:]


@dataclass(frozen=True)
class Words:
    """Words of the text that can be hidden wherever they stand: how often, why, and whether they are now."""

    text: str
    reason: str
    places: int
    hidden: bool
    suggested: bool


def choices(text: str, found: Sequence[Span], runs: Sequence[tuple[int, int, str, bool]]) -> list[Words]:
    """What the page offers: words hidden now, then words found, each once.

    `runs` are hidden now: start, length, reason, whether the site found it.
    """
    held = {(start, length) for start, length, _reason, _suggested in runs}
    offers: dict[str, tuple[str, bool]] = {}
    for start, length, reason, suggested in runs:
        offers.setdefault(text[start : start + length], (reason, suggested))
    for span in found:
        offers.setdefault(text[span.start : span.end], (span.reason, True))
    listed = []
    for words, (reason, suggested) in offers.items():
        places = occurrences(text, words)
        hidden = all((place, len(words)) in held for place in places)
        if hidden or suggested:
            listed.append(Words(words, reason, len(places), hidden, suggested))
    return listed


def segments(text: str, hidden: Iterable[Run], offered: Iterable[Run]) -> list[tuple[str, str]]:
    """The text in pieces with their state: "" plain, "hidden", "offered"."""
    dark = merged(hidden)
    marks = [(run, "hidden") for run in dark]
    marks += [(run, "offered") for run in merged(offered) if not any(_overlap(run, each) for each in dark)]
    pieces, at = [], 0
    for (start, length), state in sorted(marks):
        if start > at:
            pieces.append((text[at:start], ""))
        pieces.append((text[start : start + length], state))
        at = start + length
    if at < len(text):
        pieces.append((text[at:], ""))
    return pieces


def _overlap(one: Run, other: Run) -> bool:
    return one[0] < other[0] + other[1] and other[0] < one[0] + one[1]
