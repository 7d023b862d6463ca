"""The list of what a consumer changed in a letter, and of changes whose sentence is gone, for the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from . import edits
from .compare import Piece, pieces
from .drafting import Drafted
from .edits import Block, Edit
from .models import LetterEdit
from .slips import Slips, slips


@dataclass(frozen=True)
class Change:
    """One change as it is shown. `place` is the address, or the key of an own paragraph."""

    place: str
    label: str | Promise
    pieces: tuple[Piece, ...]
    slips: Slips | None
    in_letter: bool
    own: bool = False

    @property
    def text(self) -> str:
        """What the letter says there now."""
        return "".join(piece.text for piece in self.pieces if piece.sort != "gone")


@dataclass(frozen=True)
class Loose:
    """A change whose sentence reads differently now. `there` is that sentence, "" where there is none."""

    key: str
    place: str
    was: str
    now: str
    there: str
    token: str
    keepable: bool


def changes(drafted: Drafted, rows: Iterable[LetterEdit]) -> list[Change]:
    """In reading order; own paragraphs that were taken out come last, ready to be brought back."""
    removed = [
        Change(str(row.pk), _("Your own paragraph"), pieces(row.now, ""), None, in_letter=False, own=True)
        for row in rows
        if row.removed_at
    ]
    return [*_live(drafted), *removed]


def _live(drafted: Drafted) -> Iterator[Change]:
    for place, block in drafted.blocks.items():
        if place in drafted.settled.changes:
            now = drafted.text_of(place)
            lost = slips(block.text, now)
            yield Change(place, _label(drafted, place), pieces(block.text, now), lost, in_letter=bool(now))
        for edit in drafted.settled.added.get(place, ()):
            brought = slips("", edit.now)
            yield Change(edit.key, _("Your own paragraph"), pieces("", edit.now), brought, True, own=True)


def _label(drafted: Drafted, place: str) -> str:
    """Where in the letter it stands."""
    part, *numbers = place.split("-")
    if part == "facts":
        return _("Fact %(number)d") % {"number": int(numbers[0]) + 1}
    if part == "bases":
        return drafted.generated.bases[int(numbers[0])].title
    if part == "sections":
        return drafted.generated.sections[int(numbers[0])].heading
    return _("Beginning of the letter") if part == edits.OPENING else _("End of the letter")


def loose(drafted: Drafted) -> list[Loose]:
    return [_loose(drafted, edit) for edit in drafted.settled.loose]


def _loose(drafted: Drafted, edit: Edit) -> Loose:
    block = drafted.blocks.get(edit.place) or Block(edit.place, ())
    free = edit.place in drafted.blocks and edit.place not in drafted.settled.changes and not edit.added
    return Loose(
        key=edit.key,
        place=edit.place,
        was=block.shown(edit.was),
        now=block.shown(edit.now),
        there=block.text,
        token=drafted.token(edit.place),
        keepable=free and block.editable and (bool(edit.now) or block.removable),
    )
