"""What the mailing room holds of a case beyond rows: orders that name a mail or an address."""

from __future__ import annotations

from collections.abc import Iterator

from claimguide.cases.holdings import Holding, StoredFile
from claimguide.cases.models import Case
from claimguide.core.models import Job

from .models import CODE_JOB, MAIL_JOB, Mail, SenderAddress


def folder(case: Case) -> str:
    return f"mail/{case.pk}"


def files(case: Case) -> Iterator[StoredFile]:
    """None: what went out is the letter's own file."""
    return iter(())


def forget(case: Case) -> None:
    mails = Mail.objects.filter(letter__case=case).values_list("pk", flat=True)
    addresses = SenderAddress.objects.filter(case=case).values_list("pk", flat=True)
    Job.objects.filter(object_id__in=[*mails, *addresses], kind__in=[CODE_JOB, MAIL_JOB]).delete()


HOLDING = Holding(folder, files, forget)
