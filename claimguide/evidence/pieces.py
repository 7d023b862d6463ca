"""Large files in pieces: begun, continued after any break, put together by streaming, judged by the worker.

    begin -> take (as often as there are pieces) -> finish -> [worker] judging.judge

An exhibit made here has the id of its upload, so that one address tells the whole way of a file.
"""

from __future__ import annotations

import hashlib
import logging
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol
from uuid import UUID

from django.db import transaction
from django.http import Http404, UnreadablePostError
from django.utils import timezone

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.core import jobs

from . import intake, services, vault
from .elements import Element
from .inspect.signatures import KINDS, Medium
from .intake import Arrival, Declared
from .models import PIECE_BYTES, Exhibit, Upload
from .quotas import require_day, require_room
from .refusals import MEGABYTE, Refused

if TYPE_CHECKING:
    from .services import Actor

log = logging.getLogger(__name__)

JOB_KIND = "inspect"
# Smaller files go in one request: for them a second and third one cost more than a break.
PIECED_FROM = 8 * MEGABYTE
PIECED_ENDINGS = tuple(
    f".{e}" for kind in KINDS.values() if kind.medium == Medium.VIDEO for e in kind.endings
)
STALE = timedelta(hours=24)
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Body(Protocol):
    """Where the bytes of a piece come from."""

    def read(self, size: int = ..., /) -> bytes: ...


