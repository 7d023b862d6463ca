"""What a consumer changed in the words of a letter, and how it is put onto the letter the facts make.

Paragraphs may be reworded, taken out and added. What follows from facts by arithmetic or by the file itself
(parties, claims, sums, exhibits, boxes, citations) has no address here and so cannot be touched.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from .content import Basis, Fact, LetterContent, Run, Runs, Section

# Private characters, which core.text lets nobody type: the n-th moving day of a paragraph, and a gap.
_DAYS = 0xE000
_GAP = "\ue0ff"
_DAY_MARK = re.compile("([\ue000-\ue0fe])")
_NUMBER = re.compile(r"\d+")
OPENING = "opening"
# Whoever writes below the statutes would be taken for them: own words go to the facts or to the end.
_CLOSED = (OPENING, "bases")
# In a fact sheet for the media every fact has its exhibit, and the heading says so.
_CLOSED_IN = {"press": ("facts",)}


@dataclass(frozen=True, slots=True)
class Edit:
    """One change. `was` is the generated text it was made to, `now` what stands instead, "" if taken out.

    An added paragraph (`added`) stands after the paragraph `place`, of which `was` is the text. Both texts
    hold marks where a day moves with the day of writing.
    """

    key: str
    place: str
    was: str
    now: str
    added: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with an address: `opening`, `facts-0-1`, `bases-2`, `sections-0-points-3`."""

    place: str
    runs: Runs
    # Whether a paragraph of the consumer's own may follow.
    extendable: bool = False

    @property
    def part(self) -> str:
        """The address without its numbers: paragraphs of one part may change places."""
        return _NUMBER.sub("", self.place)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def marked(self) -> str:
        """The text with marks for moving days and gaps: the same tomorrow if the facts are."""
        return "".join(_marks(self.runs))

    @property
    def editable(self) -> bool:
        """Not while a value is unknown: a gap is filled by an answer, not written over."""
        return all(run.kind != "gap" for run in self.runs)

    @property
    def removable(self) -> bool:
        return self.editable and self.place != OPENING

    def stored(self, typed: str) -> str:
        """`typed` with marks where it still holds the paragraph's moving days."""
        for number, run in enumerate(self._days):
            typed = typed.replace(run.text, chr(_DAYS + number), 1)
        return typed

    def read(self, stored: str) -> tuple[Runs, ...]:
        """The paragraphs that `stored` says, one for each of its lines, with today's days."""
        return tuple(self._line(line) for line in stored.split("\n") if line.strip())

    def shown(self, stored: str) -> str:
        """The same as plain text."""
        return "\n".join("".join(run.text for run in runs) for runs in self.read(stored))

    @property
    def _days(self) -> list[Run]:
        return [run for run in self.runs if run.kind == "day"]

    def _line(self, line: str) -> Runs:
        pieces = (self._piece(piece) for piece in _DAY_MARK.split(line) if piece)
        return tuple(run for run in pieces if run.text)

    def _piece(self, piece: str) -> Run:
        if not _DAY_MARK.fullmatch(piece):
            return Run(piece)
        number = ord(piece) - _DAYS
        return self._days[number] if number < len(self._days) else Run("")


def _marks(runs: Runs) -> Iterator[str]:
    days = 0
    for run in runs:
        if run.kind == "day":
            yield chr(_DAYS + days)
            days += 1
        else:
            yield f"{_GAP}{run.field}" if run.kind == "gap" else run.text


@dataclass(frozen=True, slots=True)
class Settled:
    """The edits on one letter: those that fit, by place, and those whose sentence changed under them."""

    changes: dict[str, Edit] = field(default_factory=dict)
    added: dict[str, list[Edit]] = field(default_factory=dict)
    loose: tuple[Edit, ...] = ()


# Gets a place (or the key of an added paragraph) and its paragraphs; gives them back, perhaps with a mark.
Mark = Callable[[str, tuple[Runs, ...]], tuple[Runs, ...]]


def _unmarked(_place: str, paragraphs: tuple[Runs, ...]) -> tuple[Runs, ...]:
    return paragraphs


def blocks(content: LetterContent) -> dict[str, Block]:
    """Every paragraph that has an address, in reading order."""
    found: dict[str, Block] = {}
    closed = (*_CLOSED, *_CLOSED_IN.get(content.kind, ()))

    def note(place: str, runs: Runs) -> tuple[Runs, ...]:
        found[place] = Block(place, runs, extendable=not place.startswith(closed))
        return (runs,)

    _rebuilt(content, note, lambda _place: ())
    return found


