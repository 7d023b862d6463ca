"""The whole judgement of a file that lies on this machine, with what it took."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from claimguide.evidence.refusals import Refused

from . import gate, runner
from .signatures import Kind

# A link, a pipe or a device is no file that anyone could have uploaded.
_OPEN = os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True)
class Verdict:
    """`refused` is None for a clean file, which has a label, a kind and `decoded`.

    What was not found out before a refusal is None or "". `seconds` is the time it took, `peak_mb` the most
    memory the child held (0 where none was started).
    """

    label: str = ""
    kind: Kind | None = None
    size: int | None = None
    sha256: str = ""
    sm3: str = ""
    refused: Refused | None = None
    decoded: runner.Decoded | None = None
    seconds: float = 0.0
    peak_mb: float = 0.0

    @property
    def clean(self) -> bool:
        return self.refused is None


def judge(path: Path, name: str, *, sha256: str = "", size: int | None = None) -> Verdict:
    """Judge the file at `path` by the `name` it claims; never raises for anything the file or its place is.

    `sha256` and `size` are what its sender says of it. Reasons: see claimguide.evidence.refusals.
    """
    started = time.monotonic()
    known: dict[str, Any] = {}
    try:
        with _regular(path) as source:
            _judge(source, name, (sha256, size), known)
    except Refused as refused:
        known["refused"] = refused
    except OSError:
        known["refused"] = Refused("unreadable")
    return Verdict(**known, seconds=round(time.monotonic() - started, 3))


def _judge(source: IO[bytes], name: str, said: tuple[str, int | None], known: dict[str, Any]) -> None:
    """Step by step; what was found out is in `known` when a step refuses."""
    known["size"] = os.fstat(source.fileno()).st_size
    known["label"], kind = gate.claimed(name, known["size"])
    known["kind"] = kind
    seen = gate.measured(source)
    known |= {"size": seen.size, "sha256": seen.sha256, "sm3": seen.sm3}
    if said[0].lower() not in ("", seen.sha256) or said[1] not in (None, seen.size):
        raise Refused("truncated")
    gate.require_fit(source, kind, seen)
    answer = runner.examine(source, kind.code)
    known["peak_mb"] = answer.peak_mb
    known["decoded"] = runner.decoded(answer)


@contextmanager
def _regular(path: Path) -> Iterator[IO[bytes]]:
    """An ordinary file, opened once: what is judged cannot change places. Refused: unreadable."""
    try:
        number = os.open(path, _OPEN)
    except (OSError, ValueError):
        raise Refused("unreadable") from None
    with os.fdopen(number, "rb") as source:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise Refused("unreadable")
        yield source
