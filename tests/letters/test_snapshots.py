"""What the letters say, word for word.

A wanted change: LETTER_SNAPSHOTS=write pytest tests/letters/test_snapshots.py
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from claimguide.letters import render
from claimguide.letters.compose import COMPOSERS, compose

from .reading import text_of
from .stories import STORIES, TODAY, case_of, story

FOLDER = Path(__file__).parent / "snapshots"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", COMPOSERS)
@pytest.mark.parametrize("name", STORIES)
def test_letter_reads_as_agreed(name: str, kind: str) -> None:
    said = text_of(render.html(compose(case_of(story(name)), kind, TODAY), 1))
    file = FOLDER / f"{name}-{kind}.txt"
    if os.environ.get("LETTER_SNAPSHOTS") == "write":
        FOLDER.mkdir(exist_ok=True)
        file.write_text(said, "utf-8")
    assert said == file.read_text("utf-8")
