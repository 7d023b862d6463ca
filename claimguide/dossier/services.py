"""Writes of dossiers: order one, order a failed one again, delete one. Each is one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from claimguide.cases.models import Case
from claimguide.cases.services import record
from claimguide.core import jobs
from claimguide.core.models import Job
from claimguide.evidence import vault

from . import content
from .models import JOB_KIND, Dossier, Form
from .papers import Paper
from .selectors import Barrier, reason_not_to

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    Actor = AbstractBaseUser | AnonymousUser | None


class Barred(Exception):
    """No such dossier can be made now; `barriers` say why."""

    def __init__(self, barriers: list[Barrier]) -> None:
        super().__init__(", ".join(each.code for each in barriers))
        self.barriers = barriers


@transaction.atomic
def order(  # noqa: PLR0913  a dossier is exactly these
    case: Case,
    chosen: Sequence[Paper],
    *,
    form: str,
    with_timeline: bool,
    with_sheets: bool = False,
    actor: Actor = None,
) -> Dossier:
    """Freeze what the dossier will hold and order its file. The same content again is the same dossier.

    Raises Barred, ValueError for an unknown form. A settled or closed case may have one: it stays as it is.
    """
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    key, now = uuid.uuid4(), timezone.now()
    frozen = content.freeze(
        fresh,
        chosen,
        form=Form(form),
        with_timeline=with_timeline,
        with_sheets=with_sheets,
        dossier=key,
        at=now,
    )
    sha256 = content.substance(frozen)
    if same := Dossier.objects.filter(case=fresh, content_sha256=sha256).first():
        return same
    if barriers := reason_not_to(fresh, chosen, form=form, own_pages=with_timeline or with_sheets):
        raise Barred(barriers)
    last = Dossier.objects.filter(case=fresh).aggregate(last=Max("number"))["last"] or 0
    dossier = Dossier.objects.create(
        id=key,
        case=fresh,
        form=form,
        number=last + 1,
        content=frozen,
        content_sha256=sha256,
        created_at=now,
    )
    jobs.enqueue(JOB_KIND, dossier.pk, f"{JOB_KIND}:{dossier.pk}")
    record(fresh, "dossier_ordered", actor, dossier=str(key), form=form, files=len(frozen["files"]))
    return dossier


@transaction.atomic
def retry(dossier: Dossier, actor: Actor = None) -> bool:
    """Order a failed dossier again; False where it has not failed."""
    job = dossier.job
    if job is None or not jobs.retry(job):
        return False
    record(dossier.case, "dossier_retried", actor, dossier=str(dossier.pk))
    return True


@transaction.atomic
def delete(dossier: Dossier, actor: Actor = None) -> None:
    """Delete a dossier and its file; the papers it was made of stay. A worker at it loses its order."""
    key, stored = dossier.pk, dossier.stored_as
    Job.objects.filter(object_id=key, kind=JOB_KIND).delete()
    record(dossier.case, "dossier_deleted", actor, dossier=str(key))
    dossier.delete()
    transaction.on_commit(lambda: vault.discard([stored]), robust=True)
