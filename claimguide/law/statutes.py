"""The statutes, interpretations and rules the law room may cite, and when each version of them was in force.

`statute_tables` holds the rows. A version is listed only where its articles carry the numbers that the rules
here use; a day that no version covers is a day on which nothing from that statute may be cited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from claimguide.law.statute_tables import ROWS, Row


@dataclass(frozen=True, slots=True)
class StatuteVersion:
    """One version of a statute. `in_force_until` is its last day, None where it still applies.

    `changed` are the articles that read differently in substance from the text the rules were written from:
    they may not be cited for this version. `verified` says that its dates were read in an official text.
    """

    in_force_from: date
    in_force_until: date | None
    changed: frozenset[int]
    verified: bool

    def covers(self, on: date) -> bool:
        return self.in_force_from <= on and (self.in_force_until is None or on <= self.in_force_until)


@dataclass(frozen=True, slots=True)
class Statute:
    """A statute by key. `number` is its document number where that was read, otherwise empty.

    `verified` says that the official text was read; an unverified one may be named but proves nothing alone.
    """

    key: str
    title: str
    short: str
    title_en: str
    articles: int
    number: str
    edition: str
    verified: bool
    versions: tuple[StatuteVersion, ...]

    def version_on(self, on: date) -> StatuteVersion | None:
        """The version in force on that day, or None."""
        return next((version for version in self.versions if version.covers(on)), None)

    def article_in_force(self, article: int, on: date) -> bool:
        """Whether the article, as the rules here know it, applied on that day."""
        version = self.version_on(on)
        return version is not None and article <= self.articles and article not in version.changed


def _statute(row: Row) -> Statute:
    versions = tuple(
        StatuteVersion(
            date.fromisoformat(start),
            date.fromisoformat(end) if end else None,
            frozenset(changed),
            verified,
        )
        for start, end, changed, verified in row.versions
    )
    return Statute(
        key=row.key,
        title=row.title,
        short=row.short,
        title_en=row.title_en,
        articles=row.articles,
        number=row.number,
        edition=row.edition,
        verified=row.verified,
        versions=versions,
    )


STATUTES: Mapping[str, Statute] = MappingProxyType({row.key: _statute(row) for row in ROWS})
