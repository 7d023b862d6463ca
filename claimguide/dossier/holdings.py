"""What the dossier room holds of a case, for its export and its erasure."""

from __future__ import annotations

from collections.abc import Iterator

from claimguide.cases.holdings import Holding, StoredFile
from claimguide.cases.models import Case
from claimguide.core.models import Job

from .models import JOB_KIND, ROOT, Dossier


def folder(case: Case) -> str:
    return f"{ROOT}/{case.pk}"


def files(case: Case) -> Iterator[StoredFile]:
    """The finished dossiers."""
    for dossier in Dossier.objects.filter(case=case, finished_at__isnull=False).order_by("number"):
        yield StoredFile(dossier.stored_as, f"dossiers/{dossier.number:02d}.{dossier.form}")


def forget(case: Case) -> None:
    """Orders name a dossier without a foreign key; one that is running loses its lease with its row."""
    mine = Dossier.objects.filter(case=case).values_list("pk", flat=True)
    Job.objects.filter(object_id__in=list(mine), kind=JOB_KIND).delete()


HOLDING = Holding(folder, files, forget)
