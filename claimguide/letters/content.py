"""What a letter says, as data: frozen, comparable, kept as JSON, hashed.

A letter is made of named parts. A part is made of runs of text; a run of kind `gap` stands where a value is
not known yet and bars the final version, a run of kind `day` holds a day that only depends on the day of
writing.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import json
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

RunKind = Literal["", "gap", "day"]
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. `field` names the unknown value where `kind` is gap."""

    text: str
    kind: RunKind = ""
    field: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Particular:
    """One line of a party's particulars: a label and its value."""

    label: str
    value: Runs


@dataclass(frozen=True, slots=True)
class Party:
    heading: str
    rows: tuple[Particular, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One numbered fact; `exhibits` are the numbers of the exhibits that show it."""

    paragraphs: tuple[Runs, ...]
    exhibits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing asked for. `lines` is its arithmetic, `amount` figures, `capital` the same sum in words."""

    text: Runs
    lines: tuple[str, ...] = ()
    amount: str = ""
    capital: str = ""
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    lines: tuple[str, ...]
    amount: str
    capital: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """What is asked for if the main claim is not accepted; `amount` stands instead of the total."""

    text: str
    lines: tuple[str, ...]
    amount: str


@dataclass(frozen=True, slots=True)
class Basis:
    """One legal ground: how the law reads on these facts, and where it stands."""

    title: str
    text: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExhibitLine:
    number: int
    title: str
    proves: str
    extent: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under their heads. `widths` are percents; `figures` are the columns that hold sums."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    figures: tuple[int, ...] = ()
    foot: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[tuple[str, int, bool], ...]:
        """Head, width and whether it holds sums, for each column."""
        sums = (place in self.figures for place in range(len(self.heads)))
        return tuple(zip(self.heads, self.widths, sums, strict=True))

    @property
    def lines(self) -> tuple[tuple[tuple[str, bool], ...], ...]:
        """The cells of each row, each with whether it is a sum."""
        return tuple(map(self._marked, self.rows))

    @property
    def sums(self) -> tuple[tuple[str, bool], ...]:
        """The cells of the foot, as in `lines`."""
        return self._marked(self.foot)

    def _marked(self, row: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
        return tuple((cell, place in self.figures) for place, cell in enumerate(row))


@dataclass(frozen=True, slots=True)
class Section:
    """A part that only some kinds have: paragraphs, then numbered points, the boxes of a form, a table.

    A box of `form` without a value is to be filled in by hand.
    """

    heading: str
    paragraphs: tuple[Runs, ...] = ()
    points: tuple[Runs, ...] = ()
    form: tuple[Particular, ...] = ()
    table: Table | None = None
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class LetterContent:
    """A whole letter. `law_date` is the day whose law it cites; `reply_by` is in its own run of kind day."""

    kind: str
    case_number: str
    title: str
    date: dt.date
    law_date: dt.date
    addressee: Party
    sender: Party
    respondent: Party | None
    opening: Runs
    facts: tuple[Fact, ...]
    claims_intro: str
    claims: tuple[Claim, ...]
    total: Total | None
    alternatives: tuple[Alternative, ...]
    bases: tuple[Basis, ...]
    closing: tuple[Runs, ...]
    exhibits: tuple[ExhibitLine, ...]
    enclosures: tuple[str, ...]
    notice: str
    sections: tuple[Section, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain data for a JSON column; `from_json` reads it back to an equal letter."""
        return typing.cast("dict[str, Any]", _plain(self)) | {"format": FORMAT}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> LetterContent:
        """Read back what `to_json` gave. ValueError for another format."""
        if data.get("format") != FORMAT:
            raise ValueError("not a letter of this format")
        return typing.cast("LetterContent", _read(cls, data))

    def gaps(self) -> tuple[str, ...]:
        """The unknown values, each once, in reading order."""
        return tuple(dict.fromkeys(run.field for run in _runs(self) if run.kind == "gap"))

    def sha256(self, revision: str) -> str:
        """The identity of a letter: its content and the revision of code and templates that print it."""
        return _digest({"content": self.to_json(), "revision": revision})

    def substance(self) -> str:
        """A hash of what the letter says apart from days that move with the day of writing."""
        plain = self.to_json()
        del plain["date"], plain["law_date"]
        return _digest(_without_days(plain))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _read(shape: Any, data: Any) -> Any:
    """`data` in the shape that a dataclass, a tuple or an optional type asks for."""
    if dataclasses.is_dataclass(shape) and isinstance(shape, type):
        hints = _hints(shape)
        # A letter made before its shape had a field keeps that field's default.
        known = [f.name for f in dataclasses.fields(shape) if f.name in data or _required(f)]
        return shape(**{name: _read(hints[name], data[name]) for name in known})
    if isinstance(shape, types.UnionType):
        return None if data is None else _read(typing.get_args(shape)[0], data)
    if typing.get_origin(shape) is tuple:
        return tuple(_read(typing.get_args(shape)[0], each) for each in data)
    return dt.date.fromisoformat(data) if shape is dt.date else data


@functools.cache
def _hints(shape: type) -> dict[str, Any]:
    """Kept, because resolving them is most of the work of reading a letter."""
    return typing.get_type_hints(shape)


def _required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _runs(value: Any) -> Iterator[Run]:
    if isinstance(value, Run):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _runs(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _runs(each)


def _without_days(plain: Any) -> Any:
    if isinstance(plain, dict):
        if plain.get("kind") == "day":
            return "day"
        return {key: _without_days(value) for key, value in plain.items()}
    return [_without_days(each) for each in plain] if isinstance(plain, list) else plain


def _digest(plain: Any) -> str:
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
