"""The one Celery task: look at one order. And the clean-ups of this room."""

from __future__ import annotations

import time
import uuid
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from . import jobs, wakeup
from .models import Counter

UPLOAD_MAX_AGE_SECONDS = 24 * 3600


@shared_task(name=wakeup.TASK)  # type: ignore[untyped-decorator]
def run_job(job_id: str) -> None:
    """Do the order `job_id` if it is free; a message that comes late or twice changes nothing."""
    jobs.run(uuid.UUID(job_id))


@jobs.collector("counters")
def expired_counters() -> int:
    return Counter.objects.filter(expires_at__lt=Now()).delete()[0]


@jobs.collector("sessions")
def expired_sessions() -> int:
    return Session.objects.filter(expire_date__lt=Now()).delete()[0]


@jobs.collector("uploads")
def abandoned_uploads() -> int:
    """Parts of uploads that a killed web process left behind."""
    oldest = time.time() - UPLOAD_MAX_AGE_SECONDS
    stale = [
        p for p in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*") if p.is_file() and p.stat().st_mtime < oldest
    ]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)
