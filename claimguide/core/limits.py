"""A ceiling on what one piece of work may fill of this machine's memory."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_STATUS = Path("/proc/self/status")


@contextmanager
def at_most_more(extra: int) -> Iterator[None]:
    """Let this process take at most `extra` bytes more than it has now; beyond that comes a MemoryError.

    A library that cannot report it ends the process instead, which the sweeper of orders notices. Where the
    system does not say what a process has (macOS), nothing is limited.
    """
    held = _held()
    if held is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = held + extra
    for bound in (soft, hard):
        most = most if bound == resource.RLIM_INFINITY else min(most, bound)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _held() -> int | None:
    """Bytes of private memory this process may write to, as Linux counts them for the limit."""
    try:
        lines = _STATUS.read_text("ascii").splitlines()
    except OSError:
        return None
    kilobytes = next((line.split()[1] for line in lines if line.startswith("VmData:")), None)
    return None if kilobytes is None else int(kilobytes) * 1024
