"""How long a case is kept, as the privacy page promises: the cases that are due, and the day of one."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from .models import Case, Draft, Event, State

DRAFT_DAYS = 30
CLOSED_DAYS = 3 * 365 + 1
# A case with one of these is no draft: something came out of it.
_RESULTS = ("letter_ordered", "letter_sent", "moved")
_OVER = (State.SETTLED, State.CLOSED)


def unused_drafts() -> QuerySet[Case]:
    """Open cases without any result, last worked on more than 30 days ago."""
    limit = timezone.now() - dt.timedelta(days=DRAFT_DAYS)
    results = Event.objects.filter(case=OuterRef("pk"), kind__in=_RESULTS)
    typed = Draft.objects.filter(case=OuterRef("pk"), updated_at__gte=limit)
    old = Case.objects.filter(state=State.OPEN, updated_at__lt=limit)
    return old.filter(~Exists(results), ~Exists(typed))


def long_over() -> QuerySet[Case]:
    """Cases settled or closed more than three years ago (the general limitation period, 民法典第188条)."""
    limit = timezone.now() - dt.timedelta(days=CLOSED_DAYS)
    return Case.objects.filter(state__in=_OVER, updated_at__lt=limit)


def kept_until(case: Case) -> dt.date | None:
    """The day the case goes by itself if it is not touched after now; None while nothing sets one."""
    if case.state in _OVER:
        return timezone.localdate(case.updated_at + dt.timedelta(days=CLOSED_DAYS))
    if case.state != State.OPEN or case.events.filter(kind__in=_RESULTS).exists():
        return None
    return timezone.localdate() + dt.timedelta(days=DRAFT_DAYS)
