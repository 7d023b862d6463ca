"""Is the site well? One cheap page for machines: database, storage, and how long orders have been waiting."""

from __future__ import annotations

from typing import Any

from django.db import Error
from django.db.models.functions import Now
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from . import slow_lane
from .models import Job, Mark
from .prepare import STORAGE_MARKER, private_folder

# Orders are taken up within seconds; one that waits this long says that no worker is there.
OLDEST_PENDING_SECONDS = 60
# The Mark under which cases.integrity keeps how many faults the last round found.
FAULTS_MARK = "integrity-faults"


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 while pages can be answered (even if letters wait: "degraded"), else 503. No personal data."""
    report = examine()
    return JsonResponse(report, status=503 if report["status"] == "down" else 200)


def examine() -> dict[str, Any]:
    """status ok / degraded / down, and the figures behind it (seconds)."""
    database, oldest, failed = _jobs()
    storage, faults = _storage(), _faults() if database else 0
    waiting = oldest is not None and oldest > OLDEST_PENDING_SECONDS
    well = "degraded" if waiting or faults or not storage else "ok"
    return {
        "status": well if database else "down",
        "database": database,
        "storage": storage,
        "oldest_pending_seconds": oldest,
        "failed_jobs": failed,
        "integrity_faults": faults,
    }


def _jobs() -> tuple[bool, int | None, int]:
    try:
        pending = slow_lane.stuck(Job.objects.filter(state=Job.State.PENDING))
        first = pending.annotate(now=Now()).values_list("ordered_at", "now").order_by("ordered_at").first()
        failed = Job.objects.filter(state=Job.State.FAILED).count()
    except Error:
        return False, None, 0
    return True, None if first is None else max(0, int((first[1] - first[0]).total_seconds())), failed


def _faults() -> int:
    mark = Mark.objects.filter(name=FAULTS_MARK).first()
    return int(mark.value) if mark else 0


def _storage() -> bool:
    private = private_folder()
    return private is None or (private / STORAGE_MARKER).exists()
