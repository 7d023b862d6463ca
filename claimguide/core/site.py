"""The whole site on one machine: which programs it has and when it really answers."""

from __future__ import annotations

import errno
import fcntl
import http.client
import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.checks import run_checks
from django.db import connections
from django.utils.translation import gettext as _

from . import broker
from .checks import SITE
from .prepare import prepare
from .supervisor import Program, Supervisor, Terminal


class CannotServeError(Exception):
    """Said in words that tell what to do."""


def serve(stream: IO[str]) -> None:
    """Prepare, then run all programs until SIGINT or SIGTERM.

    Raises CannotServeError if the port is taken or this folder is already being served.
    """
    host, port = os.environ.get("HOST") or "127.0.0.1", int(os.environ.get("PORT") or "8000")
    check_port(host, port)
    settings.VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with only_one(settings.VAR_DIR / "serve.lock"):
        programs = site_programs()
        terminal = Terminal(stream, [program.name for program in programs])
        prepare(terminal.say)
        for problem in run_checks(tags=[SITE]):
            terminal.say(f"! {problem.msg}" + (f"\n  {problem.hint}" if problem.hint else ""))
        connections.close_all()
        announce = Announcer(terminal, host, port)
        Supervisor(programs, terminal, env=child_env()).run(announce)


def site_programs() -> list[Program]:
    """The programs of this site; the broker, where it is ours, comes first and stops last."""
    python, base = sys.executable, Path(settings.BASE_DIR)
    # Pages come first: letters and clean-ups take what processor time is left over.
    behind = ["nice", "-n", "5", python]
    worker = [
        *behind,
        "-m",
        "celery",
        "--skip-checks",
        "--quiet",
        "-A",
        "claimguide",
        "worker",
        *WORKER_OPTIONS,
    ]
    programs = [
        Program("web", [python, "-m", "gunicorn", "--config", str(base / "gunicorn.conf.py")]),
        Program("worker", worker),
        Program("sweeper", [*behind, str(base / "manage.py"), "sweep"]),
    ]
    if settings.CELERY_BROKER_URL.startswith("redis+socket:") and not os.environ.get("CELERY_BROKER_URL"):
        server, path = broker.embedded_server(), broker.socket_path(settings.VAR_DIR)
        assert server is not None  # noqa: S101 - for mypy: the address above names it
        command = broker.server_command(server, settings.VAR_DIR)
        programs.insert(0, Program("broker", command, ready=lambda: broker.answers(path)))
    return programs


# The chatter of workers among themselves is for fleets; here it would only cost start-up time.
WORKER_OPTIONS = (
    "--pool=prefork",
    "--without-gossip",
    "--without-mingle",
    "--without-heartbeat",
    "--loglevel=INFO",
)


def child_env() -> dict[str, str]:
    """What the programs get on top of our own environment."""
    env = {"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
    if sys.platform == "darwin":
        # macOS: find Homebrew's libraries, and let the worker fork after fonts were loaded.
        env["DYLD_FALLBACK_LIBRARY_PATH"] = "/opt/homebrew/lib:/usr/local/lib:/usr/lib"
        env["OBJC_DISABLE_INITIALIZE_FORK_SAFETY"] = "YES"
    return env


def check_port(host: str, port: int) -> None:
    """Raises CannotServeError if nobody could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CannotServeError(
                    _("Port %(port)d is in use by another program. Choose another: PORT=%(other)d make run")
                    % {"port": port, "other": port + 1}
                ) from error
            raise CannotServeError(
                _("Cannot listen on %(host)s port %(port)d: %(reason)s")
                % {"host": host, "port": port, "reason": error.strerror}
            ) from error


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock of this run-time folder; raises CannotServeError if another process has it."""
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotServeError(
                _("This site is already running from the same folder. Stop it first (Ctrl-C in its window).")
            ) from error
        yield


class Announcer:
    """Says the address once, when a page has really been answered."""

    def __init__(self, terminal: Terminal, host: str, port: int) -> None:
        self._terminal = terminal
        self._host = "127.0.0.1" if host in ("0.0.0.0", "::", "") else host  # noqa: S104 - compared, not bound
        self._port = port
        self._answered = threading.Event()
        self._asking: threading.Thread | None = None
        self._said = False

    def __call__(self) -> None:
        if self._said:
            return
        if self._answered.is_set():
            self._said = True
            address = f"http://{self._host}:{self._port}/"
            self._terminal.say("\n" + _("The site answers at %(address)s") % {"address": address})
            self._terminal.say(_("Stop it with Ctrl-C.") + "\n")
        elif self._asking is None or not self._asking.is_alive():
            # In a thread: a site that is slow to answer must not keep the supervisor from its children.
            self._asking = threading.Thread(target=self._ask, daemon=True)
            self._asking.start()

    def _ask(self) -> None:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=5)
        try:
            connection.request("GET", "/health")
            if connection.getresponse().status < 500:
                self._answered.set()
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
