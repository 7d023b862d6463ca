"""Hourly clean-ups of this room, run by the sweeper."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from pathlib import PurePosixPath
from uuid import UUID

from django.utils import timezone

from claimguide.core import jobs
from claimguide.core.models import Job

from . import (
    judging,
    nightly,  # noqa: F401 - the root of each day has its own module
    pieces,
    services,
    vault,
)
from .bundle import tasks as bundle_tasks  # noqa: F401 - registers its order
from .models import COPY_JOB, READING_JOB, Bundle, Exhibit, Upload
from .reading import work
from .share import work as copying

BATCH = 200
jobs.handler(READING_JOB)(work.read)
jobs.handler(COPY_JOB)(copying.make)


@jobs.collector("removed-exhibits")
def purge_removed() -> int:
    """Removed exhibits whose time for an undo is over."""
    over = timezone.now() - timedelta(days=services.UNDO_DAYS)
    return services.purge(Exhibit.objects.filter(removed_at__lt=over)[:BATCH])


@jobs.handler(pieces.JOB_KIND)
def inspect(job: Job, lease: jobs.Lease) -> None:
    """Check a file that came in pieces."""
    judging.judge(job.object_id, lease)


@jobs.collector("stale-uploads")
def give_up_stale_uploads() -> int:
    """Uploads that nobody went on with for a day."""
    return pieces.give_up_stale(BATCH)


@jobs.collector("refused-exhibits")
def purge_refused() -> int:
    """Rows of refused files that were there for a day; files that no worker could check become refused."""
    judging.give_up_failed(BATCH)
    return judging.purge_refused(BATCH)


@jobs.collector("orphan-exhibit-files")
def delete_orphans() -> int:
    """Files no row speaks of: left by a crash between writing and commit, or by the deletion of a case."""
    removed = 0
    names = vault.old_files()
    while batch := list(islice(names, BATCH)):
        orphans = _orphans(batch)
        vault.discard(orphans)
        removed += len(orphans)
    return removed


def _orphans(names: list[str]) -> list[str]:
    """Those whose row is gone, and copies for recipients that are no longer the one of their exhibit."""
    owners = {name: _owner(name) for name in names}
    known = {
        (model, key)
        for model in (Exhibit, Upload, Bundle)
        for key in model.objects.filter(
            pk__in=[key for owner, key in owners.values() if owner is model]
        ).values_list("pk", flat=True)
    }
    copies = {name: owner for name, owner in owners.items() if ".shared" in name}
    with_copy = Exhibit.objects.filter(pk__in=[key for _model, key in copies.values()])
    wanted = {each.shared_name for each in with_copy.exclude(shared_sha256="")}
    return [
        name
        for name, owner in owners.items()
        if owner not in known or (name in copies and name not in wanted)
    ]


def _owner(name: str) -> tuple[type[Exhibit | Upload | Bundle] | None, UUID | None]:
    """The row that must be there for this file to stay."""
    stem, _dot, rest = PurePosixPath(name).name.partition(".")
    try:
        key = UUID(stem)
    except ValueError:
        return None, None
    if rest.startswith("piece-"):
        return Upload, key
    return (Bundle if rest.startswith("bundle.") else Exhibit), key
