"""All that a case's pages read, fetched once each: the desk the steps work at."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from claimguide.cases import selectors
from claimguide.cases.models import Case, ContactEntry, MediaLink, Party, Submission
from claimguide.core.working_days import WorkCalendar
from claimguide.evidence import selectors as evidence
from claimguide.evidence.contacts import log
from claimguide.evidence.models import Exhibit
from claimguide.follow import selectors as follow
from claimguide.follow.models import PolicyWatch
from claimguide.law import Assessment, Facts
from claimguide.law.assessment import Deadline
from claimguide.law.citations import Citation, cite, in_force
from claimguide.law.scope import bound
from claimguide.letters import selectors as letters
from claimguide.letters.compose.source import Rows, Source
from claimguide.letters.deadlines import replies
from claimguide.letters.drafting import is_out_of_date
from claimguide.letters.models import LetterEdit, LetterVersion, Sending
from claimguide.reference.models import PolicyChange


@dataclass
class Desk:
    """A case on a day. Every property is read once, and costs nothing if nothing asks for it."""

    case: Case
    today: dt.date

    @cached_property
    def facts(self) -> Facts:
        return selectors.facts(self.case, self.today)

    @cached_property
    def calendar(self) -> WorkCalendar:
        return selectors.calendar_of(self.case)

    @cached_property
    def assessment(self) -> Assessment:
        return selectors.assessment(self.case, self.today, self.calendar)

    @property
    def from_person(self) -> bool:
        """The seller is known to be a private person, no operator (消保法 3)."""
        return self.facts.from_person

    @cached_property
    def unknown(self) -> set[str]:
        """Questions the consumer could not answer."""
        return selectors.unknown_answers(self.case)

    @cached_property
    def drafts(self) -> set[str]:
        return set(self.case.drafts.values_list("page", flat=True))

    def law(self, *codes: str) -> tuple[Citation, ...]:
        """These articles as far as they are in force today and bind the two sides."""
        return self.binding(in_force(cite(*codes), self.today))

    def binding(self, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        """Where consumer law does not govern, only what binds these two sides."""
        return bound(citations, self.assessment, self.facts)

    @cached_property
    def answered(self) -> set[str]:
        """Pages that were saved at least once."""
        return selectors.answered_pages(self.case)

    @cached_property
    def exhibits(self) -> list[Exhibit]:
        return list(evidence.clean_exhibits(self.case))

    @cached_property
    def strength(self) -> evidence.Strength:
        """How well each element of the claim is proven."""
        return evidence.strength(self.case, self.assessment, self.exhibits, self.proof)

    @cached_property
    def proof(self) -> dict[str, str]:
        """What the consumer says of proof, by element."""
        return selectors.proof_statuses(self.case)

    @cached_property
    def source(self) -> Source:
        """The case as the documents read it."""
        rows = Rows(
            exhibits=self.exhibits,
            contacts=self.contacts,
            submissions=self.submissions,
            versions=self.versions,
            unsure=frozenset(self.unknown),
            proof=self.proof,
            calendar=self.calendar,
        )
        return Source.of(self.case, self.today, self.assessment, rows)

    @cached_property
    def contacts(self) -> list[ContactEntry]:
        """The log of contacts by day, each with the exhibit that shows it."""
        return log(self.case, self.exhibits)

    @cached_property
    def submissions(self) -> list[Submission]:
        return list(self.case.submissions.filter(removed_at=None))

    @cached_property
    def media_links(self) -> list[MediaLink]:
        return list(self.case.media_links.filter(removed_at=None))

    @cached_property
    def policy_changes(self) -> list[PolicyChange]:
        """Every change of the law on record."""
        return follow.all_changes()

    @cached_property
    def watch(self) -> PolicyWatch | None:
        """Which changes of the law the consumer asked to be told of."""
        return getattr(self.case, "policy_watch", None)

    @cached_property
    def dates(self) -> list[follow.Dated]:
        """The days that lie ahead, today's among them, soonest first."""
        return follow.dated_items(self.case, self.assessment, self.today, self.strength, self.known)

    @cached_property
    def known(self) -> follow.Known:
        """What the days of the case are read from."""
        return follow.Known(
            self.versions, self.submissions, self.calendar, self.watch, lambda: self.policy_changes
        )

    @cached_property
    def versions(self) -> list[LetterVersion]:
        return letters.versions(self.case)

    @cached_property
    def letters(self) -> dict[str, list[LetterVersion]]:
        """Versions by kind, newest first."""
        found: dict[str, list[LetterVersion]] = defaultdict(list)
        for version in self.versions:
            found[version.kind].append(version)
        return found

    @cached_property
    def _edits(self) -> list[LetterEdit]:
        return list(LetterEdit.objects.filter(case=self.case))

    def letter(self, kind: str) -> LetterVersion | None:
        """The newest version of this kind."""
        return next(iter(self.letters.get(kind, [])), None)

    def was_sent(self, kind: str) -> bool:
        """Whether any version of this kind went out."""
        return any(version.live_sendings for version in self.letters.get(kind, []))

    def is_out_of_date(self, version: LetterVersion) -> bool:
        """Whether the letter would say something else if it were made today."""
        return is_out_of_date(version, self.source, [row for row in self._edits if row.kind == version.kind])

    @cached_property
    def replies(self) -> list[tuple[Sending, Deadline]]:
        """The letters that were sent to a business, each with the day it asks an answer by."""
        return replies(self.case, self.versions)

    @cached_property
    def _awaited(self) -> dict[str, dt.date]:
        days: dict[str, dt.date] = {}
        for sending, day in self.replies:
            if day.date:
                kind = sending.letter.kind
                days[kind] = max(day.date, days.get(kind, day.date))
        return days

    def awaited(self, kind: str) -> dt.date | None:
        """The last day that sent letters of this kind ask an answer by, None where none was sent."""
        return self._awaited.get(kind)

    @cached_property
    def consumer(self) -> Party:
        return selectors.party(self.case, Party.Role.CONSUMER)

    @cached_property
    def seller(self) -> Party:
        return selectors.party(self.case, Party.Role.SELLER)

    @cached_property
    def platform(self) -> Party:
        return selectors.party(self.case, Party.Role.PLATFORM)
