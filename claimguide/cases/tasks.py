"""What the privacy page promises about time: cases nobody works on any more go by themselves."""

from __future__ import annotations

from django.utils import timezone

from claimguide.core import jobs

from . import integrity
from .erasure import erase
from .retention import long_over, unused_drafts

BATCH = 200
# In China, when nobody waits for a page: each hour one part of the round, this many seconds long.
NIGHT, ROUND_SECONDS = range(1, 7), 60


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
