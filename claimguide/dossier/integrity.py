"""What this room keeps, for cases.integrity: the files of finished dossiers."""

from __future__ import annotations

from collections.abc import Iterator

from claimguide.cases.integrity import Fault, Kept, Room
from claimguide.cases.models import Case, Event

from .models import ROOT, Dossier


def kept(case: Case) -> Iterator[Kept]:
    for dossier in Dossier.objects.filter(case=case):
        done = dossier.finished_at is not None
        yield Kept(dossier.stored_as, dossier.size, dossier.sha256, needed=done)


def faults(case: Case) -> Iterator[Fault]:
    """Dossiers against the history: each file was written down when it was ready."""
    ready = Event.objects.filter(case=case, kind="dossier_ready")
    known = set(ready.values_list("data__dossier", "data__sha256"))
    for dossier in Dossier.objects.filter(case=case, finished_at__isnull=False):
        if (str(dossier.pk), dossier.sha256) not in known:
            yield Fault("dossier-not-in-history", str(dossier.pk), case.number)


ROOM = Room(ROOT, kept, faults)
