"""Orders that take long leave a worker process free for those that a person waits for at the screen.

A slow order that finds the lane full stays where it is; whoever ends in the lane wakes the one that has
waited longest. Where that message gets lost the sweeper wakes it, as any other order.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Now

from . import wakeup
from .models import Job

_kinds: set[str] = set()


def add(*kinds: str) -> None:
    """Kinds of orders that are slow; a room says so when its app is ready."""
    _kinds.update(kinds)


def under_way() -> QuerySet[Job]:
    """Slow orders that a living worker is busy with."""
    return Job.objects.filter(kind__in=_kinds, state=Job.State.RUNNING, lease_until__gt=Now())


def is_full(job_id: uuid.UUID) -> bool:
    """Whether this order is a slow one and as many as may be are under way.

    Two that look at the same moment may both go: then a letter waits for once.
    """
    if not Job.objects.filter(pk=job_id, kind__in=_kinds).exists():
        return False
    return under_way().exclude(pk=job_id).count() >= settings.SLOW_JOBS_AT_ONCE


def stuck(pending: QuerySet[Job]) -> QuerySet[Job]:
    """Those of `pending` that no worker takes up: slow ones wait in turn while one of them is under way."""
    return pending.exclude(kind__in=_kinds) if under_way().exists() else pending


def wake_next(kind: str) -> None:
    """After an order of `kind`: the slow one that was ordered first of those waiting."""
    if kind not in _kinds:
        return
    waiting = Job.objects.filter(kind__in=_kinds, state=Job.State.PENDING, last_error="")
    if job_id := waiting.order_by("ordered_at").values_list("pk", flat=True).first():
        wakeup.send(job_id)
