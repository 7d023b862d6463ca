"""Work outside requests: make an ordered dossier, and remove files that no dossier owns."""

from __future__ import annotations

from claimguide.core import jobs
from claimguide.core.jobs import Lease
from claimguide.core.models import Job

from . import keeping
from .models import JOB_KIND


@jobs.handler(JOB_KIND)
def make_dossier(job: Job, lease: Lease) -> None:
    # Typesetting and its libraries load with the first dossier, not with whoever reads the list of handlers.
    from . import making

    making.make_file(job.object_id, lease)


@jobs.collector("orphan-dossier-files")
def delete_orphans() -> int:
    return keeping.delete_orphans()
