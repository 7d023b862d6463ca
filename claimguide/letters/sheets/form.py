"""What a sheet is: the fields of a form in its order, each with what to type, to pick or to fill in first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimguide.law.text import Text
from claimguide.letters.compose.source import Source
from claimguide.letters.kinds import Kind

from . import typed
from .fitting import Fitted, form_length

if TYPE_CHECKING:
    from django.utils.functional import Promise

# Characters, for every box whose own limit nobody checked at the form: so short that it can be typed by hand.
GENERAL_LIMIT = 200
PHONE_LINE = 18


@dataclass(frozen=True)
class Field:
    """One box of a form. `label` as the form has it; `text` is "" where the case lacks it.

    `limit` counts characters as forms do, None where there is none; `at` is the guide's step and page that
    ask for what is lacking. `pick`: the form has a list, `text` is what to choose or to search for.
    """

    slug: str
    label: Text
    text: str = ""
    at: tuple[str, str] = ("", "")
    hint: str | Promise = ""
    limit: int | None = None
    limit_checked: bool = False
    pick: bool = False
    left_out: tuple[Text, ...] = ()

    @property
    def used(self) -> int:
        return form_length(self.text)

    @property
    def rows(self) -> int:
        """Lines of a box that shows the text whole on a phone."""
        return sum(max(1, -(-form_length(line) // PHONE_LINE)) for line in self.text.split("\n"))

    @property
    def lines(self) -> list[str]:
        return typed.lines(self.text)


def of_list(field: Field) -> Field:
    """The same box as a list of the form: its text is what to choose, or to search for."""
    return replace(field, pick=True)


def box(slug: str, label: Text, fitted: Fitted, at: tuple[str, str] = ("", "")) -> Field:
    """A box for running text, of the general limit."""
    return Field(slug, label, fitted.text, at, limit=GENERAL_LIMIT, left_out=fitted.left_out)


@dataclass(frozen=True)
class Form:
    """A form that sheets are made for. `kind` is the letter with the same facts; `build` fills the boxes.

    `cited` are codes of the articles behind a choice the form asks for.
    """

    slug: str
    title: str | Promise
    purpose: str | Promise
    kind: Kind
    build: Callable[[Source], list[Field]]
    cited: tuple[str, ...] = ()
