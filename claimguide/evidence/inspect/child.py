"""Starts the child that looks into a file, waits for it within bounds, and reads what it answers."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from claimguide.evidence.refusals import CODES, Refused

log = logging.getLogger(__name__)

# Each child may fill 0.3 gigabytes; more at once would starve the pages.
_AT_ONCE = threading.BoundedSemaphore(2)
_QUEUE_SECONDS = 10
_HEADER_BYTES = 16_384
_ROOM = Path(__file__).resolve().parent
# -I: no environment, no current directory, no user site. The package is found by its own folder alone.
_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from jail.main import main; main(*sys.argv[2:])"
_SHORTEST_NAP, _LONGEST_NAP = 0.002, 0.02


@dataclass(frozen=True)
class Answer:
    """What a child said: its header, the parts it made, why it refused (or None), and what it took."""

    header: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, bytes] = field(default_factory=dict)
    refused: Refused | None = None
    seconds: float = 0.0
    peak_mb: float = 0.0


def ask(  # noqa: PLR0913
    source: IO[bytes],
    task: str,
    kind: str,
    order: Mapping[str, Any] | None = None,
    *,
    seconds: float,
    product: IO[bytes] | None = None,
) -> Answer:
    """Have a child of its own do one task with an open file, which it reads from the start.

    `product` is an open file it may write to. Refused: unavailable where no child can start.
    """
    if not _AT_ONCE.acquire(timeout=_QUEUE_SECONDS):
        raise Refused("unavailable")
    try:
        with tempfile.TemporaryFile() as said:
            told = dict(order or {})
            if product is not None:
                told["product"] = product.fileno()
            source.seek(0)
            started = time.monotonic()
            command = [sys.executable, "-I", "-c", _BOOT, str(_ROOM), task, kind, json.dumps(told)]
            code, peak_mb = _run(command, source, said, product, seconds)
            return _read(said, code, time.monotonic() - started, peak_mb)
    finally:
        _AT_ONCE.release()


def _run(
    command: list[str], source: IO[bytes], said: IO[bytes], product: IO[bytes] | None, seconds: float
) -> tuple[int | None, float]:
    """The child's exit code, None where it took too long, and the most memory it was seen to hold (MB)."""
    try:
        process = subprocess.Popen(  # noqa: S603
            command,
            stdin=source,
            stdout=said,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            close_fds=True,
            pass_fds=() if product is None else (product.fileno(),),
            start_new_session=True,
        )
    except OSError as error:
        log.error("no child process for a file: %s", type(error).__name__)
        raise Refused("unavailable") from None
    try:
        return _ended(process, seconds)
    finally:
        if process.returncode is None:
            process.kill()
            process.wait()


def _ended(process: subprocess.Popen[bytes], seconds: float) -> tuple[int | None, float]:
    until, nap, peak_mb = time.monotonic() + seconds, _SHORTEST_NAP, 0.0
    while process.poll() is None:
        if time.monotonic() > until:
            return None, peak_mb
        # A child that is stopped cannot say it, and the system's figure holds the parent's memory too.
        peak_mb = _held(process.pid) or peak_mb
        time.sleep(nap)
        nap = min(_LONGEST_NAP, nap * 2)
    return process.returncode, peak_mb


def _held(pid: int) -> float:
    """The most memory a process has held so far (MB); 0 where the system does not say."""
    try:
        said = Path(f"/proc/{pid}/status").read_bytes().partition(b"VmHWM:")[2].split()
    except OSError:
        return 0.0
    return round(int(said[0]) * 1024 / 1_000_000, 1) if said else 0.0


def _read(said: IO[bytes], code: int | None, seconds: float = 0.0, peak_mb: float = 0.0) -> Answer:
    if code is None or code < 0:
        # Stopped by a limit (processor time, memory) or by its own crash: not a file to keep.
        log.warning("inspection child ended by %s", "the clock" if code is None else f"signal {-code}")
        return Answer(refused=Refused("too_complex"), seconds=seconds, peak_mb=peak_mb)
    if code:
        log.error("inspection child ended with code %d", code)
        raise Refused("unavailable")
    try:
        return _understood(said, seconds)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Answer(refused=Refused("too_complex"), seconds=seconds, peak_mb=peak_mb)


def _understood(said: IO[bytes], seconds: float) -> Answer:
    size = said.seek(0, os.SEEK_END)
    said.seek(0)
    header = json.loads(said.readline(_HEADER_BYTES))
    peak_mb = float(header.get("peak_mb", 0.0))
    if "refused" in header:
        return Answer(header, {}, _refusal(header), seconds, peak_mb)
    sizes = {str(name): int(length) for name, length in header["parts"].items()}
    if min(sizes.values(), default=0) < 0 or sum(sizes.values()) > size:
        raise ValueError("parts that are not there")
    return Answer(header, {name: said.read(length) for name, length in sizes.items()}, None, seconds, peak_mb)


def _refusal(header: Mapping[str, Any]) -> Refused:
    code = header["refused"]
    values = {name: int(value) for name, value in header.get("values", {}).items() if name == "max"}
    return Refused(code if code in CODES else "damaged", **values)
