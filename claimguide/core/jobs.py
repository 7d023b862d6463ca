"""Orders for work outside a request: given once, done once, and found again after any crash.

`enqueue` writes the order in the caller's transaction. After the commit a wake-up message goes to the
broker, and it may get lost: the sweeper (core.sweeper) sends it again. A worker claims the order for a
limited time with a token; a result counts only while that token is still the one in the row (`Lease.commit`).
"""

from __future__ import annotations

import errno
import logging
import traceback
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import PurePath
from typing import TypeVar

from django.apps import apps
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.utils.module_loading import module_has_submodule

from . import slow_lane, wakeup
from .models import Job

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
# The direct wake-up gets this long before the sweeper sends another one.
FIRST_WAKEUP_GRACE = timedelta(seconds=10)
# An order that meets only passing troubles (disk full, storage away) is kept this long before it fails.
PATIENCE = timedelta(hours=24)

State = Job.State
Result = TypeVar("Result")


class TransientError(Exception):
    """Raise it for a trouble that will pass by itself: the order is tried again and no attempt is used up."""


class PermanentError(Exception):
    """Raise it when trying again cannot help; `code` (no personal data) is kept with the order."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LeaseLostError(Exception):
    """The order went to another worker or is finished; whatever was made now must be thrown away."""


@dataclass(frozen=True)
class Lease:
    """A worker's limited right to finish one order."""

    job_id: uuid.UUID
    token: uuid.UUID

    def commit(self, write: Callable[[], Result]) -> Result:
        """Run `write` and mark the order done, both or neither.

        Raises LeaseLostError, before `write` runs, if the order is no longer ours.
        """
        with transaction.atomic():
            if not finish(self.job_id, self.token):
                raise LeaseLostError
            return write()


Handler = Callable[[Job, Lease], None]
Collector = Callable[[], int]
_handlers: dict[str, Handler] = {}
_collectors: dict[str, Collector] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does orders of `kind`; belongs in a room's tasks.py."""

    def register(function: Handler) -> Handler:
        if _handlers.setdefault(kind, function) is not function:
            raise ValueError(f"two handlers for {kind}")
        return function

    return register


def collector(name: str) -> Callable[[Collector], Collector]:
    """Register an hourly clean-up (orphan files, expired rows) that returns how many things it removed."""

    def register(function: Collector) -> Collector:
        if _collectors.setdefault(name, function) is not function:
            raise ValueError(f"two collectors named {name}")
        return function

    return register


def enqueue(kind: str, object_id: uuid.UUID, key: str) -> Job:
    """Give an order in the caller's transaction; the same `key` again returns the order already there."""
    ours = Job(kind=kind, object_id=object_id, key=key)
    Job.objects.bulk_create([ours], ignore_conflicts=True)
    job = Job.objects.get(key=key)
    if job.pk == ours.pk:
        # The database clock, as everywhere here, so that the clocks of web servers do not matter.
        Job.objects.filter(pk=job.pk).update(publish_at=Now() + FIRST_WAKEUP_GRACE)
        transaction.on_commit(lambda: wakeup.send(job.pk), robust=True)
    return job


def retry(job: Job) -> bool:
    """Give a failed order again with all its attempts; False if it is not failed (any more)."""
    changed = Job.objects.filter(pk=job.pk, state=State.FAILED).update(
        state=State.PENDING,
        attempts=0,
        wakeups=0,
        ordered_at=Now(),
        publish_at=Now() + FIRST_WAKEUP_GRACE,
        finished_at=None,
        updated_at=Now(),
    )
    if changed:
        transaction.on_commit(lambda: wakeup.send(job.pk), robust=True)
    return bool(changed)


def claim(job_id: uuid.UUID) -> tuple[Job, Lease] | None:
    """Take the order for LEASE; None if it is done, failed, or in another worker's hands."""
    lease = Lease(job_id, uuid.uuid4())
    free = Q(state=State.PENDING) | Q(state=State.RUNNING, lease_until__lte=Now())
    taken = Job.objects.filter(free, pk=job_id, attempts__lt=F("max_attempts")).update(
        state=State.RUNNING,
        attempts=F("attempts") + 1,
        lease_token=lease.token,
        lease_until=Now() + LEASE,
        updated_at=Now(),
    )
    if not taken:
        return None
    job = Job.objects.filter(pk=job_id, lease_token=lease.token).first()
    return (job, lease) if job else None


