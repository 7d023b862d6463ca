"""Two texts side by side, and two letters paragraph by paragraph."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from .content import Claim, LetterContent, Party, Runs, Section

# Fewer equal characters than this between two changes say nothing to a reader.
SHORTEST_KEPT = 3
Sort = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that both texts have, or only the older, or only the newer."""

    sort: Sort
    text: str


def pieces(was: str, now: str) -> tuple[Piece, ...]:
    """`was` and `now` as one text of kept, removed and added stretches.

    A character or two that happen to be in both do not break up what was replaced as a whole.
    """
    return tuple(_pieces(was, now))


def _pieces(was: str, now: str) -> Iterator[Piece]:
    gone = new = ""
    for sort, a, b, c, d in difflib.SequenceMatcher(None, was, now).get_opcodes():
        if sort != "equal" or (b - a < SHORTEST_KEPT and a > 0 and b < len(was)):
            gone, new = gone + was[a:b], new + now[c:d]
            continue
        yield from _changed(gone, new)
        yield Piece("same", was[a:b])
        gone = new = ""
    yield from _changed(gone, new)


def _changed(gone: str, new: str) -> Iterator[Piece]:
    if gone:
        yield Piece("gone", gone)
    if new:
        yield Piece("new", new)


def differences(old: LetterContent, new: LetterContent) -> tuple[tuple[Piece, ...], ...]:
    """The paragraphs that say something else, days that move with the day of writing aside."""
    before, after = list(_lines(old)), list(_lines(new))
    found = []
    matcher = difflib.SequenceMatcher(None, [key for key, _t in before], [key for key, _t in after], False)
    for sort, a, b, c, d in matcher.get_opcodes():
        if sort != "equal":
            pairs = zip_longest(before[a:b], after[c:d], fillvalue=("", ""))
            found += [pieces(was, now) for (_k, was), (_l, now) in pairs]
    return tuple(found)


Line = tuple[str, str]


def _lines(letter: LetterContent) -> Iterator[Line]:
    """What the letter says, in reading order: each line as it compares and as it reads."""
    yield _plain(letter.title)
    for party in (letter.addressee, letter.sender, letter.respondent):
        if party:
            yield from _party(party)
    yield _line(letter.opening)
    for fact in letter.facts:
        shown = "".join(f"（证据{number}）" for number in fact.exhibits)
        *rest, last = fact.paragraphs
        yield from map(_line, rest)
        key, text = _line(last)
        yield key + shown, text + shown
    yield _plain(letter.claims_intro)
    yield from map(_claim, letter.claims)
    if letter.total:
        yield _plain("；".join((*letter.total.lines, letter.total.amount)))
    for choice in letter.alternatives:
        yield _plain("；".join((choice.text, *choice.lines)))
    for basis in letter.bases:
        yield _plain(f"{basis.title}：{basis.text}")
    for section in letter.sections:
        yield from _section(section)
    yield from map(_line, letter.closing)
    for exhibit in letter.exhibits:
        yield _plain(f"{exhibit.number}. {exhibit.title}（{exhibit.proves}，{exhibit.extent}）")
    yield from map(_plain, letter.enclosures)


def _party(party: Party) -> Iterator[Line]:
    for row in party.rows:
        key, text = _line(row.value)
        yield f"{row.label}：{key}", f"{row.label}：{text}"


def _claim(claim: Claim) -> Line:
    key, text = _line(claim.text)
    sums = "".join(f"；{each}" for each in (*claim.lines, *claim.citations))
    return key + sums, text + sums


def _section(section: Section) -> Iterator[Line]:
    yield _plain(section.heading)
    yield from map(_line, (*section.paragraphs, *section.points))
    for box in section.form:
        key, text = _line(box.value)
        yield f"{box.label}：{key}", f"{box.label}：{text}"
    if section.table:
        yield from (_plain(" ".join(row)) for row in (*section.table.rows, section.table.foot))


def _plain(text: str) -> Line:
    return text, text


def _line(runs: Runs) -> Line:
    key = "".join("day" if run.kind == "day" else run.text for run in runs)
    return key, "".join(run.text for run in runs)
