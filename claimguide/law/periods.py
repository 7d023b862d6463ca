"""Counting periods: days and years by the calendar, and the holiday a last day may fall on.

The day of the event is not counted (民法典 201). A period of months or years ends on the same day of the
month, or on its last day where there is none (民法典 202). A last day on a holiday moves on (民法典 203).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol


class ShiftedDay(Protocol):
    """A day after the shift; `provisional` where the holidays that decide it are not announced yet."""

    @property
    def date(self) -> date: ...

    @property
    def provisional(self) -> bool: ...


class Calendar(Protocol):
    """What the law room needs of a calendar of working days."""

    def next_working_day_if_holiday(self, day: date, /) -> ShiftedDay: ...


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of a period."""

    date: date
    provisional: bool


def days_after(day: date, days: int) -> date:
    """The last day of a period of `days` calendar days that starts with the event of `day`."""
    return day + timedelta(days=days)


def months_after(day: date, months: int) -> date:
    """The last day of a period of `months` months; the month's last day where the same day does not exist."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(day: date, calendar: Calendar | None) -> LastDay:
    """`day` moved off a holiday. Without a calendar the day stays and is provisional."""
    if calendar is None:
        return LastDay(day, provisional=True)
    shifted = calendar.next_working_day_if_holiday(day)
    return LastDay(shifted.date, shifted.provisional)
