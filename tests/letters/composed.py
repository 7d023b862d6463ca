"""Every letter of every story, composed once in a process: what comes out is frozen and needs no database."""

from __future__ import annotations

from functools import cache

from claimguide.letters import render
from claimguide.letters.compose import COMPOSERS, compose_from
from claimguide.letters.compose.source import Source
from claimguide.letters.content import LetterContent

from .reading import text_of
from .stories import TODAY, case_of, story


@cache
def letters_of(name: str) -> dict[str, LetterContent]:
    """What each kind of letter says in this story, by kind. The first call needs a database."""
    source = Source.of(case_of(story(name)), TODAY)
    return {kind: compose_from(source, kind) for kind in COMPOSERS}


@cache
def words_of(name: str, kind: str) -> str:
    """The first version of a letter as its reader reads it."""
    return text_of(render.html(letters_of(name)[kind], 1))
