"""Private storage of exhibits: a file is whole and flushed to disk before any row speaks of it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, cast

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils import timezone

from .models import ROOT

ORPHAN_AGE = timedelta(hours=1)


def store(name: str, content: IO[bytes] | bytes) -> None:
    """Write `content` under exactly `name` and flush it to disk. FileExistsError where the name is taken."""
    file = ContentFile(content) if isinstance(content, bytes) else File(content)
    written = default_storage.save(name, file)
    if written != name:
        default_storage.delete(written)
        raise FileExistsError(name)
    _flush(name)


def discard(names: Iterable[str]) -> None:
    """Delete these files; missing ones are fine."""
    for name in names:
        default_storage.delete(name)


def open_file(name: str) -> IO[bytes]:
    return cast(IO[bytes], default_storage.open(name, "rb"))


def old_files(now: datetime | None = None) -> Iterator[str]:
    """Names of all exhibit files older than an hour, which is longer than any upload takes."""
    newest = (now or timezone.now()) - ORPHAN_AGE
    with contextlib.suppress(FileNotFoundError):
        folders, _files = default_storage.listdir(ROOT)
        for folder in folders:
            for file in default_storage.listdir(f"{ROOT}/{folder}")[1]:
                name = f"{ROOT}/{folder}/{file}"
                if default_storage.get_modified_time(name) < newest:
                    yield name


def _flush(name: str) -> None:
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:
        return  # An object store answers only once it holds the bytes.
    for each in (path, path.parent, path.parent.parent):
        handle = os.open(each, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
