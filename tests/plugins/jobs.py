"""Orders in tests: done at once in this process when a test says so, never behind its back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from claimguide.core import jobs, wakeup
from claimguide.core.models import Job


@pytest.fixture(autouse=True)
def closed_breaker() -> Iterator[None]:
    """A broker that failed in one test must not silence the next."""
    wakeup.breaker.reset()
    yield
    wakeup.breaker.reset()


@pytest.fixture
def run_jobs(db: None) -> Callable[[], int]:
    """Call it to do every pending order in this process; returns how many there were."""

    def run() -> int:
        pending = list(Job.objects.filter(state=Job.State.PENDING).order_by("created_at"))
        for job in pending:
            jobs.run(job.pk)
        return len(pending)

    return run
