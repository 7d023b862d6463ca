"""The worker's side: from the frozen content and the stored files to the dossier's one file."""

from __future__ import annotations

import hashlib
import uuid
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from django.utils import timezone, translation

from claimguide.cases import wording
from claimguide.cases.services import record
from claimguide.core.jobs import Lease, PermanentError, TransientError
from claimguide.core.typeset.glyphs import MissingGlyphs
from claimguide.evidence import vault

from . import book, packing
from .models import Dossier, Form


def make_file(dossier_id: uuid.UUID, lease: Lease) -> None:
    """Make the file, store it, and note it in the row while the order is still ours.

    PermanentError: dossier_gone (deleted), file_missing, file_changed (not the frozen bytes),
    unreadable_file, missing_glyphs. TransientError while the disk has no room to spare.
    """
    dossier = Dossier.objects.select_related("case").filter(pk=dossier_id).first()
    if dossier is None:
        raise PermanentError("dossier_gone")
    if not vault.has_room(sum(file["size"] for file in dossier.content["files"])):
        raise TransientError("no_room")
    with vault.scratch(dossier.stored_as) as draft:
        pages = _write(dossier, draft)
        values = {"pages": pages, **_measured(draft)}
        vault.adopt(dossier.stored_as, draft)

    def note() -> None:
        Dossier.objects.filter(pk=dossier.pk).update(**values, finished_at=timezone.now())
        record(dossier.case, "dossier_ready", dossier=str(dossier.pk), sha256=values["sha256"])

    try:
        lease.commit(note)
    except BaseException:
        if not Dossier.objects.filter(pk=dossier.pk).exists():
            vault.discard([dossier.stored_as])
        raise


def _write(dossier: Dossier, draft: IO[bytes]) -> int:
    write = book.write if dossier.form == Form.PDF else packing.write
    try:
        with ExitStack() as held, translation.override(wording.chinese(dossier.case)):
            return write(dossier.content, _Finder(held), cast("BinaryIO", draft))
    except FileNotFoundError:
        raise PermanentError("file_missing") from None
    except MissingGlyphs:
        raise PermanentError("missing_glyphs") from None


class _Finder:
    """Paths of frozen files, each only if it still holds the frozen bytes; kept until `held` is closed."""

    def __init__(self, held: ExitStack) -> None:
        self._held = held

    def __call__(self, file: dict[str, Any]) -> Path:
        path = self._held.enter_context(vault.local(file["stored"]))
        with path.open("rb") as stored:
            if hashlib.file_digest(stored, "sha256").hexdigest() != file["sha256"]:
                raise PermanentError("file_changed")
        return path


def _measured(draft: IO[bytes]) -> dict[str, Any]:
    draft.flush()
    size = draft.tell()
    draft.seek(0)
    return {"size": size, "sha256": hashlib.file_digest(draft, "sha256").hexdigest()}  # type: ignore[arg-type]
