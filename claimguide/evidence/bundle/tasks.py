"""The worker's order to make a bundle; imported by the room's tasks."""

from __future__ import annotations

from claimguide.core import jobs
from claimguide.core.jobs import Lease
from claimguide.core.models import Job
from claimguide.evidence.models import BUNDLE_JOB


@jobs.handler(BUNDLE_JOB)
def make_bundle(job: Job, lease: Lease) -> None:
    # Typesetting and its libraries load with the first bundle, not with whoever reads the list of handlers.
    from . import making

    making.make_files(job.object_id, lease)
