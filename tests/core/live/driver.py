"""Plays scenarios with real processes and prints what happened as JSON. Run by test_live.py."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from datetime import timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.db.models.functions import Now  # noqa: E402

from claimguide.core import broker, jobs, site, sweeper, wakeup  # noqa: E402
from claimguide.core.models import Job  # noqa: E402
from claimguide.core.prepare import make_folders  # noqa: E402

from .tasks import ran_file  # noqa: E402

PATIENCE_SECONDS = 30.0


class Live:
    """Broker and worker of the site in CLAIMGUIDE_VAR_DIR, by their process ids."""

    def __init__(self) -> None:
        make_folders()
        wakeup.load_transport()
        call_command("migrate", verbosity=0)
        self.start_broker()
        self.log_path = settings.VAR_DIR / "worker.log"
        self.log = self.log_path.open("w")
        command = [sys.executable, "-m", "celery", "--skip-checks", "-A", "claimguide", "worker"]
        self.worker = subprocess.Popen([*command, *site.WORKER_OPTIONS], stdout=self.log, stderr=self.log)

    def start_broker(self) -> None:
        server = broker.embedded_server()
        assert server is not None
        self.broker = subprocess.Popen(broker.server_command(server, settings.VAR_DIR))
        wait_for(lambda: broker.answers(broker.socket_path(settings.VAR_DIR)))

    def kill_broker(self) -> None:
        self.broker.kill()
        self.broker.wait()

    def stop(self) -> None:
        self.broker.send_signal(signal.SIGCONT)
        for process in (self.worker, self.broker):
            process.kill()
            process.wait()


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.01)


def order(kind: str = "trial") -> tuple[Job, float]:
    """A new order and how long giving it held its page up (seconds)."""
    started = time.monotonic()
    with transaction.atomic():
        job = jobs.enqueue(kind, uuid.uuid4(), uuid.uuid4().hex)
    return job, time.monotonic() - started


def all_done() -> bool:
    return not Job.objects.exclude(state="done").exists()


def runs() -> list[str]:
    return [line.split()[0] for line in ran_file().read_text().splitlines()]


def make_due() -> None:
    Job.objects.filter(state="pending").update(publish_at=Now() - timedelta(seconds=1))


def sweep_until(condition: Callable[[], object]) -> None:
    """Sweep again and again, as the site does: the first message may go to a connection that is dead."""

    def met() -> bool:
        sweeper.sweep()
        return bool(condition())

    wait_for(met)


def round_trip(live: Live) -> dict[str, object]:
    """Orders arrive once, however often their message does."""
    job, _ = order()
    wait_for(all_done)  # the worker is up
    started = time.monotonic()
    order()
    wait_for(all_done)
    latency = time.monotonic() - started
    many = [order()[0] for _ in range(5)]
    for job in many:
        for _ in range(4):
            wakeup.send_or_raise(job.pk)
    wait_for(all_done)
    time.sleep(0.3)  # time for a wrong second run to show
    done = runs()
    return {"orders": Job.objects.count(), "runs": len(done), "distinct": len(set(done)), "latency": latency}


def broken_broker(live: Live) -> dict[str, object]:
    """A frozen and a dead broker: pages go on, orders are done when it is back."""
    order()
    wait_for(all_done)
    live.broker.send_signal(signal.SIGSTOP)
    frozen = order()[1]
    next_frozen = order()[1]
    live.broker.send_signal(signal.SIGCONT)
    wakeup.breaker.reset()
    live.kill_broker()
    dead = order()[1]
    next_dead = order()[1]
    live.start_broker()
    make_due()
    sweep_until(all_done)
    return {"first": [frozen, dead], "next": [next_frozen, next_dead], "runs": len(runs())}


def broker_lost_at_work(live: Live) -> dict[str, object]:
    """The broker dies while an order is being done: the work goes on and counts."""
    job, _ = order("held")
    wait_for((settings.VAR_DIR / "held").exists)
    live.kill_broker()
    wait_for(lambda: "Connection to broker lost" in live.log_path.read_text())
    live.start_broker()
    order()
    make_due()
    sweep_until(lambda: len(runs()) == 1)  # the worker is connected again
    (settings.VAR_DIR / "let go").touch()
    wait_for(all_done)
    job.refresh_from_db()
    return {"attempts": job.attempts, "runs": len(runs())}


def killed_child(live: Live) -> dict[str, object]:
    """kill -9 of the process that does an order: another one does it when the lease has run out."""
    slow = settings.VAR_DIR / "slow"
    job, _ = order("slow once")
    wait_for(lambda: slow.exists() and slow.read_text())
    os.kill(int(slow.read_text()), signal.SIGKILL)
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - timedelta(seconds=1))
    swept = sweeper.sweep()
    wait_for(all_done)
    job.refresh_from_db()
    return {"lost": swept.lost, "attempts": job.attempts, "runs": len(runs())}


def play() -> dict[str, dict[str, object]]:
    """All scenarios, one after the other, with the same worker."""
    live = Live()
    seen = {}
    try:
        for scenario in (round_trip, broker_lost_at_work, killed_child, broken_broker):
            Job.objects.all().delete()
            ran_file().write_text("")
            wakeup.breaker.reset()
            seen[scenario.__name__] = scenario(live)
    finally:
        live.stop()
    return seen


if __name__ == "__main__":
    print(json.dumps(play()))
