"""The worker's side: from frozen HTML to a stored PDF. Nothing here reads the case as it stands now."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pikepdf
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from claimguide.cases.services import record
from claimguide.core.jobs import Lease, PermanentError
from claimguide.core.limits import at_most_more
from claimguide.core.typeset import engine
from claimguide.core.typeset.glyphs import MissingGlyphs

from . import store
from .models import MISSING_GLYPHS, LetterFile, LetterVersion
from .orders import order, order_form
from .outputs import OUTPUTS, Form
from .written import write

# A file younger than this may belong to a letter whose row is just being written.
GRACE = timedelta(hours=1)


@dataclass(frozen=True)
class _Stored:
    """A file that was put into storage."""

    name: str
    sha256: str
    size: int
    pages: int


def produce(form: Form, html: str, *, title: str, created: datetime) -> bytes:
    """A frozen letter in one of its forms; the same arguments give the same bytes.

    Raises what core.typeset.engine.render_pdf raises, and MemoryError where it takes more than letters may.
    """
    if not OUTPUTS[form].sheet:
        return write(form, html, title=title, created=created)
    with at_most_more(settings.LETTER_MEMORY_BYTES):
        return engine.render_pdf(html, title=title, created=created, sheet=OUTPUTS[form].sheet)


def make_file(version_id: uuid.UUID, lease: Lease) -> None:
    """Render the frozen letter, store the file, and note it in the row while the order is still ours.

    PermanentError `letter_gone` where the letter was erased, `missing_glyphs` where a character cannot be
    printed: trying again would not help.
    """
    version = LetterVersion.objects.select_related("case").filter(pk=version_id).first()
    if version is None:
        raise PermanentError("letter_gone")
    made = _make(version, Form.PDF)

    def note() -> None:
        LetterVersion.objects.filter(pk=version.pk).update(
            pdf_name=made.name,
            pdf_sha256=made.sha256,
            pdf_size=made.size,
            pdf_pages=made.pages,
            finished_at=timezone.now(),
        )
        record(
            version.case,
            "letter_ready",
            letter=str(version.pk),
            letter_kind=version.kind,
            sha256=made.sha256,
        )

    lease.commit(note)


def make_form(file_id: uuid.UUID, lease: Lease) -> None:
    """The same for a further form of a letter."""
    file = LetterFile.objects.select_related("version__case").filter(pk=file_id).first()
    if file is None:
        raise PermanentError("letter_gone")
    made = _make(file.version, Form(file.form))

    def note() -> None:
        LetterFile.objects.filter(pk=file.pk).update(
            name=made.name, sha256=made.sha256, size=made.size, pages=made.pages, finished_at=timezone.now()
        )
        record(
            file.version.case,
            "letter_form_ready",
            letter=str(file.version.pk),
            letter_kind=file.version.kind,
            form=file.form,
            sha256=made.sha256,
        )

    lease.commit(note)


def _make(version: LetterVersion, form: Form) -> _Stored:
    try:
        data = produce(form, version.html, title=version.content["title"], created=version.created_at)
    except MissingGlyphs:
        raise PermanentError(MISSING_GLYPHS) from None
    sha256 = hashlib.sha256(data).hexdigest()
    name = store.name_of(version.case_id, version.pk, sha256)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = len(pdf.pages)
    store.put(name, data)
    return _Stored(name, sha256, len(data), pages)


def remove_orphans() -> int:
    """Delete files no letter owns (erased cases, lost leases, interrupted writes) once they are old."""
    owned = set(LetterVersion.objects.exclude(pdf_name="").values_list("pdf_name", flat=True))
    owned |= set(LetterFile.objects.kept().values_list("name", flat=True))
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
    count = 0
    for lost in _owners():
        if (lost.pdf_name if isinstance(lost, LetterVersion) else lost.name) in there:
            continue
        again = f"lost-{timezone.localdate():%Y%m%d}"
        with transaction.atomic():
            if isinstance(lost, LetterVersion):
                order(lost, again=again)
            else:
                order_form(lost, again=again)
        count += 1
    return count


def _owners() -> Iterator[LetterVersion | LetterFile]:
    """Every row that owns a file."""
    yield from LetterVersion.objects.exclude(pdf_name="")
    yield from LetterFile.objects.kept()
