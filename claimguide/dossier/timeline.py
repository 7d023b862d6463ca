"""The timeline of a case: what happened, what was said, written, sent and due, in order of date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from claimguide.cases.models import Case, Event
from claimguide.cases.selectors import assessment
from claimguide.cases.vocab import SubmissionState
from claimguide.evidence.contacts import log
from claimguide.evidence.selectors import clean_exhibits
from claimguide.follow.selectors import time_limits
from claimguide.letters import selectors as letters
from claimguide.letters.models import LetterVersion, Sending

from . import wording


@dataclass(frozen=True)
class Moment:
    """One line: the day, its sort (wording.SORTS), what happened, and more of it."""

    on: date
    sort: str
    what: str
    more: str = ""


def timeline(case: Case, today: date) -> list[dict[str, Any]]:
    """The lines as plain values, by day; on one day in the order of wording.SORTS."""
    order = list(wording.SORTS)
    found = sorted(_moments(case, today), key=lambda each: (each.on, order.index(each.sort)))
    return [asdict(each) for each in found]


def _moments(case: Case, today: date) -> Iterator[Moment]:
    made = [version for version in letters.versions(case) if version.pdf_name]
    yield from _story(case)
    sendings = [sending for version in made for sending in version.live_sendings]
    yield from _contacts(case, sendings)
    yield from _submissions(case, sendings)
    for version in made:
        yield from _letter(version)
    yield from _records(case)
    for limit in time_limits(case, assessment(case, today)):
        provisional = "（节假日安排尚未公布，日期可能变化）" if limit.provisional else ""
        yield Moment(limit.date, "deadline", limit.title.zh, limit.how.zh + provisional)


def _story(case: Case) -> Iterator[Moment]:
    complaint = case.platform_conduct.complaint_number
    for chapter, column, words in wording.STORY:
        if on := getattr(getattr(case, chapter), column):
            more = f"投诉编号：{complaint}" if column == "complained_on" and complaint else ""
            yield Moment(on, "story", words, more)


def _contacts(case: Case, sendings: list[Sending]) -> Iterator[Moment]:
    """The log of contacts. The line that a sent letter left in it is told by the letter itself."""
    told = {sending.contact_id for sending in sendings}
    for entry in log(case, clean_exhibits(case)):
        if entry.pk in told and not entry.answer:
            continue
        said = [f"提出：{entry.said}"] + ([f"答复：{entry.answer}"] if entry.answer else [])
        if entry.exhibit:
            said.append(f"见证据{entry.exhibit.number}")
        yield Moment(entry.on, "contact", f"联系对方（{wording.CHANNELS[entry.channel]}）", "\n".join(said))


def _submissions(case: Case, sendings: list[Sending]) -> Iterator[Moment]:
    """Where the dispute was taken. The line of a sent letter is told again once something became of it."""
    told = {sending.submission_id for sending in sendings}
    for entry in case.submissions.filter(removed_at=None):
        if entry.pk in told and entry.state == SubmissionState.SENT and not entry.number:
            continue
        more = [entry.body, f"编号：{entry.number}" if entry.number else "", wording.SUBMITTED[entry.state]]
        what = f"提交给{wording.SUBMITTED_TO[entry.channel]}"
        yield Moment(entry.on, "submission", what, "；".join(each for each in more if each))


def _letter(version: LetterVersion) -> Iterator[Moment]:
    name = f"{version.file_word}（第{version.number}版）"
    yield Moment(timezone.localdate(version.created_at), "letter", f"制作{name}")
    for sending in version.live_sendings:
        number = f"；单号：{sending.number}" if sending.number else ""
        yield Moment(
            sending.on, "letter", f"发出{name}", f"方式：{wording.CHANNELS[sending.channel]}{number}"
        )


def _records(case: Case) -> Iterator[Moment]:
    """What this site itself recorded: the case, its states, files that arrived."""
    yield Moment(timezone.localdate(case.created_at), "record", "在本站建立案件")
    days = Counter(timezone.localdate(each.received_at) for each in clean_exhibits(case))
    for on, count in days.items():
        yield Moment(on, "record", f"本站收到证据{count}件")
    for event in Event.objects.filter(case=case, kind="moved").order_by("seq"):
        state = wording.STATES[event.data["after"]]
        yield Moment(timezone.localdate(event.at), "record", f"案件状态变为“{state}”")
