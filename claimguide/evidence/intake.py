"""A file on its way in: spooled to disk, hashed, and asked everything that needs no decoding."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from .inspect import names, signatures
from .inspect.signatures import Kind
from .refusals import MAX_FILE_BYTES, MEGABYTE, Refused

_CHUNK = 256 * 1024


@dataclass(frozen=True)
class Declared:
    """What the browser says it sent; None where it says nothing. `whole` is False where the body was cut."""

    size: int | None = None
    sha256: str | None = None
    whole: bool = True


@dataclass(frozen=True)
class Arrival:
    """A file that is on disk and is, by name and first bytes, of a kind that is taken."""

    path: Path
    label: str
    kind: Kind
    size: int
    sha256: str


@contextmanager
def arrival(file: UploadedFile[Any], declared: Declared) -> Iterator[Arrival]:
    """The file on disk for as long as the block runs.

    Refused: bad_name, wrong_type, empty, too_large, truncated, differs.
    """
    name = file.name or ""
    label = names.label_of(name)
    kind = signatures.by_name(name)
    if kind is None:
        raise Refused("wrong_type", hint=signatures.hint_for(name))
    if not file.size:
        raise Refused("empty" if declared.whole else "truncated")
    if file.size > MAX_FILE_BYTES:
        raise Refused("too_large", max=MAX_FILE_BYTES // MEGABYTE)
    with _on_disk(file) as (path, spooled):
        size, sha256 = _measure(spooled)
        _require_whole(size, sha256, declared)
        spooled.seek(0)
        _require_same(kind, spooled.read(signatures.HEAD_BYTES))
        yield Arrival(path, label, kind, size, sha256)


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
        spooled.seek(0)
        yield Path(spooled.name), spooled


def _measure(spooled: IO[bytes]) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    while chunk := spooled.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return size, digest.hexdigest()


def _require_whole(size: int, sha256: str, declared: Declared) -> None:
    same_size = declared.size in (None, size)
    same_hash = not declared.sha256 or declared.sha256.lower() == sha256
    if not (declared.whole and same_size and same_hash):
        raise Refused("truncated")


def _require_same(claimed: Kind, head: bytes) -> None:
    shown = signatures.by_content(head)
    if shown is not claimed:
        raise Refused("differs", hint=signatures.hint_for_content(claimed, shown))
