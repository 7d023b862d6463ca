"""Hourly clean-ups of this room, run by the sweeper."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from pathlib import PurePosixPath
from uuid import UUID

from django.utils import timezone

from claimguide.core import jobs

from . import services, vault
from .bundle import tasks as bundle_tasks  # noqa: F401 - registers its order
from .models import Exhibit

BATCH = 200


@jobs.collector("removed-exhibits")
def purge_removed() -> int:
    """Removed exhibits whose time for an undo is over."""
    over = timezone.now() - timedelta(days=services.UNDO_DAYS)
    return services.purge(Exhibit.objects.filter(removed_at__lt=over)[:BATCH])


@jobs.collector("orphan-exhibit-files")
def delete_orphans() -> int:
    """Files no row speaks of: left by a crash between writing and commit, or by the deletion of a case."""
    removed = 0
    names = vault.old_files()
    while batch := list(islice(names, BATCH)):
        owners = {name: _owner(name) for name in batch}
        known = set(Exhibit.objects.filter(pk__in=filter(None, owners.values())).values_list("pk", flat=True))
        orphans = [name for name, owner in owners.items() if owner not in known]
        vault.discard(orphans)
        removed += len(orphans)
    return removed


def _owner(name: str) -> UUID | None:
    try:
        return UUID(PurePosixPath(name).name.split(".")[0])
    except ValueError:
        return None
