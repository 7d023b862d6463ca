"""Every story read once in a process, and every letter of it composed once.

What comes out is frozen and needs no database; `test_content` sees to it that composing asks none.
"""

from __future__ import annotations

import copy
from functools import cache

from django.db.models import prefetch_related_objects

from claimguide.letters import render
from claimguide.letters.compose import COMPOSERS, compose_from
from claimguide.letters.compose.source import Source
from claimguide.letters.content import LetterContent

from .reading import text_of
from .stories import TODAY, case_of, story


@cache
def source_of(name: str) -> Source:
    """A story as its letters and sheets read it, for reading only. The first call needs a database."""
    case = case_of(story(name))
    # Sheets name the problems in the order they were told, which a page reads with its case.
    prefetch_related_objects([case], "problems")
    return Source.of(case, TODAY)


def told_as(name: str, **dealings: object) -> Source:
    """The same story with other dealings, of which nothing is stored."""
    source = source_of(name)
    case, part = copy.copy(source.case), copy.copy(source.case.dealings)
    for field, value in dealings.items():
        setattr(part, field, value)
    case.dealings = part
    return source.as_if(case, (), ())


@cache
def letters_of(name: str) -> dict[str, LetterContent]:
    """What each kind of letter says in this story, by kind. The first call needs a database."""
    return {kind: compose_from(source_of(name), kind) for kind in COMPOSERS}


@cache
def words_of(name: str, kind: str) -> str:
    """The first version of a letter as its reader reads it."""
    return text_of(render.html(letters_of(name)[kind], 1))
