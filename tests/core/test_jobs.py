"""Orders are given once, done once and never lost, whoever dies in between."""

from __future__ import annotations

import errno
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import OperationalError, transaction
from django.db.models.functions import Now

from claimguide.core import jobs, slow_lane, wakeup
from claimguide.core.models import Job

pytestmark = pytest.mark.django_db

Act = Callable[[Job, jobs.Lease], None]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[uuid.UUID]:
    """Wake-ups that would have gone to the broker."""
    ids: list[uuid.UUID] = []
    monkeypatch.setattr(wakeup, "send_or_raise", ids.append)
    return ids


@pytest.fixture
def handle(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Act], None]]:
    """Sets what a worker does with orders of kind "trial"."""

    def use(act: Act) -> None:
        monkeypatch.setitem(jobs._handlers, "trial", act)

    return use


def order(key: str = "one") -> Job:
    return jobs.enqueue("trial", uuid.uuid4(), key)


def expire_lease(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - timedelta(seconds=1))


def make_due(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(publish_at=Now() - timedelta(seconds=1))


def test_same_key_gives_one_order(sent: list[uuid.UUID], django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        first, second = order(), order()
    assert first == second
    assert sent == [first.pk]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_when_the_transaction_fails(sent: list[uuid.UUID]) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        order()
        raise ZeroDivisionError
    assert sent == []
    assert not Job.objects.exists()


def test_claim_is_exclusive() -> None:
    job = order()
    assert jobs.claim(job.pk) is not None
    assert jobs.claim(job.pk) is None


def test_expired_lease_can_be_claimed_and_the_late_worker_commits_nothing() -> None:
    job = order()
    late = jobs.claim(job.pk)[1]
    expire_lease(job)
    fresh = jobs.claim(job.pk)[1]
    written: list[str] = []
    with pytest.raises(jobs.LeaseLostError):
        late.commit(lambda: written.append("late"))
    fresh.commit(lambda: written.append("fresh"))
    assert written == ["fresh"]
    job.refresh_from_db()
    assert job.state == "done"


def test_commit_keeps_the_order_open_when_the_write_fails() -> None:
    lease = jobs.claim(order().pk)[1]
    with pytest.raises(ZeroDivisionError):
        lease.commit(lambda: 1 / 0)
    assert Job.objects.get().state == "running"


def test_done_order_is_not_run_again(handle) -> None:
    runs: list[uuid.UUID] = []
    handle(lambda job, lease: runs.append(job.object_id))
    job = order()
    for _ in range(20):
        jobs.run(job.pk)
    assert runs == [job.object_id]
    job.refresh_from_db()
    assert (job.state, job.attempts, job.last_error) == ("done", 1, "")
    assert job.finished_at is not None


def raiser(error: BaseException) -> Act:
    def act(job: Job, lease: jobs.Lease) -> None:
        raise error

    return act


class FatalFetchError(BaseException):
    """Stands for WeasyPrint's, which is no Exception."""


@pytest.mark.parametrize(
    "error", [ValueError("secret text"), MemoryError(), FatalFetchError()], ids=lambda e: type(e).__name__
)
def test_error_of_the_order_fails_it_after_four_attempts(handle, error: BaseException) -> None:
    handle(raiser(error))
    job = order()
    states = []
    for _ in range(6):
        jobs.run(job.pk)
        job.refresh_from_db()
        states.append(job.state)
    assert states == ["pending"] * 3 + ["failed"] * 3
    assert (job.attempts, job.last_error) == (4, type(error).__name__)


@pytest.mark.parametrize(
    "error",
    [
        jobs.TransientError(),
        OperationalError("database is locked"),
        OSError(errno.ENOSPC, "full"),
        ConnectionRefusedError(),
        TimeoutError(),
    ],
    ids=lambda e: type(e).__name__,
)
def test_passing_trouble_uses_up_no_attempt(handle, error: BaseException) -> None:
    handle(raiser(error))
    job = order()
    for _ in range(6):
        jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("pending", 0)
    Job.objects.filter(pk=job.pk).update(ordered_at=Now() - timedelta(hours=25))
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"


def test_missing_file_is_no_passing_trouble(handle) -> None:
    handle(raiser(FileNotFoundError(errno.ENOENT, "gone")))
    job = order()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.attempts == 1


def test_permanent_error_fails_at_once_with_its_code(handle) -> None:
    handle(raiser(jobs.PermanentError("missing_glyph")))
    job = order()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.last_error) == ("failed", "missing_glyph")


def test_unknown_kind_waits_for_a_newer_worker() -> None:
    job = jobs.enqueue("of the next release", uuid.uuid4(), "k")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("pending", 0)


def test_log_never_quotes_an_error_message(handle, caplog: pytest.LogCaptureFixture) -> None:
    handle(raiser(ValueError("张三 13800138000")))
    jobs.run(order().pk)
    assert "ValueError" in caplog.text
    assert "13800138000" not in caplog.text


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, handle, settings) -> list[str]:
    """Orders of kind "trial" are slow, one at a time; the keys of those that were done."""
    settings.SLOW_JOBS_AT_ONCE = 1
    monkeypatch.setattr(slow_lane, "_kinds", {"trial"})
    done: list[str] = []
    handle(lambda job, lease: done.append(job.key))
    return done


def test_slow_order_waits_while_another_is_under_way(slow: list[str], sent) -> None:
    first, second, third = order("one"), order("two"), order("three")
    assert jobs.claim(first.pk)
    jobs.run(second.pk)
    assert not slow
    second.refresh_from_db()
    assert (second.state, second.attempts) == (Job.State.PENDING, 0)
    expire_lease(first)
    jobs.run(third.pk)
    assert slow == ["three"]
    assert sent == [second.pk]


def test_slow_order_that_fails_wakes_the_next(slow: list[str], handle, sent) -> None:
    first, second = order("one"), order("two")
    handle(raiser(ValueError()))
    jobs.run(first.pk)
    assert sent == [second.pk]


def test_slow_orders_keep_no_other_waiting(slow: list[str], monkeypatch: pytest.MonkeyPatch, sent) -> None:
    done: list[str] = []
    monkeypatch.setitem(jobs._handlers, "letter", lambda job, lease: done.append(job.key))
    assert jobs.claim(order("one").pk)
    jobs.run(jobs.enqueue("letter", uuid.uuid4(), "letter").pk)
    assert done == ["letter"]
    assert sent == []


def test_failed_order_can_be_given_again(handle, sent, django_capture_on_commit_callbacks) -> None:
    handle(raiser(jobs.PermanentError("x")))
    job = order()
    jobs.run(job.pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.retry(job)
        assert not jobs.retry(job)
    assert sent == [job.pk]
    handle(lambda job, lease: None)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 1)


def test_room_that_cannot_be_imported_does_not_stop_the_others(handle, monkeypatch, caplog) -> None:
    real = jobs.import_module

    def without_pango(name: str) -> object:
        if "letters" in name:
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name)

    monkeypatch.setattr(jobs, "import_module", without_pango)
    handle(lambda job, lease: None)
    job = order()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "done"
    assert "claimguide.letters.tasks cannot be imported: OSError" in caplog.text
