"""Entry point of the child: the file on standard input, the task as arguments, the answer on standard output.

Started by claimguide.evidence.inspect.runner. The exit code is 0 whenever an answer was written.
"""

from __future__ import annotations

import functools
import importlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import BinaryIO

from . import limits
from .verdict import Refusal, write_refusal

_MB = 1_000_000
# What each task may fill of memory, and how long and how much it may work and write.
_WALLS: dict[str, dict[str, int]] = {
    "decode": {},
    # These are asked of files that were judged already, for copies of all their pixels.
    "page": {"own_bytes": 600 * _MB},
    "text": {},
    "burn": {"own_bytes": 600 * _MB, "cpu_seconds": 120, "written_bytes": 150 * _MB},
    "remux": {"written_bytes": 110 * _MB},
}
_OWN_BYTES = {"heic": 285 * _MB, "pdf": 240 * _MB}
_OWN_BYTES_ELSE = 265 * _MB
_ROOMS = {"pdf": "pdfs", "text": "texts", **dict.fromkeys(("mp4", "mov", "m4a", "amr", "mp3"), "media")}


def main(task: str, kind: str, order: str) -> None:
    limits.raise_walls(**{"own_bytes": _OWN_BYTES.get(kind, _OWN_BYTES_ELSE), **_WALLS[task]})
    memory = _memory_book()
    # Only what this kind needs: pikepdf and pdfium would double the start of a child that looks at a photo.
    tasks = importlib.import_module(".tasks", __package__)
    room = importlib.import_module(f".{_ROOMS.get(kind, 'pictures')}", __package__)
    room.load(kind)
    # The HEIC decoder works in a thread of its own and aborts without it; the system counts both alike.
    limits.drop_rights(threads=kind == "heic", files=False)
    work = functools.partial(tasks.TASKS[task], room, sys.stdin.buffer, kind, json.loads(order))
    _answer(sys.stdout.buffer, work, memory)


def _answer(out: BinaryIO, work: Callable[[], Callable[..., None]], memory: int) -> None:
    try:
        write = work()
    except Refusal as refusal:
        write_refusal(out, refusal, **cost(memory))
    except MemoryError:
        write_refusal(out, Refusal("too_complex"), **cost(memory))
    except Exception:
        # Decoders raise whatever they like on bytes they cannot follow; an honest file never gets here.
        write_refusal(out, Refusal("damaged"), **cost(memory))
    else:
        write(out, **cost(memory))
    out.flush()


def _memory_book() -> int:
    """Where the system notes the most memory this program held; -1 where there is no such place."""
    try:
        return os.open("/proc/self/status", os.O_RDONLY)
    except OSError:
        return -1


def cost(memory: int) -> dict[str, float]:
    """The most memory this program held (MB) and its processor time (s)."""
    # The usual figure also holds what the parent had when it started this child.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if memory >= 0:
        said = os.pread(memory, 8192, 0).partition(b"VmHWM:")[2].split()
        peak = int(said[0]) if said else peak
    return {"peak_mb": round(peak * 1024 / _MB, 1), "cpu_seconds": round(time.process_time(), 3)}
