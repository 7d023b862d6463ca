"""What the evidence room holds of a case, for its export and its erasure."""

from __future__ import annotations

from collections.abc import Iterator

from claimguide.cases.holdings import Holding, StoredFile
from claimguide.cases.models import Case

from .models import ROOT, Bundle
from .selectors import clean_exhibits, removed_exhibits


def folder(case: Case) -> str:
    return f"{ROOT}/{case.pk}"


def files(case: Case) -> Iterator[StoredFile]:
    """The sealed originals as numbered in the list, removed ones that can be brought back, and bundles."""
    for exhibit in clean_exhibits(case):
        yield StoredFile(exhibit.storage_name, f"exhibits/{exhibit.number:02d}-{exhibit.original_name}")
    for place, exhibit in enumerate(removed_exhibits(case), start=1):
        yield StoredFile(exhibit.storage_name, f"exhibits/removed-{place:02d}-{exhibit.original_name}")

    for bundle in Bundle.objects.filter(case=case, finished_at__isnull=False).order_by("number"):
        yield StoredFile(bundle.pdf_name, f"bundles/{bundle.number:02d}-{bundle.kind}.pdf")
        yield StoredFile(bundle.zip_name, f"bundles/{bundle.number:02d}-{bundle.kind}.zip")


HOLDING = Holding(folder, files)
