"""The one Celery task: look at one order. And the clean-ups of this room."""

from __future__ import annotations

import shutil
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
    """Parts of uploads that a killed web process left behind, and folders of bundles of a killed worker."""
    oldest = time.time() - UPLOAD_MAX_AGE_SECONDS
    stale = [p for p in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*") if _changed(p) < oldest]
    for path in stale:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(stale)


def _changed(path: Path) -> float:
    """When it, or for a folder anything right in it, was last changed; now for what goes away meanwhile."""
    try:
        inside = list(path.iterdir()) if path.is_dir() else []
        return max(each.stat().st_mtime for each in [path, *inside])
    except FileNotFoundError:
        return time.time()