def settle(content: LetterContent, edits: Iterable[Edit]) -> Settled:
    """Find the paragraph of each edit in the letter as it is generated now.

    A paragraph that moved is found by its text. An edit whose text is nowhere any more is loose and changes
    nothing; an added paragraph only loses its neighbour and stays in its part.
    """
    there = blocks(content)
    rest: list[Edit] = []
    settled = Settled()
    for edit in edits:
        block = there.get(edit.place)
        if edit.added:
            _settle_added(there, edit, settled, rest)
        elif block and block.marked == edit.was and edit.place not in settled.changes:
            settled.changes[edit.place] = edit
        else:
            rest.append(edit)
    loose = tuple(edit for edit in rest if edit.added or not _settle_moved(there, edit, settled))
    return dataclasses.replace(settled, loose=loose)


def _settle_moved(there: dict[str, Block], edit: Edit, settled: Settled) -> bool:
    same = [block for block in _alike(there, edit) if block.place not in settled.changes]
    if len(same) == 1:
        settled.changes[same[0].place] = edit
    return len(same) == 1


def _settle_added(there: dict[str, Block], edit: Edit, settled: Settled, rest: list[Edit]) -> None:
    part = [block for block in there.values() if block.part == _NUMBER.sub("", edit.place)]
    home = there.get(edit.place)
    if home is None or home.marked != edit.was:
        home = next(iter(_alike(there, edit)), home or (part[-1] if part else None))
    if home is None or not home.extendable:
        rest.append(edit)
    else:
        settled.added.setdefault(home.place, []).append(edit)


def _alike(there: dict[str, Block], edit: Edit) -> list[Block]:
    part = _NUMBER.sub("", edit.place)
    return [block for block in there.values() if block.part == part and block.marked == edit.was]


def apply(content: LetterContent, settled: Settled, mark: Mark = _unmarked) -> LetterContent:
    """The letter with the edits that fit it."""

    def write(place: str, runs: Runs) -> tuple[Runs, ...]:
        edit = settled.changes.get(place)
        written = (runs,) if edit is None else Block(place, runs).read(edit.now)
        return mark(place, written) if written else ()

    def own(place: str) -> tuple[Runs, ...]:
        empty = Block(place, ())
        added = settled.added.get(place, ())
        return tuple(runs for edit in added for runs in mark(edit.key, empty.read(edit.now)))

    return _rebuilt(content, write, own)


Write = Callable[[str, Runs], tuple[Runs, ...]]
Own = Callable[[str], tuple[Runs, ...]]


def _rebuilt(content: LetterContent, write: Write, own: Own) -> LetterContent:
    """The letter with every addressed paragraph written anew and own ones behind them."""
    return dataclasses.replace(
        content,
        opening=tuple(run for runs in write(OPENING, content.opening) for run in runs),
        facts=tuple(_facts(content.facts, write, own)),
        bases=tuple(_bases(content.bases, write)),
        closing=_paragraphs("closing", content.closing, write, own),
        sections=tuple(_sections(content.sections, write, own)),
    )


def _facts(facts: tuple[Fact, ...], write: Write, own: Own) -> Iterator[Fact]:
    """An added paragraph is a fact of its own: no exhibit of its neighbour shows it."""
    for number, fact in enumerate(facts):
        places = [f"facts-{number}-{each}" for each in range(len(fact.paragraphs))]
        written = [write(place, runs) for place, runs in zip(places, fact.paragraphs, strict=True)]
        paragraphs = tuple(runs for each in written for runs in each)
        if paragraphs:
            yield dataclasses.replace(fact, paragraphs=paragraphs)
        for place in places:
            yield from (Fact((runs,)) for runs in own(place))


def _bases(bases: tuple[Basis, ...], write: Write) -> Iterator[Basis]:
    for number, basis in enumerate(bases):
        written = write(f"bases-{number}", (Run(basis.text),))
        if written:
            text = "".join(run.text for runs in written for run in runs)
            yield dataclasses.replace(basis, text=text)


def _paragraphs(name: str, paragraphs: tuple[Runs, ...], write: Write, own: Own) -> tuple[Runs, ...]:
    made: list[Runs] = []
    for number, runs in enumerate(paragraphs):
        made += write(f"{name}-{number}", runs)
        made += own(f"{name}-{number}")
    return tuple(made)


def _sections(sections: tuple[Section, ...], write: Write, own: Own) -> Iterator[Section]:
    """A section goes with the last thing it said."""
    for number, section in enumerate(sections):
        name = f"sections-{number}"
        paragraphs = _paragraphs(f"{name}-paragraphs", section.paragraphs, write, own)
        points = _paragraphs(f"{name}-points", section.points, write, own)
        said = section.paragraphs or section.points
        if paragraphs or points or section.form or section.table or not said:
            yield dataclasses.replace(section, paragraphs=paragraphs, points=points)
