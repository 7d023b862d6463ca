"""Everything the site holds about a case, as the consumer takes it along: JSON of all rows, and the files."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from . import holdings
from .models import Case

# What stays here, and why. Everything else that hangs on a case is exported, whatever room it is in.
LEFT_OUT = {
    "cases.case.resume_salt": "opens the case for whoever has the site's key",
    "cases.case.resume_hash": "opens the case for whoever has the site's key",
    "cases.case.assigned_to": "names a member of staff, not the consumer",
    "cases.event.actor": "names a member of staff; by_staff says that it was one",
    "letters.handover.code_hash": "opens a sheet for whoever has the site's key",
    "cases.note": "internal remarks of staff",
    "mailing.senderaddress.code_hash": "confirms the address for whoever has the site's key",
    "evidence.copyorder.staff": "names a member of staff, not the consumer",
}
CHUNK = 1024 * 1024


def rows(case: Case) -> dict[str, list[dict[str, Any]]]:
    """The case and every row that hangs on it, by model, as plain values."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in _hanging_on(case):
        found.setdefault(row._meta.label_lower, []).append(_values(row))
    return found


def _hanging_on(row: models.Model) -> Iterator[models.Model]:
    yield row
    for relation in row._meta.related_objects:
        if relation.related_model._meta.label_lower in LEFT_OUT:
            continue
        children = relation.related_model._base_manager.filter(**{relation.field.name: row}).order_by("pk")
        for child in children:
            yield from _hanging_on(child)


def _values(row: models.Model) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if f"{row._meta.label_lower}.{field.name}" not in LEFT_OUT:
            values[field.name] = _value(row, field)
    if row._meta.label_lower == "cases.event":
        values["by_staff"] = values["actor_kind"] == "staff"
    return values


def _value(row: models.Model, field: Any) -> Any:
    """Keys of reference data (a region, a platform) tell a person nothing, so their names stand there."""
    is_reference = field.is_relation and field.related_model._meta.app_label == "reference"
    if is_reference and getattr(row, field.attname) is not None:
        return str(getattr(row, field.name))
    return getattr(row, field.attname)


def archive(case: Case) -> IO[bytes]:
    """The ZIP, in a temporary file at its start. A file that storage has lost is listed as missing."""
    spool = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 - the response closes it
    missing = []
    with zipfile.ZipFile(spool, "w", zipfile.ZIP_STORED) as packed:
        for holding in holdings.every():
            for file in holding.files(case):
                if not _pack(packed, file):
                    missing.append(file.path)
        data = {"rows": rows(case), "files_missing": missing, "exported_at": timezone.now()}
        plain = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        packed.writestr("case.json", plain, zipfile.ZIP_DEFLATED)
        packed.writestr("readme.txt", _readme(case))
    spool.seek(0)
    return spool


def _pack(packed: zipfile.ZipFile, file: holdings.StoredFile) -> bool:
    try:
        source = default_storage.open(file.stored_as)
    except FileNotFoundError:
        return False
    with source, packed.open(file.path, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)
    return True


def _readme(case: Case) -> str:
    lines = [
        _("Case %(number)s: everything this site holds about it.") % {"number": case.number},
        "",
        _("case.json: every answer, date and event, and what was read in your files. Empty: not answered."),
        _("exhibits: the files you gave us, unchanged."),
        _("copies: what recipients get of them, with what you hid."),
        _("letters: the letters that were made, as PDF."),
        _("bundles: the bundles that were made, as PDF and ZIP."),
        _("dossiers: the dossiers that were made, as PDF or ZIP."),
        "",
        _("Not in it: internal remarks of staff, and what the resume code is checked with."),
        _("Not in it either: small pictures for showing, and files that are not whole or not checked yet."),
    ]
    return "\r\n".join(lines) + "\r\n"


def file_count(case: Case) -> int:
    """How many files the archive would hold."""
    return sum(1 for holding in holdings.every() for _file in holding.files(case))
