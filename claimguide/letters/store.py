"""Where finished letters lie: private storage, whole files only, named by what they contain."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.http import content_disposition_header

ROOT = "letters"
_TMP = ".tmp-"


def name_of(case_id: uuid.UUID, version_id: uuid.UUID, sha256: str) -> str:
    """The hash is part of the name, so two workers can never write different bytes to one name."""
    return f"{ROOT}/{case_id}/{version_id}-{sha256[:16]}.pdf"


def put(name: str, data: bytes) -> None:
    """Store `data` whole or not at all, and on the disk before this returns. OSError when that fails."""
    if not isinstance(default_storage, FileSystemStorage):
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(data))
        return
    target = Path(default_storage.path(name))
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = target.with_name(f"{_TMP}{uuid.uuid4().hex}")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Without this the rename itself may be lost with the power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(name: str) -> bytes | None:
    """The stored bytes, or None where the file is gone."""
    try:
        with default_storage.open(name) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None


def names() -> Iterator[str]:
    """Every stored file, temporary ones included."""
    if isinstance(default_storage, FileSystemStorage) and not default_storage.exists(ROOT):
        return
    for folder in default_storage.listdir(ROOT)[0]:
        for file in default_storage.listdir(f"{ROOT}/{folder}")[1]:
            yield f"{ROOT}/{folder}/{file}"


def changed_at(name: str) -> datetime | None:
    """When the file was last written, or None where it went away in between."""
    try:
        return default_storage.get_modified_time(name)
    except FileNotFoundError:
        return None


def delete(name: str) -> None:
    default_storage.delete(name)


def attachment(file_name: str) -> str:
    """A Content-Disposition that saves the file under its Chinese name (RFC 6266)."""
    return content_disposition_header(as_attachment=True, filename=file_name) or "attachment"
