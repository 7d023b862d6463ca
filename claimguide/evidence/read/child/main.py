"""Entry point of the child: pictures on standard input, one line of JSON per picture on standard output.

Started by claimguide.evidence.read.engine, with the folder of the inspecting child's walls beside its own.
Input: a line of JSON with the sizes in bytes, then the pictures without gaps.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any, BinaryIO

# The libraries map 1.1 GB and fill half of it; a picture of 64 million pixels takes 0.2 GB more.
MEMORY_BYTES = 2_500_000_000
OWN_BYTES = 1_200_000_000


def main(seconds: int) -> None:
    limits = importlib.import_module("jail.limits")
    limits.raise_walls(memory_bytes=MEMORY_BYTES, cpu_seconds=seconds, own_bytes=OWN_BYTES)
    out = _private_output()
    from . import pictures, reader

    # Models are opened before the rights go: afterwards the child may not even read its own packages.
    read = reader.load()
    pictures.load()
    limits.drop_rights(files=False)
    source = sys.stdin.buffer
    for size in json.loads(source.readline()):
        answer = _answer(read, pictures, source.read(size))
        out.write(json.dumps(answer).encode() + b"\n")
        out.flush()


def _private_output() -> BinaryIO:
    """The answer's own way out: whatever a library prints goes nowhere."""
    out = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return out


def _answer(read: Any, pictures: Any, data: bytes) -> dict[str, Any]:
    try:
        picture = pictures.opened(data)
        lines, whole = pictures.lines(picture, read)
    except (MemoryError, pictures.TooLarge):
        return {"failed": "too_complex"}
    except Exception:
        # Decoders raise whatever they like on bytes they cannot follow.
        return {"failed": "damaged"}
    return {"size": picture.size, "lines": lines, "whole": whole}
