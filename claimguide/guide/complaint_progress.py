"""How far the complaint in the element form is: what is there, what is missing, what is left to the pen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claimguide.letters.compose import compose_from
from claimguide.letters.compose.fields import FIELDS
from claimguide.letters.compose.wording import BOX, TICK
from claimguide.letters.content import LetterContent, Particular, Run, Runs
from claimguide.letters.kinds import Kind

from .desk import Desk


class BoxState(models.TextChoices):
    DONE = "done", _("filled in")
    MISSING = "missing", _("missing")
    BY_HAND = "by_hand", _("by hand")


@dataclass(frozen=True)
class Box:
    """A box of the form under its own Chinese label. `url` leads to the page that asks for it."""

    label: str
    state: BoxState
    url: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the form under its own Chinese heading."""

    heading: str
    boxes: tuple[Box, ...]

    def count(self, state: BoxState) -> int:
        return sum(box.state is state for box in self.boxes)

    @property
    def missing(self) -> list[Box]:
        return [box for box in self.boxes if box.state is BoxState.MISSING]

    @property
    def by_hand(self) -> list[Box]:
        return [box for box in self.boxes if box.state is BoxState.BY_HAND]

    @property
    def done(self) -> int:
        return self.count(BoxState.DONE)


@dataclass(frozen=True)
class Progress:
    parts: tuple[Part, ...]

    @property
    def boxes(self) -> list[Box]:
        return [box for part in self.parts for box in part.boxes]

    @property
    def done(self) -> int:
        return sum(part.done for part in self.parts)


def progress(desk: Desk) -> Progress:
    """Of the complaint as it would be made today."""
    return Progress(tuple(_parts(desk, compose_from(desk.source, Kind.COMPLAINT))))


def _parts(desk: Desk, letter: LetterContent) -> Iterator[Part]:
    yield _part(desk, letter.sender.heading, letter.sender.rows)
    if letter.respondent:
        yield _part(desk, letter.respondent.heading, letter.respondent.rows)
    claims = (Particular(f"第{number}项", claim.text) for number, claim in enumerate(letter.claims, 1))
    yield _part(desk, "诉讼请求", claims)
    for section in letter.sections:
        if section.form:
            yield _part(desk, section.heading, section.form)
    yield Part(
        "证据清单", (Box("证据", BoxState.DONE if letter.exhibits else BoxState.MISSING, _board(desk)),)
    )
    yield _part(desk, "受诉法院", letter.addressee.rows)


def _board(desk: Desk) -> str:
    return reverse("evidence:board", args=[desk.case.pk])


def _part(desk: Desk, heading: str, rows: Iterable[Particular]) -> Part:
    return Part(heading, tuple(_box(desk, row) for row in rows))


def _box(desk: Desk, row: Particular) -> Box:
    if gap := _gap(row.value):
        field = FIELDS[gap.field]
        url = reverse("guide:page", args=[desk.case.pk, field.step, field.page])
        return Box(row.label, BoxState.MISSING, url)
    return Box(row.label, BoxState.BY_HAND if _is_open(row.value) else BoxState.DONE)


def _gap(value: Runs) -> Run | None:
    return next((run for run in value if run.kind == "gap"), None)


def _is_open(value: Runs) -> bool:
    """Empty, or with nothing but boxes to tick."""
    text = "".join(run.text for run in value)
    return not text.strip() or (BOX in text and TICK not in text)


def state_of(panel: dict[str, Any]) -> Any:
    """How the complaint stands, from its letter panel; see guide.legal_move.Complaint."""
    if panel["reason"]:
        return "unfit"
    if panel["missing"]:
        return "lacking"
    return "made" if panel["letter"] else "ready"
