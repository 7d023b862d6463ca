"""The worker's side: from frozen HTML to a stored PDF. Nothing here reads the case as it stands now."""

from __future__ import annotations

import hashlib
import io
import uuid
from datetime import timedelta

import pikepdf
from django.db import transaction
from django.utils import timezone

from claimguide.cases.services import record
from claimguide.core.jobs import Lease, PermanentError
from claimguide.core.typeset import engine
from claimguide.core.typeset.glyphs import MissingGlyphs

from . import store
from .models import LetterVersion
from .orders import order

# A file younger than this may belong to a letter whose row is just being written.
GRACE = timedelta(hours=1)


def make_file(version_id: uuid.UUID, lease: Lease) -> None:
    """Render the frozen letter, store the file, and note it in the row while the order is still ours.

    PermanentError `letter_gone` where the letter was erased, `missing_glyphs` where a character cannot be
    printed: trying again would not help.
    """
    version = LetterVersion.objects.select_related("case").filter(pk=version_id).first()
    if version is None:
        raise PermanentError("letter_gone")
    data = _render(version)
    sha256 = hashlib.sha256(data).hexdigest()
    name = store.name_of(version.case_id, version.pk, sha256)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = len(pdf.pages)
    store.put(name, data)

    def note() -> None:
        LetterVersion.objects.filter(pk=version.pk).update(
            pdf_name=name,
            pdf_sha256=sha256,
            pdf_size=len(data),
            pdf_pages=pages,
            finished_at=timezone.now(),
        )
        record(version.case, "letter_ready", letter=str(version.pk), letter_kind=version.kind, sha256=sha256)

    lease.commit(note)


def _render(version: LetterVersion) -> bytes:
    try:
        return engine.render_pdf(version.html, title=version.content["title"], created=version.created_at)
    except MissingGlyphs:
        raise PermanentError("missing_glyphs") from None


def remove_orphans() -> int:
    """Delete files no letter owns (erased cases, lost leases, interrupted writes) once they are old."""
    owned = set(LetterVersion.objects.exclude(pdf_name="").values_list("pdf_name", flat=True))
    limit = timezone.now() - GRACE
    gone = 0
    for name in list(store.names()):
        changed = store.changed_at(name)
        if name not in owned and changed is not None and changed < limit:
            store.delete(name)
            gone += 1
    return gone


def order_lost_files() -> int:
    """Order again the files that letters own but the storage no longer has; returns how many."""
    there = set(store.names())
    lost = [v for v in LetterVersion.objects.exclude(pdf_name="") if v.pdf_name not in there]
    for version in lost:
        with transaction.atomic():
            order(version, again=f"lost-{timezone.localdate():%Y%m%d}")
    return len(lost)
