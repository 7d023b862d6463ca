"""Counting in working days, from the arrangement of holidays announced for each year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5
# Next year's notice may still move the last days of this one (29 December 2018 was worked for New Year 2019).
_YEAR_END = (12, 25)


@dataclass(frozen=True, slots=True)
class CountedDay:
    """The day a count arrives at; `provisional` where holidays on the way are not announced yet."""

    date: date
    provisional: bool


class WorkCalendar:
    """Which days are worked: Monday to Friday, without announced holidays, with announced make-up days."""

    def __init__(
        self, *, holidays: Iterable[date], makeup_days: Iterable[date], announced_years: Iterable[int]
    ) -> None:
        self._holidays = frozenset(holidays)
        self._makeup_days = frozenset(makeup_days)
        self._announced_years = frozenset(announced_years)

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is worked, as far as is known today."""
        if day in self._makeup_days:
            return True
        return day.weekday() < _SATURDAY and day not in self._holidays

    def is_announced(self, day: date) -> bool:
        """Whether the arrangement that decides about `day` has been announced."""
        if day.year not in self._announced_years:
            return False
        return (day.month, day.day) < _YEAR_END or day.year + 1 in self._announced_years

    def add_working_days(self, start: date, days: int) -> CountedDay:
        """The last of `days` working days after `start`; the day of the event is not counted (民法典 201).

        ValueError for a negative number of days.
        """
        if days < 0:
            raise ValueError("working days are counted forward only")
        day, provisional = start, False
        while days:
            day += _DAY
            provisional = provisional or not self.is_announced(day)
            days -= self.is_working_day(day)
        return CountedDay(day, provisional)

    def next_working_day_if_holiday(self, day: date) -> CountedDay:
        """`day`, or the next working day where a time limit would end on a day of rest (民法典 203)."""
        provisional = not self.is_announced(day)
        while not self.is_working_day(day):
            day += _DAY
            provisional = provisional or not self.is_announced(day)
        return CountedDay(day, provisional)
