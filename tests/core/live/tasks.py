"""Orders of kind "trial" leave one line for each time they are done."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django.conf import settings

from claimguide.core import jobs
from claimguide.core.models import Job


def ran_file() -> Path:
    return Path(settings.VAR_DIR, "ran")


@jobs.handler("trial")
def trial(job: Job, lease: jobs.Lease) -> None:
    time.sleep(0.05)

    def write() -> None:
        with ran_file().open("a") as ran:
            ran.write(f"{job.pk} {os.getpid()}\n")

    lease.commit(write)


@jobs.handler("slow once")
def slow_once(job: Job, lease: jobs.Lease) -> None:
    if job.attempts == 1:
        Path(settings.VAR_DIR, "slow").write_text(str(os.getpid()))
        time.sleep(30)
    trial(job, lease)


@jobs.handler("held")
def held(job: Job, lease: jobs.Lease) -> None:
    """Work that lasts until the driver lets it go."""
    Path(settings.VAR_DIR, "held").touch()
    while not Path(settings.VAR_DIR, "let go").exists():
        time.sleep(0.01)
    trial(job, lease)
