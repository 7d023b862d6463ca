"""Making a text fit a form without changing what it says: whole clauses stay or go, never a part of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claimguide.law.text import Text

MORE = "……"
_LOOSE_ENDS = "。．.，,；;、：: 　"
_CLAUSE = re.compile(r"[^，,；;。．！!？?\n]*[，,；;。．！!？?\n]+|[^，,；;。．！!？?\n]+$")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]*[”’」』）]*|[。！？!?\n]+")
_PAIRS = (("“", "”"), ("‘", "’"), ("（", "）"), ("(", ")"), ("《", "》"), ("【", "】"), ("「", "」"))
# A clause that begins like this turns, limits or carries on what stands before it: the two are kept together.
_TURNS = re.compile(
    r"(?:但|可是|不过|然而|却|而|只是|除非|否则|其实|实际|反而|并非|并不|并没|不料|谁知|结果|后来|最后|最终|直到|才|就|那么|则|"
    r"所以|因此|也|都|仍|还是|or\b|but\b|however\b|unless\b|although\b|not\b)",
    re.IGNORECASE,
)
# A clause that begins like this, or is no more than a day, waits for the next one.
_WAITS = re.compile(
    r"(?:虽|尽管|如果|如|若|要是|假如|即使|即便|哪怕|除了|除非|不但|不仅|不是|因为|由于|为了|只要|只有|无论|不管|当|与其|"
    r"if\b|although\b|because\b|when\b|\d{4}年\d{1,2}月\d{1,2}日[，,]?$)",
    re.IGNORECASE,
)


def form_length(text: str) -> int:
    """How many characters a form on the web counts: UTF-16 units, as its script does; a line break is one."""
    return len(text.encode("utf-16-le")) // 2


def one_line(text: str) -> str:
    return " ".join(text.split())


def shorter(text: str) -> tuple[str, ...]:
    """`text` on one line and every shorter way to say its beginning, longest first; "" is not among them.

    A cut falls between clauses, outside quotation marks and brackets, and never before a clause that turns
    what was said; what was cut ends in an ellipsis.
    """
    line = one_line(text).rstrip(_LOOSE_ENDS)
    clauses = _CLAUSE.findall(line)
    heads = ["".join(clauses[:kept]) for kept in range(len(clauses) - 1, 0, -1)]
    cuts = (
        head.rstrip(_LOOSE_ENDS) + MORE
        for kept, head in zip(range(len(clauses) - 1, 0, -1), heads, strict=True)
        if _may_end(clauses[kept - 1], clauses[kept]) and balanced(head)
    )
    return (line, *cuts) if line else ()


def _may_end(last: str, following: str) -> bool:
    return not _WAITS.match(last.lstrip()) and not _TURNS.match(following.lstrip())


def balanced(text: str) -> bool:
    """Whether every bracket and quotation mark that opens is closed."""
    return all(text.count(opening) == text.count(closing) for opening, closing in _PAIRS)


@dataclass(frozen=True)
class Part:
    """One thing to say. `ways`, longest first, all say it; without `needed` it may be left out as well.

    `about` names it to the person where it does not fit in full. Lower ranks are given room first; a way that
    is `enough` is given room before all ranks, if it fits.
    """

    ways: tuple[str, ...]
    about: Text | None = None
    rank: int = 0
    needed: bool = False
    enough: str = ""


@dataclass(frozen=True)
class Fitted:
    """The text, and what of it is shortened or not in it."""

    text: str
    left_out: tuple[Text, ...] = ()


def fit(parts: Iterable[Part], limit: int) -> Fitted:
    """The parts in reading order within `limit` characters as forms count them.

    Raises ValueError where even the shortest ways of what is needed are too long.
    """
    told = [part for part in parts if part.ways]
    chosen = [part.enough or (part.ways[-1] if part.needed else "") for part in told]
    if sum(map(form_length, chosen)) > limit:
        chosen = [part.ways[-1] if part.needed else "" for part in told]
    room = limit - sum(map(form_length, chosen))
    if room < 0:
        raise ValueError(limit)
    for place in sorted(range(len(told)), key=lambda n: told[n].rank):
        free = room + form_length(chosen[place])
        best = next((way for way in told[place].ways if form_length(way) <= free), chosen[place])
        chosen[place], room = best, free - form_length(best)
    left = (p.about for p, way in zip(told, chosen, strict=True) if p.about and way != p.ways[0])
    return Fitted("".join(chosen), tuple(dict.fromkeys(left)))


def sentences(text: str) -> list[str]:
    return [each.strip() for each in _SENTENCE.findall(text) if each.strip()]


def series(told: Iterable[str], limit: int) -> tuple[str, ...]:
    """The sentences as messages of at most `limit` characters, numbered （1/3） where there are several.

    Nothing is left out. A sentence longer than a message goes on in the next one, after a clause if it can.
    """
    given = list(told)
    whole = "".join(given)
    if form_length(whole) <= limit:
        return (whole,) if whole else ()
    room = limit - len("（99/99）")
    messages: list[str] = []
    for piece in (piece for sentence in given for piece in _pieces(sentence, room)):
        if messages and form_length(messages[-1] + piece) <= room:
            messages[-1] += piece
        else:
            messages.append(piece)
    count = len(messages)
    return tuple(f"（{n}/{count}）{message}" for n, message in enumerate(messages, start=1))


def _pieces(sentence: str, room: int) -> Iterator[str]:
    if form_length(sentence) <= room:
        yield sentence
        return
    held = ""
    for clause in _CLAUSE.findall(sentence):
        for part in _chunks(clause, room):
            if held and form_length(held + part) > room:
                yield held
                held = ""
            held += part
    if held:
        yield held


def _chunks(text: str, room: int) -> Iterator[str]:
    """For a run without any mark: as many characters as fit, counted as forms count."""
    held, used = "", 0
    for character in text:
        length = form_length(character)
        if used + length > room:
            yield held
            held, used = "", 0
        held, used = held + character, used + length
    if held:
        yield held
