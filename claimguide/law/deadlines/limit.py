"""A time limit before its words and articles: its name, how it is counted, when it starts and ends."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from claimguide.law.assessment import Deadline
from claimguide.law.matter import Matter
from claimguide.law.periods import days_after, last_day, months_after
from claimguide.law.text import Text, day

HOLIDAY = Text(
    "最后一日遇法定休假日的，顺延到休假日结束的次日。",
    "A last day that is a holiday moves to the day after the holiday.",
)
UNKNOWN_START = Text("起算日期还不清楚。", "The starting day is not known yet.")
COUNTING = ("minfadian:201", "minfadian:203")
COUNTING_YEARS = ("minfadian:201", "minfadian:202", "minfadian:203")


class Limit(NamedTuple):
    """A time limit. `start` and `end` (before any shift off a holiday) are None while that is unknown."""

    code: str
    title: Text
    how: Text
    codes: tuple[str, ...]
    start: date | None = None
    end: date | None = None

    def counted(self, matter: Matter) -> Deadline:
        """The last day, moved off a holiday, with how it was counted."""
        cited = matter.cite(*self.codes)
        if self.start is None or self.end is None:
            return Deadline(self.code, self.title, None, UNKNOWN_START + self.how, cited, provisional=True)
        last = last_day(self.end, matter.calendar)
        from_day = Text("自{start}的次日起算。", "Counted from the day after {start}.").fill(
            start=day(self.start)
        )
        how = from_day + self.how + HOLIDAY
        return Deadline(self.code, self.title, last.date, how, cited, last.provisional)


def in_days(start: date | None, days: int) -> tuple[date | None, date | None]:
    """Start and last day of a period of days."""
    return (start, None if start is None else days_after(start, days))


def in_months(start: date | None, months: int) -> tuple[date | None, date | None]:
    """Start and last day of a period of months."""
    return (start, None if start is None else months_after(start, months))
