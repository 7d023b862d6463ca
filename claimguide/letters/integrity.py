"""What this room keeps, for cases.integrity: the files of finished letters."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from claimguide.cases.integrity import Fault, Kept, Room
from claimguide.cases.models import Case, Event

from . import store
from .models import LetterFile, LetterVersion


def kept(case: Case) -> Iterator[Kept]:
    for version in LetterVersion.objects.filter(case=case).exclude(pdf_name=""):
        yield Kept(version.pdf_name, version.pdf_size, version.pdf_sha256)
    for file in _forms(case):
        yield Kept(file.name, file.size, file.sha256)


def faults(case: Case) -> Iterator[Fault]:
    """Letters against the history: each file was written down when it was ready."""
    ready = Event.objects.filter(case=case, kind__in=["letter_ready", "letter_form_ready"])
    known = set(ready.values_list("data__letter", "data__sha256"))
    for version in LetterVersion.objects.filter(case=case).exclude(pdf_name=""):
        if (str(version.pk), version.pdf_sha256) not in known:
            yield Fault("letter-not-in-history", str(version.pk), case.number)
    for file in _forms(case):
        if (str(file.version_id), file.sha256) not in known:
            yield Fault("letter-not-in-history", str(file.pk), case.number)


def _forms(case: Case) -> QuerySet[LetterFile]:
    return LetterFile.objects.kept().filter(version__case=case)


ROOM = Room(store.ROOT, kept, faults)
