"""Writes of the consumer's changes to a letter. Each is one transaction that overwrites nothing unseen."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.cases.services import record
from claimguide.core.text import normalise

from .compose.source import Source
from .drafting import Drafted, draft
from .edits import Block
from .models import LetterEdit

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    User = AbstractBaseUser | AnonymousUser

MAX_PARAGRAPH = 2000
MAX_OWN_WORDS = 8000
MAX_ADDED = 20
# Removed paragraphs that can still be brought back; older ones go.
MAX_REMOVED = 20
# Parts of a letter that have a heading: it must not stand there alone.
_HEADED = ("facts", "closing")


class Conflict(Exception):
    """The paragraph changed since the page was opened; nothing was written. `there` is what it says now."""

    def __init__(self, there: str) -> None:
        super().__init__()
        self.there = there


def read_text(raw: str) -> str:
    """What was typed, normalised, each line a paragraph. ValidationError where it may not be stored."""
    text = normalise(raw, multiline=True, max_length=MAX_PARAGRAPH)
    return "\n".join(line for line in text.split("\n") if line.strip())


@contextmanager
def editor(case: Case, kind: str, user: User | None = None) -> Iterator[Editor]:
    """Change the letter of this kind, on the locked case as it is drafted now; leaves an event.

    guards.Barred where the case is closed, KeyError for an unknown kind.
    """
    with transaction.atomic():
        fresh = Case.objects.select_for_update().get(pk=case.pk)
        guards.require("letter", fresh)
        working = Editor(fresh, kind)
        yield working
        if working.done:
            Case.objects.filter(pk=case.pk).update(updated_at=timezone.now())
            record(fresh, "letter_edited", user, letter_kind=kind, what=working.done)


def _uuid(key: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(key)
    except ValueError:
        return None


class Editor:
    """The letter on the table. `seen` is the token of the page that asks (Drafted.token).

    Raises Conflict where a paragraph is not what was seen, ValidationError where a limit would be passed.
    """

    def __init__(self, case: Case, kind: str) -> None:
        self.case, self.kind, self.done = case, kind, ""
        self.drafted = self._draft()
        self._rows = LetterEdit.objects.filter(case=case, kind=kind)

    def change(self, place: str, seen: str, text: str) -> None:
        """Other words for a paragraph, generated or own."""
        there = self.drafted.text_of(place)
        if there == text and text:
            return
        self._require_unchanged(place, seen)
        if not text:
            raise ValidationError(_("Write something, or take the paragraph out."), code="required")
        touched = place in self.drafted.own or place in self.drafted.settled.changes
        self._require_room(len(text) - (len(there) if touched else 0))
        if place in self.drafted.own:
            self._rows.filter(pk=place).update(now=text)
        else:
            block = self._editable(place)
            self._put(block, block.stored(text)) if text != block.text else self._drop(place)
        self.done = "changed"

    def take_out(self, place: str, seen: str) -> None:
        """Take a paragraph out; it can be brought back. The last one of a headed part stays."""
        self._require_unchanged(place, seen)
        if place in self.drafted.own:
            self._rows.filter(pk=place).update(removed_at=timezone.now())
            self._forget_old()
        else:
            block = self._editable(place)
            if not block.removable:
                raise ValidationError(_("This paragraph cannot be taken out."), code="needed")
            self._put(block, "")
        after = self._draft()
        for name in _HEADED:
            if getattr(after.generated, name) and not getattr(after.content, name):
                raise ValidationError(_("One paragraph must stay in this part of the letter."), code="needed")
        self.done = "removed"

    def restore(self, place: str) -> None:
        """The generated words again, or an own paragraph that was taken out."""
        row = self._row(place)
        if row is None:
            self._drop(place)
        elif row.removed_at:
            self._require_room(len(row.now), paragraphs=1)
            self._rows.filter(pk=row.pk).update(removed_at=None)
        self.done = "restored"

    def add(self, place: str, key: str, text: str) -> None:
        """A paragraph of one's own behind `place`. `key` makes a double click one paragraph."""
        if self._row(key):
            return
        pk = _uuid(key)
        if not text:
            raise ValidationError(_("Write something, or cancel."), code="required")
        block = self.drafted.blocks.get(place)
        if block is None or not block.extendable or pk is None:
            raise Conflict("")
        self._require_room(len(text), paragraphs=1)
        LetterEdit.objects.create(
            pk=pk,
            case=self.case,
            kind=self.kind,
            place=place,
            was=block.marked,
            now=text,
            added=True,
        )
        self.done = "added"

    def keep(self, place: str, seen: str, key: str) -> None:
        """Put a change whose sentence is gone onto the sentence that stands in its place now."""
        self._require_unchanged(place, seen)
        row, block = self._row(key), self._editable(place)
        if row is None or place in self.drafted.settled.changes or not (row.now or block.removable):
            raise Conflict(self.drafted.text_of(place))
        self._rows.filter(pk=row.pk).update(place=place, was=block.marked)
        self.done = "kept"

    def drop(self, key: str) -> None:
        """Let a change go for good."""
        if row := self._row(key):
            row.delete()
            self.done = "dropped"

    def _draft(self) -> Drafted:
        return draft(Source.of(self.case, timezone.localdate()), self.kind)

    def _row(self, key: str) -> LetterEdit | None:
        pk = _uuid(key)
        return self._rows.filter(pk=pk).first() if pk else None

    def _require_unchanged(self, place: str, seen: str) -> None:
        if not seen or self.drafted.token(place) != seen:
            raise Conflict(self.drafted.text_of(place))

    def _editable(self, place: str) -> Block:
        block = self.drafted.blocks[place]
        if not block.editable:
            raise Conflict(block.text)
        return block

    def _require_room(self, more: int, paragraphs: int = 0) -> None:
        if paragraphs and len(self.drafted.own) + paragraphs > MAX_ADDED:
            raise ValidationError(
                _("At most %(max)d paragraphs of your own, please."),
                code="too_many",
                params={"max": MAX_ADDED},
            )
        if more > 0 and self.drafted.own_words + more > MAX_OWN_WORDS:
            raise ValidationError(
                _("At most %(max)d characters of your own in one letter, please."),
                code="too_long",
                params={"max": MAX_OWN_WORDS},
            )

    def _put(self, block: Block, stored: str) -> None:
        edit = self.drafted.settled.changes.get(block.place)
        values = {"place": block.place, "was": block.marked, "now": stored}
        if edit:
            self._rows.filter(pk=edit.key).update(**values)
        else:
            LetterEdit.objects.create(case=self.case, kind=self.kind, **values)

    def _drop(self, place: str) -> None:
        edit = self.drafted.settled.changes.get(place)
        if edit:
            self._rows.filter(pk=edit.key).delete()

    def _forget_old(self) -> None:
        removed = self._rows.exclude(removed_at=None)
        kept = removed.order_by("-removed_at").values_list("pk", flat=True)[:MAX_REMOVED]
        removed.exclude(pk__in=list(kept)).delete()
