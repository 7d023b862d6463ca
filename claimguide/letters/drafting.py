"""A letter as it would be made now: composed from the facts, then with the consumer's own changes."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from claimguide.cases.models import Case

from . import edits
from .compose import compose_from
from .compose.source import Source
from .content import LetterContent
from .edits import Block, Edit, Settled
from .models import LetterEdit, LetterVersion


@dataclass(frozen=True)
class Drafted:
    """`generated` is what the facts make, `settled` how the changes fit it."""

    generated: LetterContent
    settled: Settled

    @cached_property
    def content(self) -> LetterContent:
        """The letter to send."""
        return edits.apply(self.generated, self.settled)

    @cached_property
    def blocks(self) -> dict[str, Block]:
        return edits.blocks(self.generated)

    @cached_property
    def own(self) -> dict[str, Edit]:
        """The paragraphs of the consumer's own, by key."""
        return {edit.key: edit for edits in self.settled.added.values() for edit in edits}

    def text_of(self, place: str) -> str:
        """What stands there now (a place, or the key of an own paragraph), "" for nothing."""
        if place in self.own:
            return self.own[place].now
        if place not in self.blocks:
            return ""
        edit, block = self.settled.changes.get(place), self.blocks[place]
        return block.text if edit is None else block.shown(edit.now)

    def token(self, place: str) -> str:
        """Stands for what is said there, generated and changed, when a page was made; "" for nowhere."""
        if place in self.own:
            return _digest(self.own[place].now)
        if place not in self.blocks:
            return ""
        edit = self.settled.changes.get(place)
        return _digest(self.blocks[place].marked, *([] if edit is None else [edit.now]))

    @property
    def own_words(self) -> int:
        """How many characters the changes hold, those that fit nowhere any more included."""
        edits = (*self.own.values(), *self.settled.changes.values(), *self.settled.loose)
        return sum(len(edit.now) for edit in edits)

    def record(self) -> list[dict[str, Any]]:
        """The difference to the generated letter as plain data, to keep with a version."""
        return [_entry(place, was, now) for place, was, now in self._differences()]

    def _differences(self) -> Iterator[tuple[str, str, str]]:
        for place, block in self.blocks.items():
            if place in self.settled.changes:
                yield place, block.text, self.text_of(place)
            for edit in self.settled.added.get(place, ()):
                yield f"{place}+", "", edit.now


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def _entry(place: str, was: str, now: str) -> dict[str, Any]:
    return {"place": place, "was": was, "now": now}


def draft(source: Source, kind: str, rows: Iterable[LetterEdit] | None = None) -> Drafted:
    """The letter of this kind with its edits. Give `rows` (of the kind) where they were read already.

    KeyError for an unknown kind.
    """
    generated = compose_from(source, kind)
    found = rows_of(source.case, kind) if rows is None else rows
    return Drafted(generated, edits.settle(generated, [as_edit(row) for row in found if not row.removed_at]))


def source_for(version: LetterVersion, source: Source) -> Source:
    """`source` had this letter not been sent: that it was is told in the next letter, not in this one."""
    sent = version.live_sendings
    if not sent:
        return source
    return source.as_if(
        _undated(source.case, {path for sending in sent for path in sending.dated}),
        {sending.contact_id for sending in sent if sending.contact_id},
        {sending.submission_id for sending in sent if sending.submission_id},
    )


def _undated(case: Case, paths: set[str]) -> Case:
    """A case of its own, never saved, in which the days that a sending filled in are unknown again."""
    if not paths:
        return case
    other = copy.copy(case)
    for name, of_it in groupby(sorted(path.split(".") for path in paths), key=itemgetter(0)):
        part = copy.copy(getattr(case, name))
        for _part, field in of_it:
            setattr(part, field, None)
        setattr(other, name, part)
    return other


def is_out_of_date(version: LetterVersion, source: Source, rows: Iterable[LetterEdit] | None = None) -> bool:
    """Whether the letter, made today, would say something else than this one (days of writing aside)."""
    today = draft(source_for(version, source), version.kind, rows).content
    return today.substance() != version.letter.substance()


def rows_of(case: Case, kind: str) -> list[LetterEdit]:
    return list(LetterEdit.objects.filter(case=case, kind=kind))


def as_edit(row: LetterEdit) -> Edit:
    return Edit(str(row.pk), row.place, row.was, row.now, row.added)
