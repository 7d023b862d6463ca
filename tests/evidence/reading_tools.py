"""A reader that says what a test wants, and the rows a real one would leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from claimguide.evidence.models import Exhibit, Reading, Suggestion
from claimguide.evidence.read.engine import ReadingFailed
from claimguide.evidence.reading import machine, pixels
from claimguide.evidence.reading.machine import Found, PageRead

BOX = (1000, 2000, 3000, 400)
Answers = Sequence[PageRead | ReadingFailed]


def found(field: str, value: str, *, sure: int = 97, **extra: Any) -> Found:
    return Found(field, value, value, BOX, sure, extra)


def page(*values: Found) -> PageRead:
    lines = [{"text": each.raw, "box": list(each.box), "confidence": each.confidence} for each in values]
    return PageRead(lines, list(values))


class Reader:
    """Stands in for the engine: `says` is its next answer, `asked` how often it was called."""

    def __init__(self) -> None:
        self.says: Answers | Callable[[], Answers] = [page()]
        self.asked = 0
        self.there = True

    def read(self, pages: Sequence[bytes], today: date) -> list[PageRead | ReadingFailed]:
        self.asked += 1
        return list(self.says() if callable(self.says) else self.says)


@pytest.fixture
def reader_of_pictures(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Reading is on, and this is the engine."""
    fake = Reader()
    monkeypatch.setattr(machine, "available", lambda: fake.there)
    monkeypatch.setattr(machine, "name", lambda: "fake 1")
    monkeypatch.setattr(machine, "read", fake.read)
    monkeypatch.setattr(pixels, "pages", lambda exhibit: [b"picture"])
    return fake


def leave(exhibit: Exhibit, *values: Found) -> list[Suggestion]:
    """A finished reading of the exhibit that found these values."""
    reading = Reading.objects.create(exhibit=exhibit, state="done", engine="fake 1", read_at=timezone.now())
    x, y, width, height = BOX
    return [
        Suggestion.objects.create(
            reading=reading,
            position=position,
            field=each.field,
            value=each.value,
            raw=each.raw,
            extra=each.extra,
            confidence=each.confidence,
            x=x,
            y=y,
            width=width,
            height=height,
        )
        for position, each in enumerate(values)
    ]
