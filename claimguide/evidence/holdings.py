"""What the evidence room holds of a case, for its export and its erasure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from claimguide.cases.holdings import Holding, StoredFile
from claimguide.cases.models import Case
from claimguide.core.models import Job

from .models import ROOT, Bundle, Exhibit
from .selectors import clean_exhibits, removed_exhibits
from .share.selectors import copy_format


def folder(case: Case) -> str:
    return f"{ROOT}/{case.pk}"


def files(case: Case) -> Iterator[StoredFile]:
    """The sealed originals and their copies for recipients, numbered as in the list, and the bundles.

    Removed exhibits come along while they can be brought back. Pictures for showing can be made again from
    the originals; what is not whole or not judged yet may hold anything: both stay here.
    """
    for exhibit in clean_exhibits(case):
        yield from _of(exhibit, f"{exhibit.number:02d}")
    for place, exhibit in enumerate(removed_exhibits(case), start=1):
        yield from _of(exhibit, f"removed-{place:02d}")
    for bundle in Bundle.objects.filter(case=case, finished_at__isnull=False).order_by("number"):
        yield StoredFile(bundle.pdf_name, f"bundles/{bundle.number:02d}-{bundle.kind}.pdf")
        yield StoredFile(bundle.zip_name, f"bundles/{bundle.number:02d}-{bundle.kind}.zip")


def _of(exhibit: Exhibit, number: str) -> Iterator[StoredFile]:
    yield StoredFile(exhibit.storage_name, f"exhibits/{number}-{exhibit.original_name}")
    if exhibit.shared_sha256:
        stem = PurePath(exhibit.original_name).stem
        yield StoredFile(exhibit.shared_name, f"copies/{number}-{stem}.{copy_format(exhibit).ending}")


def forget(case: Case) -> None:
    """Orders name exhibits and bundles without a foreign key; a running one loses its lease with its row."""
    for model in (Exhibit, Bundle):
        keys = model.objects.filter(case=case).values_list("pk", flat=True)
        Job.objects.filter(object_id__in=list(keys)).delete()


HOLDING = Holding(folder, files, forget)
