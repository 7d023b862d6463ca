"""The history of a case as it matters to the consumer, and the days ahead, by day and by month."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases.vocab import SubmissionState
from claimguide.cases.wording import said
from claimguide.follow.selectors import time_limits
from claimguide.letters.models import LetterVersion, Sending

from .desk import Desk

# Up to this many entries nothing is folded.
SHORT = 15
_STORY = (
    ("purchase", "ordered_on", _("Ordered")),
    ("purchase", "promised_delivery_on", _("Promised delivery")),
    ("purchase", "received_on", _("Goods or service received")),
    ("problem", "discovered_on", _("Problem noticed")),
    ("dealings", "asked_seller_on", _("Seller asked for the first time")),
    ("dealings", "return_requested_on", _("Return asked for")),
    ("dealings", "sent_back_received_on", _("Returned goods reached the seller")),
    ("platform_conduct", "identity_asked_on", _("Platform asked for the seller's identity")),
    ("platform_conduct", "complained_on", _("Complained to the platform")),
)


class Sort(models.TextChoices):
    """What an entry is; on one day they stand in this order."""

    STORY = "story", _("What happened")
    EVIDENCE = "evidence", _("Evidence received")
    CONTACT = "contact", _("Contact")
    SUBMISSION = "submission", _("Submission")
    LETTER = "letter", _("Letter")
    DEADLINE = "deadline", _("Time limit")


@dataclass(frozen=True)
class Moment:
    """One entry: its day, what it is, its words, more of it, and where it can be seen."""

    on: dt.date
    sort: Sort
    title: Any
    more: str = ""
    url: str = ""


@dataclass(frozen=True)
class Month:
    """The entries of a month. `open` where they are shown at once."""

    first: dt.date
    moments: tuple[Moment, ...]
    open: bool


def moments(desk: Desk) -> list[Moment]:
    """Every entry by day."""
    order = list(Sort)
    found = [*_story(desk), *_evidence(desk), *_lists(desk), *_letters(desk), *_limits(desk)]
    return sorted(found, key=lambda each: (each.on, order.index(each.sort)))


def months(found: Iterable[Moment], today: dt.date, *, unfolded: bool) -> list[Month]:
    """The entries by month. A long history shows this month and what is ahead; the rest is folded."""
    entries = list(found)
    short = unfolded or len(entries) <= SHORT
    this = today.replace(day=1)
    return [
        Month(first, tuple(each), open=short or first >= this)
        for first, each in groupby(entries, key=lambda each: each.on.replace(day=1))
    ]


def _story(desk: Desk) -> Iterator[Moment]:
    for chapter, column, words in _STORY:
        if on := getattr(getattr(desk.case, chapter), column):
            yield Moment(on, Sort.STORY, words)


def _evidence(desk: Desk) -> Iterator[Moment]:
    url = reverse("evidence:board", args=[desk.case.pk])
    days = Counter(timezone.localdate(each.received_at) for each in desk.exhibits)
    for on, count in days.items():
        words = ngettext("%(n)d exhibit received", "%(n)d exhibits received", count) % {"n": count}
        yield Moment(on, Sort.EVIDENCE, words, url=url)


def _lists(desk: Desk) -> Iterator[Moment]:
    """Contacts and submissions. The line that a sent letter left among them is told by the letter itself."""
    sendings = [sending for version in desk.versions for sending in version.live_sendings]
    told = {sending.contact_id for sending in sendings}
    for entry in desk.contacts:
        if entry.pk not in told or entry.answer:
            words = gettext("Contact: %(channel)s") % {"channel": entry.get_channel_display()}
            answer = gettext("Answer: %(answer)s") % {"answer": entry.answer} if entry.answer else ""
            shown = gettext("See exhibit %(n)d") % {"n": entry.exhibit.number} if entry.exhibit else ""
            more = "\n".join(filter(None, (entry.said, answer, shown)))
            yield Moment(entry.on, Sort.CONTACT, words, more)
    told = {sending.submission_id for sending in sendings}
    for each in desk.submissions:
        if each.pk not in told or each.state != SubmissionState.SENT or each.number:
            words = gettext("Submitted: %(channel)s") % {"channel": each.get_channel_display()}
            parts = filter(None, (each.body, each.number, str(each.get_state_display())))
            yield Moment(each.on, Sort.SUBMISSION, words, " · ".join(parts))


def _letters(desk: Desk) -> Iterator[Moment]:
    for version in desk.versions:
        url = reverse("letters:status", args=[desk.case.pk, version.kind, version.pk])
        made = gettext("Made: %(letter)s") % {"letter": version.title}
        yield Moment(timezone.localdate(version.created_at), Sort.LETTER, made, url=url)
        for sending in version.live_sendings:
            yield _sent(version, sending, url)


def _sent(version: LetterVersion, sending: Sending, url: str) -> Moment:
    words = gettext("Sent: %(letter)s") % {"letter": version.title}
    more = " · ".join(filter(None, (str(sending.get_channel_display()), sending.number)))
    return Moment(sending.on, Sort.LETTER, words, more, url)


def _limits(desk: Desk) -> Iterator[Moment]:
    """Time limits that lie ahead; the day an answer was asked by also once it has passed."""
    for limit in time_limits(desk.case, desk.assessment, desk.known):
        asked = limit.code == "reply_by" or limit.code.startswith("sending-")
        if limit.date >= desk.today or asked:
            yield Moment(limit.date, Sort.DEADLINE, said(limit.title), said(limit.how))
