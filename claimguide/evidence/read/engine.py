"""Starts the child that reads pictures, and believes of its answer only what has the right shape."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from .lines import Box, Line, Reading

log = logging.getLogger(__name__)

# One child takes START_SECONDS to load its models; a picture of a phone's size takes one to three.
START_SECONDS = 20
PICTURE_SECONDS = 40
# So many pictures share one child: what a hostile one may waste stays small.
BATCH = 8
MAX_PICTURE_BYTES = 21_000_000
MAX_LINES = 2_000
MAX_LINE_LENGTH = 400

_MODULES = ("rapidocr", "onnxruntime", "cv2", "numpy")
_AT_ONCE = threading.BoundedSemaphore(1)
_QUEUE_SECONDS = 60
_EVIDENCE = Path(__file__).resolve().parent.parent
# -I: no environment, no current directory, no user site. Two folders: this one's child, and the shared walls.
_BOOT = "import sys; sys.path[:0] = sys.argv[1:3]; from child.main import main; main(int(sys.argv[3]))"
# The linear algebra library under numpy starts a thread per core otherwise, each with its own memory.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class ReadingFailed(Exception):
    """A picture that was not read.

    `code`: damaged, too_complex (it ran into a limit or ended the child), unavailable (no engine, no child).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def missing() -> tuple[str, ...]:
    """The packages without which nothing is read; empty where the engine can be used."""
    return tuple(name for name in _MODULES if find_spec(name) is None)


def available() -> bool:
    """Whether pictures can be read on this machine; without it the feature hides."""
    return not missing()


def name() -> str:
    """Which library reads, for the record of a reading: "rapidocr 3.10.0"; "" without it."""
    try:
        return f"rapidocr {version('rapidocr')}"
    except PackageNotFoundError:
        return ""


def read_picture(data: bytes) -> Reading:
    """The lines of one JPEG, PNG or WebP picture. Raises ReadingFailed."""
    (answer,) = read_pictures([data])
    if isinstance(answer, ReadingFailed):
        raise answer
    return answer


def read_pictures(pictures: Sequence[bytes]) -> list[Reading | ReadingFailed]:
    """One answer per picture, in their order.

    Pictures share the cost of loading the models; one that ends the child costs only itself.
    """
    if not available():
        return [ReadingFailed("unavailable") for _ in pictures]
    answers: list[Reading | ReadingFailed] = []
    while len(answers) < len(pictures):
        answers += _in_one_child(pictures[len(answers) : len(answers) + BATCH])
    return answers


def _in_one_child(pictures: Sequence[bytes]) -> list[Reading | ReadingFailed]:
    """Answers to at least the first of these; fewer than given where one of them ended the child."""
    sizes = [len(data) if len(data) <= MAX_PICTURE_BYTES else 0 for data in pictures]
    if not _AT_ONCE.acquire(timeout=_QUEUE_SECONDS):
        return [ReadingFailed("unavailable")]
    try:
        with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as answer:
            source.write(json.dumps(sizes).encode() + b"\n")
            # What is too large goes as nothing at all, and is answered as damaged.
            source.writelines(data[:size] for data, size in zip(pictures, sizes, strict=True))
            source.seek(0)
            failure = _run(source, answer, START_SECONDS + PICTURE_SECONDS * len(pictures))
            answer.seek(0)
            answers = _answers(answer, len(pictures))
    finally:
        _AT_ONCE.release()
    if len(answers) < len(pictures):
        answers.append(ReadingFailed(failure or "too_complex"))
    return answers


def _run(source: IO[bytes], answer: IO[bytes], seconds: int) -> str:
    """The code of what went wrong with the child as a whole, or ""."""
    folders = [str(_EVIDENCE / "read"), str(_EVIDENCE / "inspect")]
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-c", _BOOT, *folders, str(seconds)],
            stdin=source,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            cwd="/",
            close_fds=True,
            start_new_session=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "too_complex"
    except OSError as error:
        log.error("no child process for reading: %s", type(error).__name__)
        return "unavailable"
    if done.returncode > 0:
        log.error("reading child ended with code %d", done.returncode)
        return "unavailable"
    if done.returncode < 0:
        log.warning("reading child ended by signal %d", -done.returncode)
        return "too_complex"
    return ""


def _answers(answer: IO[bytes], count: int) -> list[Reading | ReadingFailed]:
    """What was answered before the child ended; a line cut short or out of shape ends the list."""
    found: list[Reading | ReadingFailed] = []
    try:
        while len(found) < count and (line := answer.readline()).endswith(b"\n"):
            found.append(_answer(json.loads(line)))
    except (ValueError, KeyError, TypeError):
        log.warning("the reading child answered out of shape")
    return found


def _answer(said: dict[str, Any]) -> Reading | ReadingFailed:
    if "failed" in said:
        return ReadingFailed("too_complex" if said["failed"] == "too_complex" else "damaged")
    width, height = (int(side) for side in said["size"])
    lines = [
        Line(str(text)[:MAX_LINE_LENGTH], Box(*(int(side) for side in box)), min(1.0, max(0.0, float(sure))))
        for text, box, sure in said["lines"][:MAX_LINES]
    ]
    return Reading((width, height), tuple(lines), whole=said["whole"] is True)
