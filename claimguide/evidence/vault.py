"""Private storage of exhibits: a file is whole and flushed to disk before any row speaks of it."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils import timezone

from .models import ROOT
from .refusals import Refused

if TYPE_CHECKING:
    from claimguide.core.object_storage import ObjectStorage

log = logging.getLogger(__name__)

CHUNK = 256 * 1024
ORPHAN_AGE = timedelta(hours=1)
# Files that are still being written; no row ever names them, so a crash leaves them to the orphan collector.
_UNFINISHED = "tmp-"
# So much of the disk is left to the database: 15 % of it, of a large one 2 GB.
_SPARE_SHARE = 0.15
_SPARE_BYTES = 2_000_000_000


@contextlib.contextmanager
def or_refused(what: str) -> Iterator[None]:
    """Troubles of the storage, a missing file too, as a refusal: try again later. `what` is for the log."""
    try:
        yield
    except OSError as error:
        log.error("%s: %s", what, type(error).__name__)
        raise Refused("unavailable") from None


def store(name: str, content: IO[bytes] | bytes) -> None:
    """Write `content` under exactly `name` and flush it to disk. FileExistsError where the name is taken."""
    file = ContentFile(content) if isinstance(content, bytes) else File(content)
    written = default_storage.save(name, file)
    if written != name:
        default_storage.delete(written)
        raise FileExistsError(name)
    if (path := _path(name)) is not None:
        _flush(path)


@contextlib.contextmanager
def scratch(name: str) -> Iterator[IO[bytes]]:
    """A file to fill for `adopt`, in the folder of `name` where there is one; gone after the block."""
    place = _path(name)
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR) if place is None else place.parent
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=_UNFINISHED, delete=False) as draft:
        try:
            yield draft
        finally:
            Path(draft.name).unlink(missing_ok=True)


def adopt(name: str, draft: IO[bytes]) -> None:
    """Keep a file filled in `scratch` as `name`, at once and whole, over what a crash may have left there."""
    draft.flush()
    os.fsync(draft.fileno())
    if (place := _path(name)) is not None:
        Path(draft.name).replace(place)
        _flush(place, itself=False)
    else:
        put_over(name, draft)


def put_over(name: str, content: IO[bytes]) -> None:
    """Put `content`, from its start, over what has this name in an object store."""
    cast("ObjectStorage", default_storage).replace(name, File(content))


def replace(name: str, content: bytes) -> None:
    """Write a derived file whole, over an older one of the same name."""
    with scratch(name) as draft:
        draft.write(content)
        adopt(name, draft)


@contextlib.contextmanager
def local(name: str) -> Iterator[Path]:
    """A stored file as a path that can be read for as long as the block runs. FileNotFoundError if gone."""
    if (place := _path(name)) is not None:
        yield place
        return
    folder = settings.FILE_UPLOAD_TEMP_DIR
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".copy") as copy, open_file(name) as stored:
        shutil.copyfileobj(stored, copy, CHUNK)
        copy.flush()
        yield Path(copy.name)


def discard(names: Iterable[str]) -> None:
    """Delete these files; missing ones are fine. What cannot be deleted now stays for the collector."""
    with _left_to_the_collector():
        for name in names:
            default_storage.delete(name)


def discard_all(name: str) -> None:
    """Delete the file `name` and everything derived from it, whose names begin with it and a dot."""
    folder, _slash, own = name.rpartition("/")
    with _left_to_the_collector():
        stored = default_storage.listdir(folder)[1]
        discard(f"{folder}/{each}" for each in stored if each == own or each.startswith(f"{own}."))


@contextlib.contextmanager
def _left_to_the_collector() -> Iterator[None]:
    """Cleaning up comes after what was asked for is done or refused: no trouble undoes that."""
    try:
        yield
    except FileNotFoundError:
        pass
    except OSError as error:
        log.error("files stay for the collector: %s", type(error).__name__)


def is_there(name: str) -> bool:
    return default_storage.exists(name)


def open_file(name: str) -> IO[bytes]:
    return cast(IO[bytes], default_storage.open(name, "rb"))


def has_room(size: int) -> bool:
    """Whether the disk may take `size` more bytes; object stores are never full."""
    root = _path(ROOT)
    if root is None:
        return True
    there = next(folder for folder in (root, *root.parents) if folder.exists())
    usage = shutil.disk_usage(there)
    return usage.free - size > min(usage.total * _SPARE_SHARE, _SPARE_BYTES)


def old_files(now: datetime | None = None) -> Iterator[str]:
    """Names of all exhibit files older than an hour, which is longer than any upload takes."""
    newest = (now or timezone.now()) - ORPHAN_AGE
    with contextlib.suppress(FileNotFoundError):
        folders, _files = default_storage.listdir(ROOT)
        for folder in folders:
            for file in default_storage.listdir(f"{ROOT}/{folder}")[1]:
                name = f"{ROOT}/{folder}/{file}"
                with contextlib.suppress(FileNotFoundError):
                    if default_storage.get_modified_time(name) < newest:
                        yield name


def _path(name: str) -> Path | None:
    """Where a file lies here; None in an object store, which answers only once it holds the bytes."""
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:
        return None


def _flush(path: Path, *, itself: bool = True) -> None:
    for each in (path, path.parent, path.parent.parent)[0 if itself else 1 :]:
        handle = os.open(each, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
