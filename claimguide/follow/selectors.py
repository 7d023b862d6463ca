"""Reads of the follow room: what changed, which letters it touches, and the days of a case that lie ahead."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from claimguide.cases import wording
from claimguide.cases.models import Case, Submission
from claimguide.cases.selectors import calendar_of
from claimguide.cases.submissions import log
from claimguide.core.working_days import WorkCalendar
from claimguide.evidence import expiry
from claimguide.evidence.selectors import Strength, strength, vanishing
from claimguide.law import Assessment
from claimguide.law.text import Text
from claimguide.letters.deadlines import replies
from claimguide.letters.models import LetterVersion
from claimguide.letters.selectors import versions
from claimguide.reference.models import PolicyChange

from .models import PolicyWatch
from .topics import Notify, topics_of


def watch_of(case: Case) -> PolicyWatch | None:
    return PolicyWatch.objects.filter(case=case).first()


def all_changes() -> list[PolicyChange]:
    """Every change on record, drafts first, then the newest."""
    return list(PolicyChange.objects.select_related("statute"))


def changes_in(changes: Iterable[PolicyChange], topics: Collection[str]) -> list[PolicyChange]:
    """Those of `changes` that belong to one of the topics."""
    return [change for change in changes if not set(topics).isdisjoint(topics_of(change))]


def changes_for(changes: Iterable[PolicyChange], keys: Collection[str], since: date) -> list[PolicyChange]:
    """Those of these statutes that came into force after `since`, and drafts about them."""
    return [
        change
        for change in changes
        if change.statute is not None
        and change.statute.key in keys
        and (
            change.stage == PolicyChange.Stage.DRAFT or (change.effective_on and change.effective_on > since)
        )
    ]


@dataclass(frozen=True)
class Affected:
    """A letter that was made before the law changed under it."""

    letter: LetterVersion
    changes: tuple[PolicyChange, ...]


def affected_letters(
    newest: Iterable[LetterVersion], changes: Iterable[PolicyChange], keys: Collection[str], today: date
) -> list[Affected]:
    """Letters whose law is older than a change that is in force by `today`.

    A change counts where the letter names its statute, or the case rests on it (`keys`).
    """
    passed = [
        change
        for change in changes
        if change.statute is not None and change.effective_on and change.effective_on <= today
    ]
    found = []
    for letter in newest:
        touched = tuple(
            change
            for change in passed
            if change.effective_on
            and letter.law_date < change.effective_on
            and change.statute is not None
            and (change.statute.key in keys or _names(letter, change.statute.title))
        )
        if touched:
            found.append(Affected(letter, touched))
    return found


def _names(letter: LetterVersion, title: str) -> bool:
    """Whether the letter prints the title; a title inside a title stands in single marks there."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》" in letter.html


@dataclass(frozen=True)
class Dated:
    """A day of a case that lies ahead. `code` is stable, so that a calendar can replace an older entry."""

    code: str
    date: date
    title: Text
    how: Text
    provisional: bool = False


OWN_DAY = Text("这是您自己定的日期，法律没有统一规定。", "You set this day yourself; no law fixes one.")


@dataclass(frozen=True)
class Known:
    """What the days of a case are read from."""

    letters: Sequence[LetterVersion]
    """All versions, each with its sendings."""
    submissions: Sequence[Submission]
    calendar: WorkCalendar
    watch: PolicyWatch | None
    changes: Callable[[], Sequence[PolicyChange]] = all_changes
    """Every change on record; asked only where the case watches them by calendar."""

    @classmethod
    def of(cls, case: Case) -> Known:
        submissions = list(case.submissions.filter(removed_at=None))
        return cls(versions(case), submissions, calendar_of(case), watch_of(case))


def dated_items(
    case: Case,
    assessment: Assessment,
    today: date,
    standing: Strength | None = None,
    known: Known | None = None,
) -> list[Dated]:
    """The time limits of a case and the day it set the seller, from `today` on, soonest first.

    Proof that may vanish is among them until a file shows it, or the consumer says that it is gone. Where the
    case asked to be told by calendar, changes of its topics that come into force are too. `standing` is how
    well the case is proven and `known` the rows, where the caller has them already.
    """
    rows = known or Known.of(case)
    items = [
        *time_limits(case, assessment, rows),
        *_policies(rows),
        *_to_save(case, standing or strength(case, assessment), today),
    ]
    found = [item for item in items if item.date >= today]
    return sorted(found, key=lambda item: (item.date, item.code))


def _to_save(case: Case, standing: Strength, today: date) -> Iterator[Dated]:
    opened_on, chinese = timezone.localdate(case.created_at), wording.chinese(case)
    for item in vanishing(case, standing, today):
        if item.belongs_in_calendar(opened_on):
            title, how = expiry.title_text(item, chinese), expiry.how_text(item, chinese)
            yield Dated(f"save-{item.code}", item.remind_on, title, how)


def time_limits(case: Case, assessment: Assessment, known: Known | None = None) -> Iterator[Dated]:
    """The days the law sets, the day the seller was set, and those of the bodies that have the dispute."""
    rows = known or Known.of(case)
    for deadline in assessment.deadlines:
        if deadline.date:
            yield Dated(deadline.code, deadline.date, deadline.title, deadline.how, deadline.provisional)
    awaited = replies(case, rows.letters)
    for sending, day in awaited:
        if day.date:
            yield Dated(f"sending-{sending.pk}", day.date, day.title, day.how)
    reply_by = case.dealings.reply_by
    if reply_by and reply_by not in {day.date for _sending, day in awaited}:
        title = Text(f"请{wording.shop(case)}答复的日期", "The deadline you set for an answer")
        yield Dated("reply_by", reply_by, title, OWN_DAY)
    for entry in log(rows.submissions, rows.calendar):
        for deadline in entry.deadlines:
            if deadline.date:
                code = f"submission-{entry.submission.pk}-{deadline.code}"
                yield Dated(code, deadline.date, deadline.title, deadline.how, deadline.provisional)


def _policies(known: Known) -> Iterator[Dated]:
    if known.watch and known.watch.notify == Notify.CALENDAR:
        for change in changes_in(known.changes(), known.watch.topics):
            if change.effective_on:
                yield Dated(
                    f"policy-{change.slug}",
                    change.effective_on,
                    Text(change.title_zh, change.title_en),
                    Text(change.what_zh, change.what_en),
                )
