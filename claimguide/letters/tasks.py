"""Work outside requests: render an ordered letter, and keep files and rows in step."""

from __future__ import annotations

from claimguide.core import jobs
from claimguide.core.jobs import Lease
from claimguide.core.models import Job

from . import making, models


@jobs.handler(models.JOB_KIND)
def make_letter(job: Job, lease: Lease) -> None:
    making.make_file(job.object_id, lease)


@jobs.handler(models.FILE_JOB_KIND)
def make_form(job: Job, lease: Lease) -> None:
    making.make_form(job.object_id, lease)


@jobs.collector("letter files")
def tidy_files() -> int:
    return making.remove_orphans() + making.order_lost_files()
