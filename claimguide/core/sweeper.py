"""Finds orders whose wake-up or worker got lost. A process of its own: neither the web nor Celery's beat.

It may run twice at the same time: every step is one guarded UPDATE, and a wake-up too many does no harm.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from dataclasses import dataclass

from django.db import close_old_connections
from django.db.models import F
from django.db.models.functions import Now

from . import jobs, wakeup
from .models import Job

log = logging.getLogger(__name__)

PAUSE_SECONDS = 3.0
COLLECT_EVERY_SECONDS = 3600.0
BATCH = 200

_PENDING, _RUNNING, _FAILED = Job.State.PENDING, Job.State.RUNNING, Job.State.FAILED
_NO_LEASE = {"lease_until": None, "lease_token": None}


@dataclass(frozen=True)
class Swept:
    """What one sweep found: workers that died, orders given up, wake-ups sent."""

    lost: int = 0
    failed: int = 0
    woken: int = 0

    def __bool__(self) -> bool:
        return bool(self.lost or self.failed or self.woken)


def sweep() -> Swept:
    """Take back orders of dead workers, give up those without attempts left, wake workers for the rest."""
    expired = Job.objects.filter(state=_RUNNING, lease_until__lte=Now())
    failed = expired.filter(attempts__gte=F("max_attempts")).update(
        state=_FAILED, last_error="lost", finished_at=Now(), updated_at=Now(), **_NO_LEASE
    )
    lost = expired.update(state=_PENDING, last_error="lost", publish_at=Now(), updated_at=Now(), **_NO_LEASE)
    return Swept(lost, failed, _wake_due())


def _wake_due() -> int:
    due = Job.objects.filter(state=_PENDING, publish_at__lte=Now()).order_by("publish_at")
    woken = 0
    for job_id, wakeups in list(due.values_list("pk", "wakeups")[:BATCH]):
        if not _sent(job_id):
            break  # the rest waits for a broker that answers
        woken += 1
        Job.objects.filter(pk=job_id, state=_PENDING, wakeups=wakeups).update(
            wakeups=F("wakeups") + 1, publish_at=Now() + jobs.backoff(wakeups + 1)
        )
    return woken


def _sent(job_id: uuid.UUID) -> bool:
    try:
        wakeup.send_or_raise(job_id)
    except Exception as error:
        log.warning("broker does not answer: %s", type(error).__name__)
        return False
    return True


def run(stop: threading.Event) -> None:
    """Sweep now and every PAUSE_SECONDS, clean up every hour, until `stop` is set."""
    next_collect = time.monotonic() + 60  # not in the busy first minute of a site that starts
    while not stop.is_set():
        try:
            found = sweep()
            if found:
                log.info("swept: %d lost, %d failed, %d woken", found.lost, found.failed, found.woken)
            if time.monotonic() >= next_collect:
                next_collect = time.monotonic() + COLLECT_EVERY_SECONDS
                jobs.collect()
        except Exception as error:  # a database that is away comes back; this process must still be there
            log.error("sweep failed: %s", type(error).__name__)
        close_old_connections()
        stop.wait(PAUSE_SECONDS)
