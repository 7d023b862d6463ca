"""The worker's part: the copy of an order is made beside its place and kept only if it is still wanted."""

from __future__ import annotations

from collections.abc import Callable

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.core import jobs
from claimguide.core.models import Job
from claimguide.evidence import vault
from claimguide.evidence.models import CopyOrder
from claimguide.evidence.refusals import Refused

from . import copies, services


class NotMade(Exception):
    """No child did start. Worth another try, but not for ever: somebody is waiting for the answer."""


def make(job: Job, lease: jobs.Lease) -> None:
    """Does an order of kind COPY_JOB. One that is void or of an erased case makes nothing."""
    order = CopyOrder.objects.select_related("exhibit").filter(exhibit_id=job.object_id).first()
    if order is None or order.key != job.key:
        return
    with vault.scratch(order.exhibit.storage_name) as draft:
        try:
            copies.write(order.exhibit, draft)
        except SoftTimeLimitExceeded:
            # The same file would take as long again.
            failure = "too_complex"
        except Refused as refused:
            failure = refused.code
        else:
            _finish(order, lease, lambda fresh: services.keep_ordered(fresh, draft))
            return
    if failure == "unavailable" and job.attempts < job.max_attempts:
        raise NotMade
    _finish(order, lease, lambda fresh: _note(fresh, failure))


def _note(order: CopyOrder, failure: str) -> None:
    order.failure = failure
    order.save(update_fields=["failure"])


def _finish(order: CopyOrder, lease: jobs.Lease, write: Callable[[CopyOrder], None]) -> None:
    """The order is done with `write`, or with nothing where it is void. LeaseLostError as Lease.commit."""

    def done() -> None:
        fresh = CopyOrder.objects.select_related("exhibit", "staff").filter(pk=order.pk).first()
        if fresh is None:
            return
        try:
            write(fresh)
        except (services.Changed, guards.Barred):
            fresh.delete()

    with transaction.atomic():
        # The case is locked before the order, as by everybody who gives one.
        Case.objects.select_for_update().filter(pk=order.exhibit.case_id).first()
        lease.commit(done)