def finish(job_id: uuid.UUID, token: uuid.UUID) -> bool:
    """Mark the order done if `token` still holds it."""
    return bool(
        _held(job_id, token).update(
            state=State.DONE,
            lease_until=None,
            lease_token=None,
            last_error="",
            finished_at=Now(),
            updated_at=Now(),
        )
    )


def run(job_id: uuid.UUID) -> None:
    """Claim one order and do it; what goes wrong is written down in the row, not raised."""
    claimed = None if slow_lane.is_full(job_id) else claim(job_id)
    if claimed is None:
        return
    job, lease = claimed
    try:
        _handler_for(job.kind)(job, lease)
        finish(job.pk, lease.token)
    except (KeyboardInterrupt, SystemExit):
        raise
    except LeaseLostError:
        log.warning("job %s %s: lease lost, result thrown away", job.kind, job.pk)
    except BaseException as error:  # WeasyPrint's fatal fetch error is no Exception
        _record_failure(job, lease, error)
    slow_lane.wake_next(job.kind)


def backoff(wakeups: int) -> timedelta:
    """Pause before wake-up number `wakeups` + 1: 5 s, doubled each time, at most 5 minutes."""
    return timedelta(seconds=min(5 * 2 ** min(wakeups, 10), 300))


def collect() -> None:
    """Run every registered clean-up; one that fails does not stop the others."""
    _discover()
    for name, function in _collectors.items():
        try:
            removed = function()
        except Exception as error:
            log.error("collector %s failed: %s at %s", name, type(error).__name__, _where(error))
        else:
            if removed:
                log.info("collector %s removed %d", name, removed)


def _discover() -> None:
    """Import each room's tasks. One that cannot be (a library is missing) does not stop the others."""
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "tasks"):
            try:
                import_module(f"{config.name}.tasks")
            except Exception as error:
                log.error("%s.tasks cannot be imported: %s", config.name, type(error).__name__)


def _handler_for(kind: str) -> Handler:
    _discover()
    if kind not in _handlers:
        # Left for a worker that can: one of the next release, or one whose libraries are all there.
        raise TransientError(f"no handler for {kind}")
    return _handlers[kind]


def _held(job_id: uuid.UUID, token: uuid.UUID) -> QuerySet[Job]:
    return Job.objects.filter(pk=job_id, state=State.RUNNING, lease_token=token)


def _record_failure(job: Job, lease: Lease, error: BaseException) -> None:
    code = error.code if isinstance(error, PermanentError) else type(error).__name__
    held = _held(job.pk, lease.token)
    if _is_transient(error):
        again = held.filter(ordered_at__gt=Now() - PATIENCE)
        attempts = F("attempts") - 1
    elif isinstance(error, PermanentError):
        again, attempts = held.none(), F("attempts") + 0
    else:
        again = held.filter(attempts__lt=F("max_attempts"))
        attempts = F("attempts") + 0
    common = {"lease_until": None, "lease_token": None, "last_error": code[:80], "updated_at": Now()}
    if again.update(
        state=State.PENDING, attempts=attempts, publish_at=Now() + backoff(job.wakeups), **common
    ):
        log.warning("job %s %s: %s at %s, will be tried again", job.kind, job.pk, code, _where(error))
    elif held.update(state=State.FAILED, finished_at=Now(), **common):
        log.error("job %s %s failed: %s at %s", job.kind, job.pk, code, _where(error))


# Troubles of the machine, not of the order: full or lost disks, too many open files, no memory to fork.
_PASSING_ERRNOS = frozenset(
    {
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EIO,
        errno.EROFS,
        errno.ESTALE,
        errno.EMFILE,
        errno.ENFILE,
        errno.EAGAIN,
    }
)


def _is_transient(error: BaseException) -> bool:
    if isinstance(error, (TransientError, OperationalError, InterfaceError, ConnectionError, TimeoutError)):
        return True
    return isinstance(error, OSError) and error.errno in _PASSING_ERRNOS


def _where(error: BaseException) -> str:
    """File and line of the error. Never its message: that may quote what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
