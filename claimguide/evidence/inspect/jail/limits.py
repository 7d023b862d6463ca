"""The walls of the child. Each is tried and, where the system lacks it, left out: the others still stand."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource

MEMORY_BYTES = 1_200_000_000
CPU_SECONDS = 10
WRITTEN_BYTES = 32_000_000
OPEN_FILES = 48
NOBODY = 65534

_CLONE_NEWNET = 0x40000000
_CLONE_NEWUSER = 0x10000000
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38


def _limit(what: int, most: int) -> None:
    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def raise_walls(
    *,
    memory_bytes: int = MEMORY_BYTES,
    cpu_seconds: int = CPU_SECONDS,
    written_bytes: int = WRITTEN_BYTES,
    own_bytes: int | None = None,
) -> None:
    """Limits on memory (1.2 GB), processor time (10 s), what is written (32 MB), open files; no network.

    `own_bytes` limits what the child may fill itself, libraries and reserved space not counted.
    """
    for what, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, written_bytes),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _limit(what, most)
    if own_bytes is not None:
        _limit(resource.RLIMIT_DATA, own_bytes)
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        as_root = os.geteuid() == 0
        libc.unshare(_CLONE_NEWNET if as_root else _CLONE_NEWUSER | _CLONE_NEWNET)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def drop_rights(*, threads: bool = False, files: bool = True) -> None:
    """Call once everything is imported: no more rights than nobody, no new processes.

    Without `threads` no thread can start; without `files` nothing can be opened, not even a socket.
    """
    if os.geteuid() == 0:
        with contextlib.suppress(OSError):
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
    if not threads:
        _limit(resource.RLIMIT_NPROC, 0)
    if not files:
        _limit(resource.RLIMIT_NOFILE, 0)
