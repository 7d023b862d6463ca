"""What the address of the rights check says: facts of a purchase and nothing about the person.

Every answer is one pair of the query, in the order it was given. Whatever is not of the vocabulary is noted
as strange, whatever was typed and cannot be read keeps its error, and neither becomes a fact.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from claimguide.cases.selectors import FACT_HOME
from claimguide.cases.vocab import ProblemKind
from claimguide.core.forms import require_not_before
from claimguide.core.text import as_typed
from claimguide.law import Facts

from .check_places import ANSWERED, FACTS, WHERE, Place
from .money_form import MoneyForm
from .problems import Group, group_named
from .questions import COLUMNS, NOT_SURE, field_of
from .steps.law import DatesForm, PromiseForm

PROBLEMS = "problems"
# What steers the pages and is no answer.
_STEERING = ("group", "several", "ask", "card")
_NOT_READ = ("csrfmiddlewaretoken", "language", "next")
_AFTER_ORDER = ("received_on", "discovered_on", "asked_seller_on")
_TYPED_ON_PAGES: dict[str, forms.Field] = {
    name: own
    for form in (MoneyForm, DatesForm, PromiseForm)
    for name, own in form.base_fields.items()
    if name in COLUMNS and not COLUMNS[name].choices
}
LONGEST = 100


@dataclass(frozen=True)
class Answers:
    """The answers given so far. `given` holds values of their final type, or NOT_SURE, in their order."""

    problems: tuple[str, ...] = ()
    given: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    strange: bool = False
    group: Group | None = None
    several: str = ""
    ask: str = ""
    card: bool = False

    @property
    def settled(self) -> frozenset[str]:
        """Facts that are known or were answered with "I am not sure"."""
        keys = set(self.given) - {WHERE}
        return frozenset(keys | set(ANSWERED) if WHERE in self.given else keys)

    @property
    def known(self) -> dict[str, Any]:
        """Every fact that is known, by its key, without the problems."""
        place = self.given.get(WHERE, NOT_SURE)
        found: dict[str, Any] = {} if place == NOT_SURE else dict(FACTS[Place(place)])
        return found | {k: v for k, v in self.given.items() if k != WHERE and v != NOT_SURE}

    @property
    def unsure(self) -> frozenset[str]:
        """Facts the consumer could not tell."""
        keys = {key for key, value in self.given.items() if value == NOT_SURE}
        return frozenset((keys - {WHERE}) | (set(ANSWERED) if WHERE in keys else set())) - set(self.known)

    def facts(self, on: dt.date) -> Facts:
        kinds: Any = frozenset(self.problems)
        return Facts(as_of=on, problems=kinds, **self.known)

    def pairs(self, without: Iterable[str] = ()) -> list[tuple[str, str]]:
        """The answers as pairs of a query, which `read` reads back to the same."""
        left_out = set(without)
        kinds = [] if PROBLEMS in left_out else [(PROBLEMS, kind) for kind in self.problems]
        return kinds + [(k, plain(v)) for k, v in self.given.items() if k not in left_out]

    def url(self, without: Iterable[str] = (), **steering: str) -> str:
        query = urlencode([*self.pairs(without), *steering.items()])
        return reverse("guide:check") + (f"?{query}" if query else "")


def plain(value: Any) -> str:
    """An answer as the address writes it."""
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def read(data: QueryDict) -> Answers:
    """The answers in a query or a form."""
    given: dict[str, Any] = {}
    typed: dict[str, str] = {}
    errors: dict[str, str] = {}
    problems: tuple[str, ...] = ()
    strange = False
    for name, values in data.lists():
        if name in _STEERING or name in _NOT_READ:
            continue
        try:
            if name == PROBLEMS:
                problems = _kinds(values)
            else:
                given[name] = _answer(name, values)
        except _NotUnderstoodError:
            strange = True
        except ValidationError as error:
            typed[name], errors[name] = as_typed(values[0][:LONGEST]), error.messages[0]
    for name in _AFTER_ORDER:
        try:
            require_not_before(_day(given, "ordered_on"), _day(given, name))
        except ValidationError as error:
            typed[name], errors[name] = plain(given.pop(name)), error.messages[0]
    ask, group = data.get("ask", ""), data.get("group", "")
    strange = strange or not (ask in ("", PROBLEMS) or is_asked(ask))
    strange = strange or bool(group and not group_named(group))
    return Answers(
        problems=problems,
        given=given,
        typed=typed,
        errors=errors,
        strange=strange,
        group=group_named(group),
        several=data.get("several", ""),
        ask=ask,
        card="card" in data,
    )


class _NotUnderstoodError(Exception):
    """A name or a choice that no page offers."""


def is_asked(name: str) -> bool:
    """Whether a page may ask this."""
    return name == WHERE or name in FACT_HOME


def _kinds(values: list[str]) -> tuple[str, ...]:
    if not set(values) <= set(ProblemKind.values):
        raise _NotUnderstoodError
    return tuple(dict.fromkeys(values))


def _answer(name: str, values: list[str]) -> Any:
    """The answer to one question. A button beside a text field is sent after it, and wins."""
    if not is_asked(name):
        raise _NotUnderstoodError
    if values[-1] == NOT_SURE:
        return NOT_SURE
    if choices := choices_of(name):
        if len(values) != 1 or values[0] not in dict(choices):
            raise _NotUnderstoodError
        return values[0]
    if len(values) != 1:
        raise _NotUnderstoodError
    return _typed(name, values[0])


def choices_of(name: str) -> list[tuple[str, Any]]:
    """What may be picked, without "I am not sure"; nothing where a day, a sum or a number is typed."""
    if name == WHERE:
        return list(Place.choices)
    return list(COLUMNS[name].choices or [])


def field_to_type(name: str) -> forms.Field:
    """The field of the case's own page for a day, a sum or a number."""
    own = copy.deepcopy(_TYPED_ON_PAGES.get(name)) or field_of(name, "")
    own.required = False
    return own


def _typed(name: str, raw: str) -> dt.date | Decimal | int:
    value = field_to_type(name).clean(raw[:LONGEST])
    if value is None:
        raise ValidationError(_("Fill this in, or choose “I am not sure”."))
    return value  # type: ignore[no-any-return]


def _day(given: dict[str, Any], name: str) -> dt.date | None:
    """The day that was given, None where it is not known."""
    value = given.get(name)
    return value if isinstance(value, dt.date) else None
