"""Starts the child that decodes a file, and trusts nothing it says beyond a bounded, checked answer."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from claimguide.evidence.refusals import CODES, Refused

log = logging.getLogger(__name__)

SECONDS = 15
# Each child may take over a gigabyte; more at once would starve the pages.
_AT_ONCE = threading.BoundedSemaphore(2)
_QUEUE_SECONDS = 10
_HEADER_BYTES = 4096
_JPEG = b"\xff\xd8\xff"
_ROOM = Path(__file__).resolve().parent
# -I: no environment, no current directory, no user site. The package is found by its own folder alone.
_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from jail.main import main; main(sys.argv[2])"


@dataclass(frozen=True)
class Decoded:
    """What the child made of a file: derived JPEGs without metadata, size in pixels, pages of a PDF."""

    width: int
    height: int
    pages: int | None
    taken: str
    preview: bytes
    thumbnail: bytes


def decode(path: Path, kind: str) -> Decoded:
    """Decode the file at `path` as `kind` in a child of its own.

    Refused: what the child found, too_complex where it ran into its limits, unavailable where none can start.
    """
    if not _AT_ONCE.acquire(timeout=_QUEUE_SECONDS):
        raise Refused("unavailable")
    try:
        with path.open("rb") as source, tempfile.TemporaryFile() as answer:
            code = _run(source, kind, answer)
            answer.seek(0)
            return _read(answer, code)
    finally:
        _AT_ONCE.release()


def _run(source: IO[bytes], kind: str, answer: IO[bytes]) -> int:
    command = [sys.executable, "-I", "-c", _BOOT, str(_ROOM), kind]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            stdin=source,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            close_fds=True,
            start_new_session=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused("too_complex") from None
    except OSError as error:
        log.error("no child process for a file: %s", type(error).__name__)
        raise Refused("unavailable") from None
    return done.returncode


def _read(answer: IO[bytes], code: int) -> Decoded:
    if code < 0:
        # Killed by a limit (processor time, memory) or by its own crash: not a file to keep.
        log.warning("inspection child ended by signal %d", -code)
        raise Refused("too_complex")
    if code:
        log.error("inspection child ended with code %d", code)
        raise Refused("unavailable")
    try:
        header = json.loads(answer.readline(_HEADER_BYTES))
        if "refused" in header:
            raise Refused(header["refused"] if header["refused"] in CODES else "damaged")
        return _checked(header, answer)
    except (ValueError, KeyError, TypeError):
        raise Refused("too_complex") from None


def _checked(header: dict[str, Any], answer: IO[bytes]) -> Decoded:
    preview = answer.read(int(header["preview"]))
    thumbnail = answer.read(int(header["thumbnail"]))
    if not (preview.startswith(_JPEG) and thumbnail.startswith(_JPEG)):
        raise ValueError("not a derived picture")
    return Decoded(
        width=int(header["width"]),
        height=int(header["height"]),
        pages=None if header["pages"] is None else int(header["pages"]),
        taken=str(header["taken"])[:10],
        preview=preview,
        thumbnail=thumbnail,
    )
