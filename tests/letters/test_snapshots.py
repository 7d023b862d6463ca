"""What the letters say, word for word. Of a document that does not fit a case there is nothing to agree on.

A wanted change: LETTER_SNAPSHOTS=write pytest tests/letters/test_snapshots.py
"""

from __future__ import annotations

import datetime as dt
import os
from functools import cache
from pathlib import Path

import pytest

from claimguide.letters import render
from claimguide.letters.compose import COMPOSERS, compose_from, reason_not_to
from claimguide.letters.compose.source import Source
from claimguide.letters.kinds import Kind

from .composed import source_of
from .reading import text_of
from .stories import STORIES, TODAY, case_of, story

FOLDER = Path(__file__).parent / "snapshots"
# What the platform wrote back, told for the appeal alone: it would stand in every other letter of its story.
ANSWERED = {"complained_on": dt.date(2026, 11, 10), "answer": "经核实，商家已同意退货退款，不支持其他请求"}


@cache
def _read(name: str, *, answered: bool) -> dict[str, str]:
    """The letters of a story as text by kind, "" where no such document fits; made once in a process."""
    source = source_of(name)
    if answered:
        told = story(name)
        told["conduct"] = ANSWERED | told.get("conduct", {})
        source = Source.of(case_of(told), TODAY)
    return {
        kind: "" if reason_not_to(source, kind) else text_of(render.html(compose_from(source, kind), 1))
        for kind in COMPOSERS
    }


@pytest.mark.django_db
@pytest.mark.parametrize("kind", COMPOSERS)
@pytest.mark.parametrize("name", STORIES)
def test_letter_reads_as_agreed(name: str, kind: str) -> None:
    file = FOLDER / f"{name}-{kind}.txt"
    said = _read(name, answered=kind == Kind.APPEAL)[kind]
    if os.environ.get("LETTER_SNAPSHOTS") == "write":
        file.unlink(missing_ok=True)
        if said:
            file.write_text(said, "utf-8")
    assert said == (file.read_text("utf-8") if file.exists() else "")


def test_every_file_is_of_a_story_and_a_kind() -> None:
    known = {f"{name}-{kind}.txt" for name in STORIES for kind in COMPOSERS}
    assert {file.name for file in FOLDER.iterdir()} <= known
