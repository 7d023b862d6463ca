"""Counting working days over holidays, make-up days and years not yet announced."""

from datetime import date

import pytest

from claimguide.core.working_days import CountedDay, WorkCalendar

# National Day 2026: 1 to 7 October off; 20 September and 10 October worked.
CALENDAR = WorkCalendar(
    holidays=[date(2026, 10, day) for day in range(1, 8)],
    makeup_days=[date(2026, 9, 20), date(2026, 10, 10)],
    announced_years=[2026],
)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
        (date(2026, 9, 20), True),
    ],
)
def test_worked(day, worked):
    assert CALENDAR.is_working_day(day) is worked


@pytest.mark.parametrize(
    ("start", "days", "end", "provisional"),
    [
        (date(2026, 9, 30), 0, date(2026, 9, 30), False),
        (date(2026, 9, 30), 1, date(2026, 10, 8), False),
        (date(2026, 9, 30), 3, date(2026, 10, 10), False),
        (date(2026, 9, 30), 7, date(2026, 10, 15), False),
        (date(2026, 11, 23), 7, date(2026, 12, 2), False),
        (date(2026, 12, 24), 3, date(2026, 12, 29), True),
        (date(2026, 12, 24), 6, date(2027, 1, 1), True),
    ],
)
def test_counted_from_the_day_after(start, days, end, provisional):
    assert CALENDAR.add_working_days(start, days) == CountedDay(end, provisional)


def test_only_forward():
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.add_working_days(date(2026, 1, 1), -1)


@pytest.mark.parametrize(
    ("last_day", "moved_to"),
    [
        (date(2026, 10, 1), date(2026, 10, 8)),
        (date(2026, 9, 19), date(2026, 9, 20)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 11, 24), date(2026, 11, 24)),
    ],
)
def test_a_limit_ending_on_a_day_of_rest_moves_on(last_day, moved_to):
    assert CALENDAR.next_working_day_if_holiday(last_day) == CountedDay(moved_to, False)


def test_the_end_of_a_year_is_open_until_the_next_is_announced():
    assert not CALENDAR.is_announced(date(2026, 12, 28))
    both = WorkCalendar(holidays=[], makeup_days=[], announced_years=[2026, 2027])
    assert both.is_announced(date(2026, 12, 28))
