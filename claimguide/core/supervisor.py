"""Several programs in one terminal: started together, restarted when they crash, stopped together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

# Longer than a letter takes; a worker that is still busy then is killed, and its order is found again.
STOP_SECONDS = 10.0
# A program that ran this long was healthy: its next crash starts with the short pause again.
HEALTHY_SECONDS = 30.0
LONGEST_PAUSE_SECONDS = 30.0
_POLL_SECONDS = 0.1
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Program:
    """One program: `ready` tells when those after it in the list may start."""

    name: str
    command: Sequence[str]
    ready: Callable[[], bool] | None = None


@dataclass
class _Child:
    program: Program
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.0
    start_at: float = 0.0
    reader: threading.Thread | None = field(default=None, repr=False)


class Terminal:
    """Lines of many programs in one stream, each with the name of its program in a colour of its own."""

    COLOURS = (36, 33, 35, 32, 34)

    def __init__(self, stream: IO[str], names: Sequence[str]) -> None:
        self._stream = stream
        self._width = max(map(len, names), default=0)
        self._colours = {name: self.COLOURS[i % len(self.COLOURS)] for i, name in enumerate(names)}
        self._colourful = stream.isatty() and "NO_COLOR" not in os.environ
        self._lock = threading.Lock()

    def line(self, name: str, text: str) -> None:
        label = f"{name:<{self._width}} |"
        if self._colourful:
            label = f"\033[{self._colours.get(name, 1)}m{label}\033[0m"
        self.say(f"{label} {text}")

    def say(self, text: str) -> None:
        # A terminal that was closed must not keep the programs from being stopped.
        with self._lock, contextlib.suppress(OSError, ValueError):
            self._stream.write(text + "\n")
            self._stream.flush()


class Supervisor:
    """Runs the programs until SIGINT or SIGTERM, then stops them in reverse order of the list."""

    def __init__(
        self,
        programs: Sequence[Program],
        terminal: Terminal,
        *,
        env: Mapping[str, str] | None = None,
        stop_seconds: float = STOP_SECONDS,
        first_pause: float = 1.0,
    ) -> None:
        self._children = [_Child(program) for program in programs]
        self._terminal = terminal
        self._env = {**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})}
        self._stop_seconds = stop_seconds
        self._first_pause = first_pause
        self._signals = 0

    def run(self, while_running: Callable[[], None] = lambda: None) -> None:
        """Start all programs and watch them; `while_running` is called ten times a second."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        try:
            for child in self._children:
                self._start(child)
                self._await_ready(child)
            while not self._signals:
                for child in self._children:
                    self._watch(child)
                while_running()
                time.sleep(_POLL_SECONDS)
        finally:
            self._stop_all()

    def stop(self) -> None:
        """End `run` as a signal would; for `while_running`."""
        self._signals += 1

    def _on_signal(self, *_: object) -> None:
        self._signals += 1

    def _start(self, child: _Child) -> None:
        if self._signals:
            return
        child.started = time.monotonic()
        child.process = subprocess.Popen(  # noqa: S603 - commands come from serve, never from a person
            child.program.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self._env,
            # A session of its own: Ctrl-C reaches only the supervisor, which stops the others in order.
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
        )
        child.reader = threading.Thread(
            target=self._relay, args=(child.program.name, child.process), daemon=True
        )
        child.reader.start()

    def _relay(self, name: str, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None  # noqa: S101 - for mypy: it was opened as a pipe above
        for raw in process.stdout:
            line = raw.decode("utf-8", "replace").rstrip()
            if line:
                self._terminal.line(name, line)

    def _await_ready(self, child: _Child, seconds: float = 5.0) -> None:
        ready = child.program.ready
        deadline = time.monotonic() + seconds
        while ready and not self._signals and time.monotonic() < deadline and not ready():
            time.sleep(0.02)

    def _watch(self, child: _Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.start_at:
                self._start(child)
            return
        code = child.process.poll()
        if code is None:
            return
        _kill_group(child.process.pid)  # its own children, where the program died before them
        healthy = now - child.started > HEALTHY_SECONDS
        child.pause = (
            self._first_pause if healthy or not child.pause else min(child.pause * 2, LONGEST_PAUSE_SECONDS)
        )
        child.process, child.start_at = None, now + child.pause
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        self._terminal.line(child.program.name, f"!! stopped ({how}), starts again in {child.pause:g} s")

    def _stop_all(self) -> None:
        """The first program in the list carries the others (the broker), so it goes last."""
        self._terminal.say("stopping ...")
        for group in (self._children[1:], self._children[:1]):
            running = [child.process for child in group if child.process]
            for process in running:
                with contextlib.suppress(ProcessLookupError):
                    process.terminate()
            seen, deadline = self._signals, time.monotonic() + self._stop_seconds
            while any(p.poll() is None for p in running) and time.monotonic() < deadline:
                if self._signals > seen:  # asked once more: no patience left
                    break
                time.sleep(0.05)
            for process in running:
                _kill_group(process.pid)
                process.wait()
        self._terminal.say("stopped.")


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _die_with_parent() -> None:
    """Linux: the kernel stops this program when the supervisor is killed and can no longer do it."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
