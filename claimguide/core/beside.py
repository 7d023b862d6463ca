"""Work that needs a worker: with the one of the running site, or with one started for as long as it takes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connections

from . import site, wakeup
from .supervisor import Supervisor, Terminal

# The sweeper too: on a busy machine a wake-up may be given up, and only it sends another.
_NEEDED = ("broker", "worker", "sweeper")
_PAUSE_SECONDS = 0.1


class Interrupted(RuntimeError):
    """A signal came before the work was done."""


def run_with_worker(work: Iterator[object], log: Path) -> bool:
    """Go through `work` while a worker runs; returns whether one was started for this.

    Where the site of this run-time folder is being served, its worker does. Otherwise broker and worker start
    here, write to `log`, and stop at the end. Interrupted after a signal; what `work` raises goes through.
    """
    wakeup.load_transport()
    with ExitStack() as stack:
        try:
            stack.enter_context(site.only_one(settings.VAR_DIR / "serve.lock"))
        except site.CannotServeError:
            for _ in work:
                time.sleep(_PAUSE_SECONDS)
            return False
        _supervise(work, stack.enter_context(log.open("a", encoding="utf-8")))
    return True


def _supervise(work: Iterator[object], log: IO[str]) -> None:
    programs = [program for program in site.site_programs() if program.name in _NEEDED]
    connections.close_all()
    supervisor = Supervisor(programs, Terminal(log, _NEEDED), env=site.child_env())
    done = False

    def go_on() -> None:
        nonlocal done
        try:
            next(work)
        except StopIteration:
            done = True
            supervisor.stop()

    supervisor.run(go_on)
    if not done:
        raise Interrupted
