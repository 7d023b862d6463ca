from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.database import give_tables

from .served import ServedSite

LAST_TEST_SECONDS = 900.0


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[ServedSite]:
    """One site for all processes of a run: the first that needs it starts it, and stops it after the last.

    Its tables are a copy of the run's, so that nothing is migrated twice.
    pytest-xdist's `--dist loadgroup` would be simpler, but under pytest 9.2 it groups nothing (xdist #1386).
    """
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    me = os.getpid()
    with _state(shared) as state:
        first = not state
        if first:
            site = ServedSite(shared / f"site-{me}")
            give_tables(site.database)
            site.start()
            state |= {"port": site.port, "folder": str(site.var_dir), "users": []}
        else:
            site = ServedSite(Path(state["folder"]), state["port"])
        state["users"].append(me)
    yield site
    with _state(shared) as state:
        state["users"].remove(me)
    if first:
        _await_others(shared)
        site.stop()


@pytest.fixture(autouse=True)
def another_day(site: ServedSite) -> None:
    """All visitors have one address, which may open a few cases a day: each test is a day of its own."""
    site.forget_visitors()


@contextmanager
def _state(shared: Path) -> Iterator[dict[str, Any]]:
    """Port and users of the site, empty where there is none, under a lock."""
    with (shared / "site.json").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        state = json.loads(file.read() or "{}")
        yield state
        file.seek(0)
        file.truncate()
        json.dump(state, file)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _await_others(shared: Path) -> None:
    """Nobody may start to use the site any more once its users are gone: the file then says there is none."""
    deadline = time.monotonic() + LAST_TEST_SECONDS
    while True:
        with _state(shared) as state:
            if not any(map(_lives, state["users"])) or time.monotonic() > deadline:
                state.clear()
                return
        time.sleep(0.2)
