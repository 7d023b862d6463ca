"""`manage.py serve` on a free port, with a run-time folder of its own."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# As long as it lives it may still come up: on a machine full of other work the first start takes minutes.
START_SECONDS = 900.0
STOP_SECONDS = 20.0


class ServedSite:
    """Web, worker, sweeper and broker of one folder; `url` ends without a slash."""

    def __init__(self, var_dir: Path, port: int | None = None) -> None:
        self.var_dir = var_dir
        self.log, self.database = var_dir / "serve.log", var_dir / "claimguide.sqlite3"
        var_dir.mkdir(parents=True, exist_ok=True)
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Return when a page is answered. RuntimeError with the log if that does not happen."""
        inherited = {k: v for k, v in os.environ.items() if k not in ("CELERY_BROKER_URL", "POSTGRES_DB")}
        env = inherited | {
            "CLAIMGUIDE_VAR_DIR": str(self.var_dir),
            "DJANGO_SETTINGS_MODULE": "claimguide.settings.dev",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
        }
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), "serve"],
                cwd=ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not answers(self.port):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"the site did not start:\n{self.tail()}")
            time.sleep(0.1)

    def forget_visitors(self) -> None:
        """Count anew how often an address did what may be done only so often."""
        with (
            closing(sqlite3.connect(self.database, timeout=STOP_SECONDS)) as data,
            data,
        ):
            data.execute("DELETE FROM core_counter")

    def tail(self, lines: int = 40) -> str:
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:])

    def stop(self) -> None:
        """Ask it to stop, as Ctrl-C does; kill it where it does not."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def answers(port: int) -> bool:
    """Whether a web process of the site listens there and is well."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
