"""What the privacy page promises about time: cases nobody works on any more go by themselves."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from claimguide.core import jobs

from . import integrity
from .erasure import erase
from .models import Case, Draft, Event, State

DRAFT_DAYS = 30
CLOSED_DAYS = 3 * 365 + 1
BATCH = 200
# In China, when nobody waits for a page: each hour one part of the round, this many seconds long.
NIGHT, ROUND_SECONDS = range(1, 7), 60
# A case with one of these is no draft: something came out of it.
_RESULTS = ("letter_ordered", "letter_sent", "moved")


def unused_drafts() -> QuerySet[Case]:
    """Open cases without any result, last worked on more than 30 days ago."""
    limit = timezone.now() - timedelta(days=DRAFT_DAYS)
    results = Event.objects.filter(case=OuterRef("pk"), kind__in=_RESULTS)
    typed = Draft.objects.filter(case=OuterRef("pk"), updated_at__gte=limit)
    old = Case.objects.filter(state=State.OPEN, updated_at__lt=limit)
    return old.filter(~Exists(results), ~Exists(typed))


def long_over() -> QuerySet[Case]:
    """Cases settled or closed more than three years ago (the general limitation period, 民法典第188条)."""
    limit = timezone.now() - timedelta(days=CLOSED_DAYS)
    return Case.objects.filter(state__in=(State.SETTLED, State.CLOSED), updated_at__lt=limit)


@jobs.collector("old-cases")
def erase_old_cases() -> int:
    """Erase what is due, at most BATCH of each kind in one run. Returns how many."""
    gone = 0
    for due in (unused_drafts, long_over):
        for case in due()[:BATCH]:
            # Somebody may have come back to it while the ones before it went.
            if due().filter(pk=case.pk).exists():
                erase(case)
                gone += 1
    return gone


@jobs.collector("integrity")
def check_by_night() -> int:
    """One part of the night's round over all that is kept. It removes nothing, so 0; faults go to the log."""
    now = timezone.localtime()
    if now.hour in NIGHT:
        integrity.check_some(ROUND_SECONDS, now.date())
    return 0
