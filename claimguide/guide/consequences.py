"""What a changed answer changes: two assessments of the same case, compared. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claimguide.law.assessment import Assessment, Deadline, Finding
from claimguide.law.text import Text


@dataclass(frozen=True)
class Claimed:
    """What may be claimed, in yuan: what stands without extra damages, and the main claim."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Moved:
    """A day that moved; None before where it is new, None after where it no longer counts."""

    title: Text
    before: date | None
    after: date | None


@dataclass(frozen=True)
class Consequences:
    """Grounds against the seller or the platform, the sum and the days that are otherwise now."""

    hold: tuple[Text, ...]
    no_longer: tuple[Text, ...]
    before: Claimed
    after: Claimed
    moved: tuple[Moved, ...]

    @property
    def sum_changed(self) -> bool:
        return self.before != self.after

    def __bool__(self) -> bool:
        return bool(self.hold or self.no_longer or self.sum_changed or self.moved)


def compare(before: Assessment, after: Assessment) -> Consequences:
    """What the answers given between the two assessments changed."""
    held, holds = _holding(before), _holding(after)
    return Consequences(
        hold=tuple(title for code, title in holds.items() if code not in held),
        no_longer=tuple(title for code, title in held.items() if code not in holds),
        before=Claimed(before.claim_min, before.claim_max),
        after=Claimed(after.claim_min, after.claim_max),
        moved=tuple(_moved(_days(before), _days(after))),
    )


def _holding(found: Assessment) -> dict[str, Text]:
    findings: tuple[Finding, ...] = (*found.findings, *found.platform)
    return {each.code: each.title for each in findings if each.holds}


def _days(found: Assessment) -> dict[str, Deadline]:
    """The first day of each code that has a date."""
    days: dict[str, Deadline] = {}
    for day in found.deadlines:
        if day.date is not None:
            days.setdefault(day.code, day)
    return days


def _moved(before: dict[str, Deadline], after: dict[str, Deadline]) -> Iterator[Moved]:
    for code, day in {**before, **after}.items():
        was, now = before.get(code), after.get(code)
        if (was and was.date) != (now and now.date):
            yield Moved(day.title, was.date if was else None, now.date if now else None)
