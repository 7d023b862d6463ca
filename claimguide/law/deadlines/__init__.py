"""Time limits: until when the consumer may act, and by when the other side must.

Each finder looks at the grounds that are alive, that is, have not failed, and yields the limits they bring.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from claimguide.law.assessment import Deadline, Finding
from claimguide.law.citations import cite
from claimguide.law.deadlines import goods, money_back, rights
from claimguide.law.deadlines.limit import Limit
from claimguide.law.matter import Matter

Finder = Callable[[Matter, frozenset[str]], Iterator[Limit]]

_FINDERS: tuple[Finder, ...] = (*goods.FINDERS, *money_back.FINDERS, *rights.FINDERS)


def deadlines(matter: Matter, findings: Iterable[Finding]) -> tuple[Deadline, ...]:
    """Every time limit that the grounds bring with them, dated ones first by date."""
    alive = frozenset(finding.code for finding in findings if finding.verdict != "fails")
    found = (limit.counted(matter) for limit in _limits(matter, alive))
    # A time limit whose rule was not in force on the day is no time limit.
    grounded = [each for each in found if each.citations]
    return tuple(sorted(grounded, key=lambda each: (each.date is None, each.date or date.max)))


def last_days(matter: Matter, alive: frozenset[str]) -> dict[str, date | None]:
    """The last days alone, before any shift off a holiday; what open questions compare."""
    return {limit.code: limit.end for limit in _limits(matter, alive)}


def _limits(matter: Matter, alive: frozenset[str]) -> Iterator[Limit]:
    if alive:
        for finder in _FINDERS:
            yield from (limit for limit in finder(matter, alive) if _applies(matter, limit))


def _applies(matter: Matter, limit: Limit) -> bool:
    """Outside consumer law a limit whose own rule, its first article, speaks of consumers is none."""
    return all(matter.binds(rule) for rule in cite(*limit.codes[:1]))
