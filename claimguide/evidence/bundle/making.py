"""The worker's side: from the frozen content and the stored files to a PDF and a ZIP."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone, translation

from claimguide.cases import wording
from claimguide.cases.services import record
from claimguide.core import signing
from claimguide.core.jobs import Lease, PermanentError
from claimguide.core.typeset.glyphs import MissingGlyphs
from claimguide.evidence import vault
from claimguide.evidence.models import Bundle

from . import archive, book

CHUNK = 1 << 20


def make_files(bundle_id: uuid.UUID, lease: Lease) -> None:
    """Make both files, store them, and note them in the row while the order is still ours.

    PermanentError: bundle_gone (erased), file_missing, file_changed (not the bytes received),
    unreadable_file, missing_glyphs, no_key, key_changed. Trying again helps once somebody mended it.
    """
    bundle = Bundle.objects.select_related("case").filter(pk=bundle_id).first()
    if bundle is None:
        raise PermanentError("bundle_gone")
    with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        room = Path(folder)
        values = _made(bundle, room, _Finder(room))
        _keep(room / "bundle.pdf", bundle.pdf_name)
        _keep(room / "bundle.zip", bundle.zip_name)

    def note() -> None:
        Bundle.objects.filter(pk=bundle.pk).update(**values, finished_at=timezone.now())
        hashes = {key: values[key] for key in ("pdf_sha256", "zip_sha256", "manifest_sha256")}
        record(bundle.case, "bundle_ready", bundle=str(bundle.pk), bundle_kind=bundle.kind, **hashes)

    try:
        lease.commit(note)
    except BaseException:
        if not Bundle.objects.filter(pk=bundle.pk).exists():
            vault.discard([bundle.pdf_name, bundle.zip_name])
        raise


def _made(bundle: Bundle, room: Path, find: _Finder) -> dict[str, Any]:
    pdf, packed = room / "bundle.pdf", room / "bundle.zip"
    try:
        with translation.override(wording.chinese(bundle.case)):
            pages = book.write(bundle.content, find, pdf)
        with packed.open("wb") as target:
            manifest_sha256 = archive.write(bundle.content, find, pdf, target)
    except FileNotFoundError:
        raise PermanentError("file_missing") from None
    except MissingGlyphs:
        raise PermanentError("missing_glyphs") from None
    except signing.NoKey:
        raise PermanentError("no_key") from None
    return {
        "pdf_sha256": _sha256(pdf),
        "pdf_size": pdf.stat().st_size,
        "pdf_pages": pages,
        "zip_sha256": _sha256(packed),
        "zip_size": packed.stat().st_size,
        "manifest_sha256": manifest_sha256,
    }


class _Finder:
    """Paths of stored files: where they lie, or fetched once from a store that has no paths."""

    def __init__(self, room: Path) -> None:
        self._room = room
        self._there: dict[str, Path] = {}

    def __call__(self, name: str) -> Path:
        if isinstance(default_storage, FileSystemStorage):
            path = Path(default_storage.path(name))
            if not path.is_file():
                raise FileNotFoundError(name)
            return path
        if name not in self._there:
            path = self._room / f"{len(self._there)}.stored"
            with vault.open_file(name) as source, path.open("wb") as target:
                shutil.copyfileobj(source, target, CHUNK)
            self._there[name] = path
        return self._there[name]


def _keep(path: Path, name: str) -> None:
    """Store a finished file whole or not at all. The bytes of a bundle are always the same, so a file that
    another worker stored meanwhile may be replaced."""
    if not isinstance(default_storage, FileSystemStorage):
        with path.open("rb") as source:
            vault.put_over(name, source)
        return
    target = Path(default_storage.path(name))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o600)
    _flush(path)
    # The folder of temporary files may lie on another disk.
    beside = target.with_name(f".tmp-{uuid.uuid4().hex}")
    try:
        shutil.move(path, beside)
        _flush(beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    _flush(target.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
