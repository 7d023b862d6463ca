"""By when an answer to a letter is due once it was sent, and where the guide leads if none came."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from claimguide.cases.models import Case
from claimguide.cases.submissions import log
from claimguide.core.working_days import WorkCalendar
from claimguide.law.assessment import Deadline
from claimguide.law.text import Text

from .compose.seller import REPLY_DAYS
from .content import LetterContent
from .kinds import Kind
from .models import LetterVersion, Sending

# Letters that ask a business for an answer; bodies have the days of the law, or none.
_ASK = (Kind.SELLER, Kind.REPLY, Kind.PLATFORM, Kind.APPEAL)
# The step of the guide that comes after no answer.
NEXT_STEP = {
    Kind.SELLER: "platform",
    Kind.REPLY: "platform",
    Kind.PLATFORM: "association",
    Kind.APPEAL: "association",
    Kind.ASSOCIATION: "legal",
    Kind.REGULATOR: "legal",
}
_ASKED_BY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日前")
_TITLE = Text("请对方答复的日期", "The deadline you set for an answer")
_NAMED = Text("函中写明的日期。", "The day named in the letter.")
_USUAL = Text(
    f"函中没有写明寄出之后的日期，按寄出后{REPLY_DAYS}日计算；法律没有统一规定。",
    f"The letter names no day after it was sent, so {REPLY_DAYS} days are counted; no law fixes them.",
)


@dataclass(frozen=True)
class Due:
    """The days that follow from a sending, and what to know where there are none."""

    days: tuple[Deadline, ...]
    remark: Text | None = None

    def has_passed(self, today: date) -> bool:
        """Whether every day that was given has gone by."""
        return bool(self.days) and all(day.date is not None and day.date < today for day in self.days)


def due(sending: Sending, calendar: WorkCalendar) -> Due:
    """By when an answer should be there, by the letter, by custom, or by the law of the body it went to."""
    if sending.letter.kind in _ASK:
        return Due((reply(sending),))
    if sending.submission is None or sending.submission.removed_at:
        return Due(())
    logged = log([sending.submission], calendar)[0]
    return Due(logged.deadlines, logged.remark)


def reply(sending: Sending) -> Deadline:
    """The day the letter asks an answer by, else seven calendar days after it was sent."""
    named = named_day(sending.letter.letter)
    late = named is None or named <= sending.on
    day = sending.on + timedelta(days=REPLY_DAYS) if late or named is None else named
    return Deadline("reply", _TITLE, day, _USUAL if late else _NAMED, (), provisional=False)


def replies(case: Case, versions: Iterable[LetterVersion] | None = None) -> list[tuple[Sending, Deadline]]:
    """The letters that were sent to a business, each with the day it asks an answer by.

    One query, none where all `versions` of the case were read with their sendings.
    """
    if versions is None:
        rows = Sending.objects.filter(letter__case=case, letter__kind__in=_ASK, removed_at=None)
        return [(sending, reply(sending)) for sending in rows.select_related("letter")]
    asking = [version for version in versions if version.kind in _ASK]
    found = [sending for version in asking for sending in version.live_sendings]
    return [(sending, reply(sending)) for sending in sorted(found, key=lambda each: (each.on, each.pk))]


def named_day(letter: LetterContent) -> date | None:
    """The day that the closing asks an answer by, as the letter went out, the consumer's words included."""
    closing = "\n".join("".join(run.text for run in runs) for runs in letter.closing)
    for year, month, day in _ASKED_BY.findall(closing):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None
