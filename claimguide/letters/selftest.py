"""Every kind of letter from many invented cases, in every form, looked at from all sides. Nothing is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
from django.db import transaction
from PIL import Image

from claimguide.cases.models import Case

from . import inspection, invented, likeness, making, render
from .compose import COMPOSERS, compose_from, reason_not_to
from .compose.source import Source
from .content import LetterContent
from .outputs import Form

SHEET_COLUMNS = 6
_WIDTH = 300  # pixels of one page on the contact sheet
_GAP = 12


@dataclass
class Sample:
    """One letter of one invented case: its forms and what is wrong with them."""

    name: str
    kind: str
    files: dict[Form, bytes] = field(default_factory=dict)
    pages: int = 0
    gaps: tuple[str, ...] = ()
    problems: list[str] = field(default_factory=list)


def run(told: list[dict[str, Any]], on: dt.date) -> Iterator[Sample]:
    """A sample for each kind that fits each case, the cases gone again when the last one was taken."""
    with transaction.atomic():
        try:
            for each in told:
                yield from _of_case(invented.make(each), each["name"], on)
        finally:
            transaction.set_rollback(True)


def _of_case(case: Case, name: str, on: dt.date) -> Iterator[Sample]:
    source = Source.of(case, on)
    for kind in COMPOSERS:
        if not reason_not_to(source, kind):
            yield _sample(compose_from(source, kind), name, on)


def _sample(content: LetterContent, name: str, on: dt.date) -> Sample:
    sample = Sample(name, content.kind, gaps=content.gaps())
    html = render.html(content, 1)
    if missing := render.unprintable(html):
        sample.problems.append(f"no glyph for {' '.join(missing)}")
        return sample
    created = dt.datetime.combine(on, dt.time(10), dt.timezone(dt.timedelta(hours=8)))
    try:
        for form in Form:
            sample.files[form] = making.produce(form, html, title=content.title, created=created)
        likeness.require_same(html, sample.files)
    except Exception as error:  # one letter that fails must not hide the others
        sample.problems.append(f"{type(error).__name__}: {error}")
    for form in inspection.MOST_PAGES:
        if form in sample.files:
            found = inspection.problems(sample.files[form], form, content.title)
            sample.problems += [f"{form.value}: {problem}" for problem in dict.fromkeys(found)]
    return sample


def untried(samples: list[Sample]) -> list[str]:
    """Kinds that no invented case led to."""
    return [kind for kind in COMPOSERS if kind not in {sample.kind for sample in samples}]


def first_page(data: bytes) -> Image.Image:
    """The first page of a PDF as a small picture."""
    document = pypdfium2.PdfDocument(data)
    try:
        page = document[0]
        picture: Image.Image = page.render(scale=_WIDTH / page.get_width()).to_pil().convert("RGB")
        return picture
    finally:
        document.close()


def contact_sheet(pictures: list[Image.Image], path: Path) -> None:
    """All pages on one PNG, in rows."""
    height = max(picture.height for picture in pictures)
    rows = -(-len(pictures) // SHEET_COLUMNS)
    size = (SHEET_COLUMNS * (_WIDTH + _GAP) + _GAP, rows * (height + _GAP) + _GAP)
    sheet = Image.new("RGB", size, "#777")
    for place, picture in enumerate(pictures):
        row, column = divmod(place, SHEET_COLUMNS)
        sheet.paste(picture, (_GAP + column * (_WIDTH + _GAP), _GAP + row * (height + _GAP)))
    sheet.save(path, optimize=True)
