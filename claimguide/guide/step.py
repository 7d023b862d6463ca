"""What a step and a page are. Eight steps, each a small object; the registry orders them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
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


AnyPage = Page | RowPage


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
    letter: str = ""
    # A step whose page is another room's own view says so here.
    elsewhere: str = ""

    def url(self, desk: Desk) -> str:
        if self.elsewhere:
            return reverse(self.elsewhere, args=[desk.case.pk])
        return reverse("guide:step", args=[desk.case.pk, self.slug])

    def open_pages(self, desk: Desk) -> list[AnyPage]:
        return [page for page in self.pages if page.applies(desk)]

    def key(self, page: AnyPage) -> str:
        """How drafts and events name a page."""
        return f"{self.slug}/{page.slug}"

    def page(self, slug: str, desk: Desk) -> AnyPage | None:
        return next((p for p in self.open_pages(desk) if p.slug == slug), None)

    def after(self, page: AnyPage, desk: Desk) -> AnyPage | None:
        pages = [p for p in self.pages if p.applies(desk) or p.slug == page.slug]
        place = [p.slug for p in pages].index(page.slug)
        return pages[place + 1] if place + 1 < len(pages) else None

    def before(self, page: AnyPage, desk: Desk) -> AnyPage | None:
        pages = [p for p in self.pages if p.applies(desk) or p.slug == page.slug]
        place = [p.slug for p in pages].index(page.slug)
        return pages[place - 1] if place else None

    def answered(self, desk: Desk) -> list[AnyPage]:
        return [p for p in self.open_pages(desk) if self.key(p) in desk.answered]

    def first_open(self, desk: Desk) -> AnyPage | None:
        """The first page nobody has saved yet, of those the step cannot do without."""
        needed = (p for p in self.open_pages(desk) if not p.optional)
        return next((p for p in needed if self.key(p) not in desk.answered), None)

    def status(self, desk: Desk) -> Status:
        """Done when every page that applies was saved; letters make it ready, waiting, done."""
        if not self.answered(desk):
            return Status.NEW
        return Status.STARTED if self.first_open(desk) else Status.DONE

    @abstractmethod
    def line(self, desk: Desk) -> Any:
        """The step's result in one line for the task list, "" while there is none."""

    @abstractmethod
    def result(self, desk: Desk) -> Result:
        """What the step gives back; a step whose page is `elsewhere` leaves showing it to that room."""
