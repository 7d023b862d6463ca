from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any

import pytest

from claimguide.letters import render
from claimguide.letters.compose import COMPOSERS, compose, compose_from, reason_not_to
from claimguide.letters.content import LetterContent, Run
from claimguide.letters.sheets import registry

from .composed import letters_of, source_of
from .stories import STORIES, TODAY, case_of, story

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", COMPOSERS)
@pytest.mark.parametrize("name", STORIES)
def test_a_letter_survives_json(name: str, kind: str) -> None:
    content = letters_of(name)[kind]
    again = LetterContent.from_json(json.loads(json.dumps(content.to_json())))
    assert again == content
    assert again.sha256("r") == content.sha256("r")


@pytest.mark.parametrize("name", STORIES)
def test_a_case_that_was_read_is_composed_without_the_database(
    name: str, django_assert_num_queries: Any
) -> None:
    """Pages count on it, and so do the tests that read a story once in a process."""
    source = source_of.__wrapped__(name)
    with django_assert_num_queries(0):
        for kind in COMPOSERS:
            assert str(reason_not_to(source, kind)) or compose_from(source, kind).sections is not None
            assert render.html(compose_from(source, kind))
        for form in registry.FORMS.values():
            assert form.build(source)


def test_another_format_is_refused() -> None:
    content = compose(case_of(story("bracelet")), "seller", TODAY)
    with pytest.raises(ValueError, match="format"):
        LetterContent.from_json(content.to_json() | {"format": 0})


def test_the_hash_follows_content_and_revision() -> None:
    content = compose(case_of(story("bracelet")), "seller", TODAY)
    other = dataclasses.replace(content, opening=(Run("别的话。"),))
    assert len({content.sha256("a"), content.sha256("b"), other.sha256("a")}) == 3


@pytest.mark.parametrize("kind", COMPOSERS)
def test_only_the_day_of_writing_changes_from_one_day_to_the_next(kind: str) -> None:
    case = case_of(story("bracelet"))
    today = compose(case, kind, TODAY)
    tomorrow = compose(case, kind, TODAY + dt.timedelta(days=1))
    assert today != tomorrow
    assert today.substance() == tomorrow.substance()


def test_a_day_the_consumer_chose_is_substance() -> None:
    case = case_of(story("bracelet"))
    case.dealings.reply_by = dt.date(2026, 12, 10)
    chosen = compose(case, "seller", TODAY)
    case.dealings.reply_by = dt.date(2026, 12, 11)
    assert chosen.substance() != compose(case, "seller", TODAY).substance()
