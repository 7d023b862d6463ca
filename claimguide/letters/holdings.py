"""What the letters room holds of a case, for its export and its erasure."""

from __future__ import annotations

from collections.abc import Iterator

from claimguide.cases.holdings import Holding, StoredFile
from claimguide.cases.models import Case
from claimguide.core.models import Job

from . import store
from .models import LetterFile, LetterVersion


def folder(case: Case) -> str:
    return f"{store.ROOT}/{case.pk}"


def files(case: Case) -> Iterator[StoredFile]:
    """The finished letters."""
    for version in case.letters.exclude(pdf_name=""):
        yield StoredFile(version.pdf_name, f"letters/{version.file_name}")
    for file in LetterFile.objects.kept().filter(version__case=case).select_related("version"):
        file.version.case = case
        yield StoredFile(file.name, f"letters/{file.file_name}")


def forget(case: Case) -> None:
    """Orders name a letter without a foreign key; one that is running loses its lease with its row."""
    letters = LetterVersion.objects.filter(case=case).values_list("pk", flat=True)
    forms = LetterFile.objects.filter(version__case=case).values_list("pk", flat=True)
    Job.objects.filter(object_id__in=[*letters, *forms]).delete()


HOLDING = Holding(folder, files, forget)