class OutOfOrder(Exception):
    """A piece, or the end, of a file of which only the first `received` bytes are here."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


def open_uploads(case: Case) -> list[Upload]:
    """What is still on its way into the case, oldest first."""
    return list(Upload.objects.filter(case=case))


def get_upload(case: Case, upload_id: UUID) -> Upload:
    """An upload of this case; the same Http404 for unknown, foreign and finished ones."""
    upload = Upload.objects.filter(case=case, pk=upload_id).first()
    if upload is None:
        raise Http404
    return upload


def get_coming(case: Case, exhibit_id: UUID) -> Exhibit:
    """An exhibit of this case in whatever state, not removed; Http404 otherwise."""
    exhibit = Exhibit.objects.live().filter(case=case, pk=exhibit_id).first()
    if exhibit is None:
        raise Http404
    return exhibit


def begin(
    case: Case, name: str, declared: Declared, *, proves: Iterable[str] = (), actor: Actor = None
) -> Upload | Exhibit:
    """A new upload of declared.size bytes, the open one of the same file, or the exhibit that holds it.

    Without a declared SHA-256 nothing is continued: another file of that name and size may look the same.
    Raises Refused or guards.Barred.
    """
    guards.require("upload", case)
    size = declared.size or 0
    label, _kind = intake.named(name, size)
    sha256 = (declared.sha256 or "").lower()
    if sha256 and not _SHA256.fullmatch(sha256):
        raise Refused("truncated")
    with transaction.atomic():
        fresh = services.locked(case)
        if sha256 and (same := services.same_file(fresh, sha256)):
            return services.back_again(same, actor)
        known = Upload.objects.filter(case=fresh, name=label, size=size, sha256=sha256)
        if sha256 and (open_one := known.first()):
            return open_one
        require_room(fresh, size)
        require_day(fresh, size)
        wanted = [element for element in proves if element in Element.values]
        return Upload.objects.create(
            case=fresh, name=label, size=size, sha256=sha256, said=declared.said(label), proves=wanted
        )


def take(upload: Upload, start: int, body: Body, length: int | None, sha256: str = "") -> int:
    """Keep the piece that begins at byte `start`; how many bytes of the file are here now.

    A piece that is here already is read and thrown away. Raises OutOfOrder, Http404 where the upload was
    given up meanwhile, guards.Barred, and Refused: piece_large for more bytes than are missing, truncated
    for fewer or others than were sent. `length` and `sha256` are what the request says of its body.
    """
    guards.require("upload", upload.case)
    if start % PIECE_BYTES or start > upload.received or start >= upload.size:
        raise OutOfOrder(upload.received)
    expected = min(PIECE_BYTES, upload.size - start)
    if length is not None and length > expected:
        raise Refused("piece_large")
    if start < upload.received:
        _drain(body, expected)
        return upload.received
    if length != expected:
        raise Refused("truncated")
    name = upload.piece_name(start)
    with vault.or_refused("upload not stored"), vault.scratch(name) as draft:
        found = _copied(body, draft, expected)
        if found is None or (sha256 and found != sha256.lower()):
            raise Refused("truncated")
        return _keep(upload, start, expected, draft)


@transaction.atomic
def _keep(upload: Upload, start: int, size: int, draft: IO[bytes]) -> int:
    now_here = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if now_here is None:
        raise Http404
    if now_here.received == start:
        vault.adopt(upload.piece_name(start), draft)
        now_here.received = start + size
        now_here.changed_at = timezone.now()
        now_here.save(update_fields=["received", "changed_at"])
    # Otherwise the same piece came over another connection in between.
    return now_here.received


def finish(upload: Upload, *, actor: Actor = None) -> Exhibit:
    """Put the pieces together, seal the whole as an exhibit that waits for its check, and order the check.

    Raises OutOfOrder where pieces are missing, Refused (nothing is kept then, except for unavailable and a
    full case: the pieces stay), Http404 where the upload was given up meanwhile, or guards.Barred.
    """
    guards.require("upload", upload.case)
    if not upload.is_whole:
        raise OutOfOrder(upload.received)
    with vault.or_refused("upload not stored"), vault.scratch(_sealed_name(upload)) as draft:
        _assemble(upload, draft)
        declared = Declared(size=upload.size, sha256=upload.sha256 or None)
        kind = intake.named(upload.name, upload.size)[1]
        try:
            arrived = intake.judged(Path(draft.name), draft, upload.name, kind, declared)
        except Refused as refused:
            if refused.code != "unavailable":
                cancel(upload)
            raise
        return _enter(upload, arrived, draft, actor)


def _sealed_name(upload: Upload) -> str:
    return Exhibit(pk=upload.pk, case_id=upload.case_id).storage_name


def _assemble(upload: Upload, draft: IO[bytes]) -> None:
    for start in range(0, upload.size, PIECE_BYTES):
        try:
            with vault.open_file(upload.piece_name(start)) as piece:
                shutil.copyfileobj(piece, draft, vault.CHUNK)
        except FileNotFoundError:
            # Lost with a disk, or finished by another request: in the first case the browser sends it again.
            Upload.objects.filter(pk=upload.pk).update(received=start)
            raise OutOfOrder(start) from None
    draft.flush()


@transaction.atomic
def _enter(upload: Upload, arrived: Arrival, draft: IO[bytes], actor: Actor) -> Exhibit:
    case = services.locked(upload.case)
    if not Upload.objects.select_for_update().filter(pk=upload.pk).exists():
        return get_coming(case, upload.pk)
    if same := services.same_file(case, arrived.sha256):
        services.refill(same, arrived.path)
        exhibit = services.back_again(same, actor)
    else:
        require_room(case, arrived.size, besides=upload)
        require_day(case, arrived.size)
        exhibit = services.described_by(arrived, upload.said, case=case, pk=upload.pk)
        # A crash from here to the commit leaves a file without a row, for the next try or the collector.
        vault.adopt(exhibit.storage_name, draft)
        services.enter(case, exhibit, upload.proves, actor)
        jobs.enqueue(JOB_KIND, exhibit.pk, key=f"{JOB_KIND}:{exhibit.pk}")
    _forget(upload)
    return exhibit


@transaction.atomic
def cancel(upload: Upload) -> None:
    """Give an upload up: the row, and after the commit its pieces."""
    _forget(upload)


def _forget(upload: Upload) -> None:
    names = [upload.piece_name(start) for start in range(0, upload.size, PIECE_BYTES)]
    Upload.objects.filter(pk=upload.pk).delete()
    transaction.on_commit(lambda: vault.discard(names))


def give_up_stale(limit: int) -> int:
    """Give up what nobody went on with for a day; returns how many uploads that were."""
    stale = list(Upload.objects.filter(changed_at__lt=timezone.now() - STALE)[:limit])
    for upload in stale:
        cancel(upload)
    return len(stale)


def _copied(body: Body, draft: IO[bytes], size: int) -> str | None:
    """SHA-256 of `size` bytes copied from the request; None where it ended or broke off before."""
    digest, left = hashlib.sha256(), size
    while left:
        try:
            chunk = body.read(min(vault.CHUNK, left))
        except UnreadablePostError:
            return None
        if not chunk:
            return None
        digest.update(chunk)
        draft.write(chunk)
        left -= len(chunk)
    return digest.hexdigest()


def _drain(body: Body, size: int) -> None:
    """Read a piece to its end, so that the answer is not lost on a browser that is still sending."""
    with suppress(UnreadablePostError):
        while size > 0 and (chunk := body.read(min(vault.CHUNK, size))):
            size -= len(chunk)
