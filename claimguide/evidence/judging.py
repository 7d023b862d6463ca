"""The worker's side of uploads in pieces: received -> checking -> clean or refused."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claimguide.cases.services import record, touch
from claimguide.core.jobs import Lease, TransientError
from claimguide.core.models import Job

from . import services, vault
from .inspect import runner
from .models import Exhibit, State
from .pieces import JOB_KIND, STALE
from .reading import services as reading
from .refusals import Refused, message_of


def judge(exhibit_id: uuid.UUID, lease: Lease) -> None:
    """Decode a received file; keep what people see of it, or delete it and keep why it was refused.

    TransientError where nothing can be checked just now: the order then waits. An exhibit that is gone or
    judged already changes nothing.
    """
    exhibit = Exhibit.objects.select_related("case").filter(pk=exhibit_id).first()
    if exhibit is None or exhibit.state not in (State.RECEIVED, State.CHECKING):
        return
    Exhibit.objects.filter(pk=exhibit.pk, state=State.RECEIVED).update(state=State.CHECKING)
    try:
        with vault.local(exhibit.storage_name) as path:
            decoded = runner.decode(path, exhibit.kind)
    except Refused as refused:
        if refused.code == "unavailable":
            raise TransientError from None
        code, values = refused.code, refused.values
        lease.commit(lambda: _refuse(exhibit, code, values))
        return
    services.store_derived(exhibit, decoded)
    lease.commit(lambda: _clear(exhibit, decoded))


def _clear(exhibit: Exhibit, decoded: runner.Decoded) -> None:
    fields = services.measures(decoded)
    fresh = Exhibit.objects.select_for_update().get(pk=exhibit.pk)
    if fresh.taken_on is not None:
        del fields["taken_on"]
    Exhibit.objects.filter(pk=exhibit.pk).update(state=State.CLEAN, **fields)
    record(exhibit.case, "exhibit_checked", exhibit=str(exhibit.pk), sha256=exhibit.sha256)
    touch(exhibit.case)
    fresh.refresh_from_db()
    reading.order(fresh)


def _refuse(exhibit: Exhibit, code: str, values: dict[str, int]) -> None:
    """The row stays for the consumer to read; the file goes at once."""
    said = {"refused": {key: value for key, value in values.items() if isinstance(value, int | str)}}
    Exhibit.objects.filter(pk=exhibit.pk).update(state=State.REFUSED, refusal=code, found=said)
    record(exhibit.case, "exhibit_refused", exhibit=str(exhibit.pk), reason=code)
    touch(exhibit.case)
    transaction.on_commit(lambda: vault.discard_all(exhibit.storage_name))


def why_refused(exhibit: Exhibit) -> str:
    """The reason and the way on, in the reader's language."""
    return message_of(exhibit.refusal, exhibit.found.get("refused", {}))


@transaction.atomic
def dismiss(exhibit: Exhibit) -> None:
    """The consumer has read why: the row of a refused file goes."""
    services.purge(Exhibit.objects.filter(pk=exhibit.pk, state=State.REFUSED))


def give_up_failed(limit: int) -> int:
    """Refuse what no worker could check for good; returns how many files that were."""
    failed = Job.objects.filter(kind=JOB_KIND, state=Job.State.FAILED).values("object_id")
    waiting = Exhibit.objects.filter(state__in=[State.RECEIVED, State.CHECKING], pk__in=failed)
    given_up = list(waiting.select_related("case")[:limit])
    for exhibit in given_up:
        with transaction.atomic():
            _refuse(exhibit, "unavailable", {})
    return len(given_up)


def purge_refused(limit: int) -> int:
    """Delete the rows of refused files after a day, and of removed ones at once."""
    over = Q(received_at__lt=timezone.now() - STALE) | Q(removed_at__isnull=False)
    return services.purge(Exhibit.objects.filter(over, state=State.REFUSED)[:limit])
