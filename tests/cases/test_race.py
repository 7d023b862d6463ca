"""Events written at once make one chain without gaps: on a SQLite file, and on PostgreSQL where it is.

So does a history from before events were chained, in a database that is brought up to date from there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

_PATH = f"{os.environ.get('PATH', '')}:/usr/lib/postgresql/15/bin"
INITDB, PG_CTL = shutil.which("initdb", path=_PATH), shutil.which("pg_ctl", path=_PATH)


@pytest.fixture
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A cluster of its own on a unix socket; PostgreSQL does not run as root."""
    if not (INITDB and PG_CTL):
        pytest.skip("no PostgreSQL on this machine")
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    # The path of a socket must be short.
    folder = Path(tempfile.mkdtemp(prefix="claimguide-pg-", dir="/tmp"))
    if before:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")
    try:
        _run(*before, INITDB, "-D", data, "-A", "trust", "-U", "claimguide", "--no-sync", "-E", "UTF8")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        _run(*before, PG_CTL, "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
        yield {"POSTGRES_DB": "postgres", "POSTGRES_USER": "claimguide", "POSTGRES_HOST": str(folder)}
        _run(*before, PG_CTL, "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=60)


def raced(folder: Path, **more: str) -> dict[str, object]:
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "DJANGO_SETTINGS_MODULE": "claimguide.settings.dev",
        "CLAIMGUIDE_VAR_DIR": str(folder),
        **more,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.cases.live.race"],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=settings.BASE_DIR,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


WHOLE = {
    "faults": [],
    "count": 1 + 2 * 4 * 6,
    "wrong": [],
    "older": [["opened", "consumer"], ["viewed", "staff"], ["letter_ready", "system"]],
    "later": 4,
    "refused": [True, True],
    "left": 0,
}


def test_on_a_sqlite_file(tmp_path: Path) -> None:
    assert raced(tmp_path) == {"vendor": "sqlite", **WHOLE}


@pytest.mark.faults
def test_on_postgresql(tmp_path: Path, postgres: dict[str, str]) -> None:
    assert raced(tmp_path, **postgres) == {"vendor": "postgresql", **WHOLE}
