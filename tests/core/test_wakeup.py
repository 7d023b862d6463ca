"""A page never waits for a broker that is slow, and never fails because of one that is dead."""

from __future__ import annotations

import threading
import uuid

import pytest

from claimguide.core import wakeup

JOB = uuid.uuid4()


def use(monkeypatch: pytest.MonkeyPatch, act) -> None:
    monkeypatch.setattr(wakeup, "send_or_raise", act)


def test_message_goes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[uuid.UUID] = []
    use(monkeypatch, sent.append)
    assert wakeup.send(JOB)
    assert sent == [JOB]


def test_dead_broker_is_not_asked_again_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[uuid.UUID] = []

    def refuse(job_id: uuid.UUID) -> None:
        asked.append(job_id)
        raise ConnectionRefusedError

    use(monkeypatch, refuse)
    assert not wakeup.send(JOB)
    assert not wakeup.send(JOB)
    assert asked == [JOB]
    wakeup.breaker.reset()
    assert not wakeup.send(JOB)
    assert asked == [JOB, JOB]


def test_frozen_broker_holds_a_page_up_no_longer_than_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    thaw = threading.Event()
    monkeypatch.setattr(wakeup, "PATIENCE_SECONDS", 0.05)
    use(monkeypatch, lambda job_id: thaw.wait(5))
    assert not wakeup.send(JOB)
    assert wakeup.breaker.open
    thaw.set()


def test_slow_broker_is_asked_again_when_it_answered_after_all(monkeypatch: pytest.MonkeyPatch) -> None:
    thaw, sent = threading.Event(), threading.Event()
    monkeypatch.setattr(wakeup, "PATIENCE_SECONDS", 0.02)
    use(monkeypatch, lambda job_id: thaw.wait(5))
    monkeypatch.setattr(wakeup.breaker, "reset", sent.set)
    assert not wakeup.send(JOB)
    thaw.set()
    assert sent.wait(5)


def test_message_carries_the_id_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[object, ...]] = []
    monkeypatch.setattr(wakeup.app, "send_task", lambda name, args, **options: seen.append((name, args)))
    wakeup.send_or_raise(JOB)
    assert seen == [("core.run_job", (str(JOB),))]
