"""Cases nobody works on any more go when the privacy page says so, and not before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claimguide.cases import services, tasks
from claimguide.cases.models import Case, Draft, State

pytestmark = pytest.mark.django_db


def aged(days: float, **changes: Any) -> Case:
    """A case last changed so many days ago."""
    case = services.open_case()
    Case.objects.filter(pk=case.pk).update(updated_at=timezone.now() - timedelta(days=days), **changes)
    return case


@pytest.mark.parametrize(
    ("days", "state", "stays"),
    [
        (29.9, State.OPEN, True),
        (30.1, State.OPEN, False),
        (400, State.WAITING, True),
        (3 * 365, State.SETTLED, True),
        (3 * 365 + 2, State.SETTLED, False),
        (3 * 365, State.CLOSED, True),
        (3 * 365 + 2, State.CLOSED, False),
    ],
)
def test_how_long_a_case_stays(days: float, state: str, stays: bool) -> None:
    case = aged(days, state=state)
    assert tasks.erase_old_cases() == (0 if stays else 1)
    assert Case.objects.filter(pk=case.pk).exists() is stays


@pytest.mark.parametrize("kind", ["letter_ordered", "letter_sent", "moved"])
def test_a_case_with_a_result_is_no_draft(kind: str) -> None:
    case = aged(400)
    services.record(case, kind)
    assert tasks.erase_old_cases() == 0


def test_typing_without_sending_counts_as_working_on_it() -> None:
    case = aged(31)
    Draft.objects.create(case=case, page="law/goods", data={})
    assert tasks.erase_old_cases() == 0
    Draft.objects.update(updated_at=timezone.now() - timedelta(days=31))
    assert tasks.erase_old_cases() == 1


def test_staff_who_look_do_not_keep_a_case_alive(staff: Any, django_user_model: Any) -> None:
    case = aged(31)
    services.note_viewing(case, django_user_model.objects.get(username="desk"))
    assert tasks.erase_old_cases() == 1


def test_a_second_run_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "BATCH", 2)
    for _case in range(3):
        aged(31)
    assert [tasks.erase_old_cases() for _run in range(3)] == [2, 1, 0]
