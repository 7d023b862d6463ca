"""A file on its way in: spooled to disk, hashed, and asked everything that needs no decoding."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from .inspect import gate
from .inspect.signatures import Kind
from .refusals import Refused

_CHUNK = 256 * 1024

# Label and kind of a file by its name and size.
named = gate.claimed


@dataclass(frozen=True)
class Declared:
    """What the browser says it sent; None or "" where it says nothing.

    `whole` is False where the body was cut. `modified` is the file's own last change as ISO time in UTC.
    """

    size: int | None = None
    sha256: str | None = None
    whole: bool = True
    content_type: str = ""
    modified: str = ""

    def said(self, label: str) -> dict[str, str | int]:
        """What is kept of it with the exhibit."""
        told = {
            "name": label,
            "type": self.content_type,
            "size": self.size,
            "sha256": (self.sha256 or "").lower(),
            "modified": self.modified,
        }
        return {key: value for key, value in told.items() if value}


@dataclass(frozen=True)
class Arrival:
    """A file that is on disk and is, by name and first bytes, of a kind that is taken."""

    path: Path
    label: str
    kind: Kind
    size: int
    sha256: str
    sm3: str


@contextmanager
def arrival(file: UploadedFile[Any], declared: Declared) -> Iterator[Arrival]:
    """The file on disk for as long as the block runs.

    Refused: bad_name, wrong_type, empty, too_large, truncated, virus, differs, unavailable.
    """
    size = file.size or 0
    if not size and not declared.whole:
        raise Refused("truncated")
    label, kind = named(file.name or "", size)
    with _on_disk(file) as (path, spooled):
        yield judged(
            path, spooled, label, kind, replace(declared, whole=declared.whole and _all(spooled, size))
        )


def judged(path: Path, spooled: IO[bytes], label: str, kind: Kind, declared: Declared) -> Arrival:
    """A file that is all here, read once from its start. Refused: truncated, virus, differs, unavailable."""
    seen = gate.measured(spooled)
    _require_whole(seen.size, seen.sha256, declared)
    gate.require_fit(spooled, kind, seen)
    return Arrival(path, label, kind, seen.size, seen.sha256, seen.sm3)


def _all(spooled: IO[bytes], size: int) -> bool:
    """Whether as much is on disk as came: the handler stops writing where a request holds too much."""
    return spooled.seek(0, os.SEEK_END) == size


@contextmanager
def _on_disk(file: UploadedFile[Any]) -> Iterator[tuple[Path, IO[bytes]]]:
    """A file Django spooled is used where it is; one it holds in memory is written to a temporary one."""
    if hasattr(file, "temporary_file_path"):
        path = Path(file.temporary_file_path())
        with path.open("rb") as spooled:
            yield path, spooled
        return
    with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, suffix=".upload") as spooled:
        for chunk in file.chunks(_CHUNK):
            spooled.write(chunk)
        spooled.flush()
        yield Path(spooled.name), spooled


def _require_whole(size: int, sha256: str, declared: Declared) -> None:
    same_size = declared.size in (None, size)
    same_hash = not declared.sha256 or declared.sha256.lower() == sha256
    if not (declared.whole and same_size and same_hash):
        raise Refused("truncated")
