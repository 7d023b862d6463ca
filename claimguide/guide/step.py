"""What a step and a page are. Eight steps, each a small object; the registry orders them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .desk import Desk
from .forms import CaseForm


class Status(models.TextChoices):
    """Six words, adjectives, the same everywhere."""

    NEW = "todo", _("Not started")
    STARTED = "doing", _("In progress")
    READY = "ready", _("Ready")
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    OPTIONAL = "na", _("Optional")


def always(desk: Desk) -> bool:
    return True


def from_person(desk: Desk) -> bool:
    return desk.from_person


def from_business(desk: Desk) -> bool:
    return not desk.from_person


@dataclass(frozen=True)
class Page:
    """One question, or up to five that belong together."""

    slug: str
    title: Any
    form: type[CaseForm]
    why: Any = ""
    help: Any = ""
    applies: Callable[[Desk], bool] = always
    # Only some results need it, so a step is done without it.
    optional: bool = False
    # Not on the way through the step: the result that needs it leads there.
    later: bool = False
    # Until then it can be opened, but the way through the step passes it by.
    due: Callable[[Desk], bool] = always
    # With these known nothing is left to ask; the fields the form requires, where none is named.
    needs: tuple[str, ...] = ()

    def is_known(self, desk: Desk) -> bool:
        """Whether another page, the check or a reading told already all that has to be asked here."""
        form = self.form(case=desk.case)
        needed = self.needs or tuple(name for name, field in form.fields.items() if field.required)
        held = form.load(desk.case) if needed else {}
        return bool(needed) and all(held[name] not in (None, "", []) for name in needed)


@dataclass(frozen=True)
class RowPage:
    """A list the consumer keeps: add a line, remove a line, undo, go on."""

    slug: str
    title: Any
    form: type[CaseForm]
    model: type[models.Model]
    related: str
    columns: tuple[str, ...]
    empty: Any
    why: Any = ""
    help: Any = ""
    applies: Callable[[Desk], bool] = always
    optional: bool = False
    later: bool = False
    due: Callable[[Desk], bool] = always
    # What a line shows and offers beside its columns; it reads its rows from the desk's list of that name.
    line_template: str = ""
    listed: str = ""

    def is_known(self, desk: Desk) -> bool:
        """A list is never complete by itself."""
        return False


AnyPage = Page | RowPage


@dataclass(frozen=True)
class Leaf:
    """A part of a step's result on a page of its own. `line` says in one line what it holds."""

    slug: str
    title: Any
    template: str
    context: Callable[[Desk], dict[str, Any]]
    line: Callable[[Desk], Any]


@dataclass(frozen=True)
class Result:
    """What a step gives back: a template and what it needs."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


class Step(ABC):
    """One of the eight. `pages` in order; `status`, `line` and `result` compute from the case alone."""

    slug: str
    number: int
    title: Any
    lead: Any
    pages: tuple[AnyPage, ...] = ()
    # Their slugs and those of the pages are told apart.
    leaves: tuple[Leaf, ...] = ()
    letter: str = ""
    # A step whose page is another room's own view says so here.
    elsewhere: str = ""

    def url(self, desk: Desk) -> str:
        if self.elsewhere:
            return reverse(self.elsewhere, args=[desk.case.pk])
        return reverse("guide:step", args=[desk.case.pk, self.slug])

    def open_pages(self, desk: Desk) -> list[AnyPage]:
        return [page for page in self.pages if page.applies(desk)]

    def leaf(self, slug: str) -> Leaf | None:
        return next((leaf for leaf in self.leaves if leaf.slug == slug), None)

    def after_leaf(self, leaf: Leaf) -> Leaf | None:
        place = self.leaves.index(leaf)
        return next(iter(self.leaves[place + 1 :]), None)

    def key(self, page: AnyPage) -> str:
        """How drafts and events name a page."""
        return f"{self.slug}/{page.slug}"

    def page(self, slug: str, desk: Desk) -> AnyPage | None:
        return next((p for p in self.open_pages(desk) if p.slug == slug), None)

    def after(self, page: AnyPage, desk: Desk) -> AnyPage | None:
        """The next page on the way; one whose facts are known already is passed over."""
        place = self.pages.index(page)
        return next((p for p in self.pages[place + 1 :] if self.on_the_way(p, desk)), None)

    def before(self, page: AnyPage, desk: Desk) -> AnyPage | None:
        place = self.pages.index(page)
        return next((p for p in reversed(self.pages[:place]) if self.on_the_way(p, desk)), None)

    def on_the_way(self, page: AnyPage, desk: Desk) -> bool:
        """Whether a walk through the step comes past this page."""
        if page.later or not (page.applies(desk) and page.due(desk)):
            return False
        return self.key(page) in desk.answered or not page.is_known(desk)

    def is_settled(self, page: AnyPage, desk: Desk) -> bool:
        """Whether the page was saved, or has nothing left to ask."""
        return self.key(page) in desk.answered or page.is_known(desk)

    def answered(self, desk: Desk) -> list[AnyPage]:
        return [p for p in self.open_pages(desk) if self.key(p) in desk.answered]

    def first_open(self, desk: Desk) -> AnyPage | None:
        """The first page with something left to ask, of those the step cannot do without."""
        return next((p for p in self._needed(desk) if not self.is_settled(p, desk)), None)

    def left(self, page: AnyPage, desk: Desk) -> int:
        """How many further pages the step still has something to ask on, as far as it is known now."""
        others = (p for p in self._needed(desk) if p.slug != page.slug)
        return sum(not self.is_settled(p, desk) for p in others)

    def _needed(self, desk: Desk) -> Iterator[AnyPage]:
        """The pages that the step cannot do without as the case stands."""
        return (p for p in self.open_pages(desk) if not (p.optional or p.later) and p.due(desk))

    def status(self, desk: Desk) -> Status:
        """Done when every page that applies is settled; letters make it ready, waiting, done."""
        if not self.answered(desk):
            return Status.NEW
        return Status.STARTED if self.first_open(desk) else Status.DONE

    @abstractmethod
    def line(self, desk: Desk) -> Any:
        """The step's result in one line for the task list, "" while there is none."""

    @abstractmethod
    def result(self, desk: Desk) -> Result:
        """What the step gives back; a step whose page is `elsewhere` leaves showing it to that room."""
