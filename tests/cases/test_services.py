"""Writes to a case: versions, states, history."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import IntegrityError, transaction

from claimguide.cases import guards, services
from claimguide.cases.models import AppendOnly, Case, Event, Purchase, State


def test_a_case_is_born_with_every_chapter(case):
    assert all(part.objects.filter(case=case).count() == 1 for part in services.PARTS)
    assert case.events.get().kind == "opened"


def test_a_stale_version_writes_nothing(case):
    services.save_answers(case, "law/money", lambda c: None, version=1)
    with pytest.raises(services.Stale):
        services.save_answers(case, "law/money", lambda c: pytest.fail("wrote"), version=1)
    case.refresh_from_db()
    assert case.version == 2


def test_a_write_that_fails_leaves_no_event_and_no_version(case):
    def fail(target: Case) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        services.save_answers(case, "law/money", fail, version=1)
    case.refresh_from_db()
    assert (case.version, case.events.count()) == (1, 1)


ALLOWED = [
    (State.OPEN, State.WAITING),
    (State.OPEN, State.SETTLED),
    (State.OPEN, State.CLOSED),
    (State.WAITING, State.OPEN),
    (State.WAITING, State.SETTLED),
    (State.WAITING, State.CLOSED),
    (State.SETTLED, State.OPEN),
    (State.SETTLED, State.CLOSED),
    (State.CLOSED, State.OPEN),
]


@pytest.mark.parametrize("before", State.values)
@pytest.mark.parametrize("after", State.values)
def test_the_state_table(case, before, after):
    Case.objects.filter(pk=case.pk).update(state=before)
    case.refresh_from_db()
    if (before, after) in ALLOWED:
        assert services.move(case, after).state == after
    else:
        with pytest.raises(guards.Barred):
            services.move(case, after)


@pytest.mark.parametrize("action", ["answer", "upload", "letter"])
@pytest.mark.parametrize("state", State.values)
def test_only_a_settled_or_closed_case_bars_work_on_it(case, action, state):
    case.state = state
    assert bool(guards.reason_not_to(action, case)) == (state in (State.SETTLED, State.CLOSED))


def test_an_event_is_written_once(case):
    event = case.events.get()
    rewrite = partial(Event.objects.update, kind="x")
    for change in (event.save, event.delete, case.events.all().delete, rewrite):
        with pytest.raises(AppendOnly):
            change()


@pytest.mark.parametrize(
    "values", [{"channel": "market"}, {"price": -1}, {"buyer_knew": "maybe"}, {"goods_kind": "arms"}]
)
def test_the_database_itself_refuses_unknown_words_and_negative_sums(case, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Purchase.objects.filter(case=case).update(**values)
