"""Showing why something was found: the words of the query within its text."""

from __future__ import annotations

import re
from typing import NamedTuple

from .words import fold, is_chinese, pairs, runs

BEFORE, LONGEST = 30, 120
# Between the parts of a text; a full-width stop brings its own room.
_AFTER_A_STOP = re.compile(r"(?<=[。！？；：])\s+")


class Piece(NamedTuple):
    text: str
    hit: bool


def marked(text: str, query: str) -> list[Piece]:
    """`text` in pieces, those that the query asks for marked. Joined they are `text`."""
    hits = _hits(text, query)
    pieces: list[Piece] = []
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and hits[end] == hits[at]:
            end += 1
        pieces.append(Piece(text[at:end], hits[at]))
        at = end
    return pieces


def excerpt(text: str, query: str) -> list[Piece]:
    """The part of a long text around its first hit, marked; with … where something is left out."""
    text = _AFTER_A_STOP.sub("", text)
    hits = _hits(text, query)
    first = hits.index(True) if True in hits else 0
    start = max(0, first - BEFORE) if len(text) > LONGEST else 0
    start = min(start, max(0, len(text) - LONGEST))
    cut = text[start : start + LONGEST]
    pieces = marked(cut, query)
    before = [Piece("…", False)] if start else []
    after = [Piece("…", False)] if start + LONGEST < len(text) else []
    return [*before, *pieces, *after]


def has_hit(text: str, query: str) -> bool:
    return any(_hits(text, query))


def _hits(text: str, query: str) -> list[bool]:
    """For each character of `text` whether the query asks for it."""
    folded, origin = _folded(text)
    hits = [False] * len(text)
    for run in runs(fold(query)):
        if len(run) == 1 and not is_chinese(run):
            continue
        terms = [run] if run in folded or not is_chinese(run) else pairs(run)
        for term in terms:
            for at in _places(folded, term):
                for place in range(at, at + len(term)):
                    hits[origin[place]] = True
    return hits


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the one it comes from: folding may lengthen."""
    parts = [fold(char) for char in text]
    origin = [at for at, part in enumerate(parts) for _char in part]
    return "".join(parts), origin


def _places(folded: str, term: str) -> list[int]:
    """Where the term begins; one of Latin letters begins a word there."""
    found, at = [], folded.find(term)
    while at >= 0:
        within = (
            at > 0 and not is_chinese(term) and folded[at - 1].isalnum() and not is_chinese(folded[at - 1])
        )
        if not within:
            found.append(at)
        at = folded.find(term, at + 1)
    return found
