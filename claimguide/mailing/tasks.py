"""The worker's orders: send a code, send a letter."""

from __future__ import annotations

from claimguide.core import jobs
from claimguide.core.jobs import Lease
from claimguide.core.models import Job

from . import sending
from .models import CODE_JOB, MAIL_JOB


@jobs.handler(CODE_JOB)
def send_code(job: Job, lease: Lease) -> None:
    sending.send_code(job.object_id)


@jobs.handler(MAIL_JOB)
def send(job: Job, lease: Lease) -> None:
    sending.send(job.object_id)


@jobs.collector("mails-given-up")
def give_up() -> int:
    return sending.give_up()
