"""The sweeper brings back what a dead broker or a dead worker lost."""

from __future__ import annotations

import os
import time
import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models.functions import Now

from claimguide.core import jobs, sweeper, tasks, wakeup
from claimguide.core.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[uuid.UUID]:
    ids: list[uuid.UUID] = []
    monkeypatch.setattr(wakeup, "send_or_raise", ids.append)
    return ids


@pytest.fixture
def job() -> Job:
    return jobs.enqueue("trial", uuid.uuid4(), "one")


def past(**fields: int) -> None:
    Job.objects.update(**{name: Now() - timedelta(seconds=seconds) for name, seconds in fields.items()})


def test_fresh_order_is_left_to_its_own_wake_up(job: Job, sent: list[uuid.UUID]) -> None:
    assert not sweeper.sweep()
    assert sent == []


def test_order_without_answer_is_sent_again_with_growing_pauses(job: Job, sent: list[uuid.UUID]) -> None:
    pauses = []
    for _ in range(8):
        past(publish_at=1)
        assert sweeper.sweep().woken == 1
        assert not sweeper.sweep()
        row = Job.objects.annotate(now=Now()).get()
        pauses.append(round((row.publish_at - row.now).total_seconds()))
    assert sent == [job.pk] * 8
    assert pauses == [10, 20, 40, 80, 160, 300, 300, 300]


def test_order_of_a_dead_worker_is_free_again(job: Job, sent: list[uuid.UUID]) -> None:
    jobs.claim(job.pk)
    past(lease_until=1)
    assert sweeper.sweep() == sweeper.Swept(lost=1, failed=0, woken=1)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.last_error, job.lease_token) == ("pending", 1, "lost", None)


def test_running_order_is_left_alone(job: Job, sent: list[uuid.UUID]) -> None:
    jobs.claim(job.pk)
    assert not sweeper.sweep()


def test_order_that_kills_its_workers_fails_in_the_end(job: Job, sent: list[uuid.UUID]) -> None:
    for _ in range(job.max_attempts):
        assert jobs.claim(job.pk)
        past(lease_until=1)
        sweeper.sweep()
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", 4)
    assert len(sent) == 3


def test_dead_broker_stops_the_sweep_and_changes_nothing(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(job_id: uuid.UUID) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(wakeup, "send_or_raise", refuse)
    past(publish_at=1)
    assert not sweeper.sweep()
    job.refresh_from_db()
    assert job.wakeups == 0


def test_one_sweep_by_hand(job: Job, sent: list[uuid.UUID]) -> None:
    past(publish_at=1)
    out = StringIO()
    call_command("sweep", "--once", stdout=out)
    assert out.getvalue() == "0 lost, 0 failed, 1 woken\n"


def test_failing_clean_up_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def broken() -> int:
        raise ZeroDivisionError

    def working() -> int:
        ran.append("working")
        return 1

    monkeypatch.setattr(jobs, "_collectors", {"broken": broken, "working": working})
    jobs.collect()
    assert ran == ["working"]


def test_what_a_killed_process_left_among_the_uploads_goes_after_a_day(tmp_path, settings):
    """Files of uploads, and the folder in which a bundle was being put together."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    old, young, running = tmp_path / "old", tmp_path / "young", tmp_path / "running"
    for folder in (old, young, running):
        folder.mkdir()
        (folder / "bundle.zip").write_bytes(b"x")
    (tmp_path / "tmpab.upload").write_bytes(b"x")
    before = time.time() - 2 * tasks.UPLOAD_MAX_AGE_SECONDS
    for path in (old / "bundle.zip", old, running, tmp_path / "tmpab.upload"):
        os.utime(path, (before, before))
    assert tasks.abandoned_uploads() == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["running", "young"]
