"""Programs in one terminal: seen, restarted, stopped. With real processes that only sleep and print."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest

from claimguide.core.supervisor import Program, Supervisor, Terminal


@pytest.fixture(autouse=True)
def signals_restored():
    before = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, action in before.items():
        signal.signal(number, action)


def python(code: str) -> list[str]:
    return [sys.executable, "-u", "-S", "-E", "-c", code]


SLEEP = python("print('up'); import time; time.sleep(60)")


def supervise(programs: list[Program], until: Callable[[str], bool], stop_seconds: float = 5.0) -> str:
    """Run the programs until their output fulfils `until`, then send the signal Ctrl-C sends."""
    out = io.StringIO()
    terminal = Terminal(out, [program.name for program in programs])
    supervisor = Supervisor(programs, terminal, stop_seconds=stop_seconds, first_pause=0.05)
    deadline = time.monotonic() + 20
    asked = threading.Event()

    def watch() -> None:
        if (until(out.getvalue()) or time.monotonic() > deadline) and not asked.is_set():
            asked.set()
            os.kill(os.getpid(), signal.SIGINT)

    supervisor.run(watch)
    assert until(out.getvalue()), out.getvalue()
    return out.getvalue()


def alive(pid: int) -> bool:
    """Whether this process runs; one that only waits for init to collect it does not."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S607
    return state.stdout.strip()[:1] not in ("", "Z")


def test_lines_carry_the_name_of_their_program() -> None:
    text = supervise([Program("web", SLEEP), Program("worker", SLEEP)], lambda out: out.count("up") == 2)
    assert "web    | up\n" in text
    assert "worker | up\n" in text
    assert text.endswith("stopping ...\nstopped.\n")


def test_crashed_program_starts_again_and_it_is_said() -> None:
    crash = python("print('up'); raise SystemExit(3)")
    text = supervise([Program("web", crash)], lambda out: out.count("up") >= 3)
    assert "web | !! stopped (exit code 3), starts again in 0.05 s" in text
    assert "starts again in 0.1 s" in text


def test_killed_program_is_named_by_its_signal() -> None:
    killed = python("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert "signal SIGKILL" in supervise([Program("web", killed)], lambda out: "SIGKILL" in out)


def test_stubborn_program_and_its_children_are_killed() -> None:
    code = (
        "import os, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "os.fork()\n"
        "print('pid', os.getpid())\n"
        "time.sleep(60)\n"
    )
    text = supervise([Program("web", python(code))], lambda out: out.count("pid") == 2, stop_seconds=0.2)
    pids = [int(line.split()[-1]) for line in text.splitlines() if "pid" in line]
    deadline = time.monotonic() + 5
    while any(map(alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(map(alive, pids))


def test_first_program_is_waited_for_and_stopped_last() -> None:
    ready = iter([False, False, True])
    say_bye = "import signal, time, sys\nsignal.signal(15, lambda *a: (print('bye'), sys.exit()))\n"
    first = Program(
        "broker", python(say_bye + "print('up')\ntime.sleep(60)"), ready=lambda: next(ready, True)
    )
    second = Program("web", python(say_bye + "print('up')\ntime.sleep(60)"))
    text = supervise([first, second], lambda out: out.count("up") == 2)
    assert text.index("web    | bye") < text.index("broker | bye")
    assert "starts again" not in text


def test_closed_terminal_does_not_stop_the_stopping() -> None:
    out = io.StringIO()
    terminal = Terminal(out, ["web"])
    out.close()
    terminal.say("nobody hears it")
