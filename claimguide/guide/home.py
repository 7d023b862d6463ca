"""The home of a case: what each step gave and needs, the sum, the nearest day, and the one next action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases.vocab import SubmissionChannel
from claimguide.cases.wording import said
from claimguide.follow.selectors import Dated
from claimguide.letters.kinds import Kind, traits
from claimguide.letters.models import LetterVersion

from .desk import Desk
from .moves import WHY_CHANGED
from .registry import STEPS
from .step import Status, Step

# A day that is nearer than this decides what comes next.
SOON_DAYS = 14
OPEN = frozenset({Status.NEW, Status.STARTED, Status.READY})
# Time limits of the law that end in going to court; the others are those of the step with the seller.
_FOR_COURT = frozenset(
    {"limitation", "limitation_renewed", "avoidance", "rescission", "price_slip", "defect_claim"}
)
_STEP_OF_CHANNEL = {SubmissionChannel.PLATFORM: "platform", SubmissionChannel.COURT: "legal"}
_WHY = {
    "law": _("The other steps build on it."),
    "evidence": _("Proof can vanish, and every letter needs it."),
    "seller": _("The later steps ask what the seller answered."),
    "platform": _("The platform keeps the records of the sale and must take your complaint."),
    "association": _("Mediation costs you nothing."),
    "legal": _("It shows the costs, the courts and until when you can sue."),
    "media": _("Check your words before you say them in public."),
    "policy": _("The law changed under a letter you made."),
}
_WHY_BEGUN = {
    "law": _("Open questions could still change what you may claim."),
    "evidence": _("Some points have no proof yet."),
}
# The first of these that is open comes next: a step before those that build on it.
_ORDER = ("law", "evidence", "seller", "platform", "association", "legal", "media", "policy")


@dataclass(frozen=True)
class Paper:
    """A document of a step: made, or made and sent on a day."""

    label: str
    url: str
    sent_on: dt.date | None
    note: str


@dataclass(frozen=True)
class Task:
    """One row of the task list. `late` is a day by which an answer should have come."""

    step: Step
    url: str
    status: Status
    result: Any
    papers: tuple[Paper, ...]
    due: Dated | None
    late: dt.date | None
    is_next: bool


@dataclass(frozen=True)
class Action:
    """The one thing to do next, and why."""

    step: Step
    label: Any
    url: str
    why: Any


def tasks(desk: Desk, statuses: Mapping[str, Status], action: Action | None) -> list[Task]:
    """The eight rows."""
    late = _late(desk)
    return [
        Task(
            step=step,
            url=step.url(desk),
            status=statuses[step.slug],
            result=step.line(desk),
            papers=tuple(_papers(desk, step)),
            due=next((day for day in desk.dates if step_of(desk, day) == step.slug), None),
            late=late.get(step.slug),
            is_next=action is not None and action.step is step,
        )
        for step in STEPS
    ]


def statuses(desk: Desk) -> dict[str, Status]:
    return {step.slug: step.status(desk) for step in STEPS}


def step_of(desk: Desk, day: Dated) -> str:
    """The step in which something can be done about this day."""
    sort, _dash, rest = day.code.partition("-")
    if sort == "save":
        return "evidence"
    if sort == "policy":
        return "policy"
    if sort == "sending":
        kinds = {str(sending.pk): sending.letter.kind for sending, _day in desk.replies}
        return traits(Kind(kinds[rest])).step
    if sort == "submission":
        channels = {str(each.pk): each.channel for each in desk.submissions}
        return _STEP_OF_CHANNEL.get(SubmissionChannel(channels[rest.partition("-")[0]]), "association")
    return "legal" if day.code in _FOR_COURT else "seller"


def _late(desk: Desk) -> dict[str, dt.date]:
    """By step, the last day an answer was asked by, where all of them have passed."""
    days: dict[str, dt.date] = {}
    for sending, day in desk.replies:
        step = traits(sending.letter.kind).step
        if day.date:
            days[step] = max(day.date, days.get(step, day.date))
    return {step: day for step, day in days.items() if day < desk.today}


def _papers(desk: Desk, step: Step) -> Iterator[Paper]:
    """Of each kind the newest version, and the newest that was sent."""
    for kind in Kind:
        versions = desk.letters.get(kind, [])
        if not versions or traits(kind).step != step.slug:
            continue
        sent = next((version for version in versions if version.live_sendings), None)
        yield _paper(desk, versions[0])
        if sent and sent is not versions[0]:
            yield _paper(desk, sent)


def _paper(desk: Desk, version: LetterVersion) -> Paper:
    url = reverse("letters:status", args=[desk.case.pk, version.kind, version.pk])
    sent_on = max((each.on for each in version.live_sendings), default=None)
    return Paper(version.title, url, sent_on, _note(desk, version))


def _note(desk: Desk, version: LetterVersion) -> str:
    """What is to be known of a letter that no longer says what the case says."""
    if not desk.is_out_of_date(version):
        return ""
    return gettext("Differs from what you sent") if version.live_sendings else gettext("Out of date")


def next_action(desk: Desk, found: Mapping[str, Status]) -> Action | None:
    """What comes next: a day within two weeks, then a letter to send, then the first step others build on."""
    steps = {step.slug: step for step in STEPS}
    if found["law"] in OPEN and not any(each.holds for each in desk.assessment.findings):
        return _do(desk, steps["law"], _WHY["law"])
    for day in desk.dates:
        slug = step_of(desk, day)
        if (day.date - desk.today).days > SOON_DAYS:
            break
        if found[slug] in OPEN:
            # Nobody answers a letter that still lies here.
            if unsent := _unsent(desk, steps[slug]):
                return unsent
            return _do(desk, steps[slug], _near(day))
    if unsent := next(filter(None, (_unsent(desk, step) for step in STEPS)), None):
        return unsent
    still = [steps[slug] for slug in _ORDER if found[slug] in OPEN]
    if not still:
        return None
    first = min(still, key=lambda step: _rank(step, found))
    begun = _WHY_BEGUN.get(first.slug) if found[first.slug] == Status.STARTED else None
    return _do(desk, first, begun or _WHY[first.slug])


def _near(day: Dated) -> str:
    """What is to be done by a near day: saving proof says it itself, a time limit is named as one."""
    named = {"title": said(day.title), "day": date_format(day.date, "DATE_FORMAT")}
    if day.code.startswith("save-"):
        return gettext("%(title)s, by %(day)s.") % named
    return gettext("A day is near: %(title)s, %(day)s.") % named


def _rank(step: Step, found: Mapping[str, Status]) -> tuple[bool, int]:
    """What is only begun in law and evidence bars nothing: it comes after seller and platform."""
    bars_nothing = step.slug in _WHY_BEGUN and found[step.slug] != Status.NEW
    place = _ORDER.index(step.slug)
    return (bars_nothing or place > _ORDER.index("platform"), place)


def _unsent(desk: Desk, step: Step) -> Action | None:
    """The letter of the step, where it was made and never sent."""
    made = desk.letter(step.letter) if step.letter else None
    if made is None or desk.was_sent(step.letter) or step.status(desk) is not Status.READY:
        return None
    if desk.is_out_of_date(made):
        url = reverse("letters:review", args=[desk.case.pk, made.kind])
        label = gettext("Look at it again: %(letter)s") % {"letter": made.get_kind_display()}
        return Action(step, label, url, WHY_CHANGED)
    url = reverse("letters:status", args=[desk.case.pk, made.kind, made.pk])
    label = gettext("Send it: %(letter)s") % {"letter": made.get_kind_display()}
    return Action(step, label, url, _("The letter is made; the time to answer runs once it is sent."))


def _do(desk: Desk, step: Step, why: Any) -> Action:
    return Action(step, step.title, step.url(desk), why)
