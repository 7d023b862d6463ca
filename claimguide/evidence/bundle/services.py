"""Writes of bundles: order one, order a failed one again. Each is one transaction."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from claimguide.cases.models import Case
from claimguide.cases.services import record
from claimguide.core import jobs
from claimguide.evidence.models import BUNDLE_JOB, Bundle, BundleKind, Recipient

from . import content
from .selectors import Barrier, reason_not_to

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    Actor = AbstractBaseUser | AnonymousUser | None

__all__ = ["Barred", "Barrier", "order", "reason_not_to", "retry"]


class Barred(Exception):
    """No bundle can be made now; `barriers` say why."""

    def __init__(self, barriers: list[Barrier]) -> None:
        super().__init__(", ".join(each.code for each in barriers))
        self.barriers = barriers


@transaction.atomic
def order(case: Case, kind: str, recipient: str = "", *, actor: Actor = None) -> Bundle:
    """Freeze what the bundle will hold and order its files. The same content again is the same bundle.

    `recipient` is one of models.Recipient for a recipient's copy and "" for a sealed bundle: ValueError
    otherwise. Raises Barred. A settled or closed case may be bundled: nothing of it changes.
    """
    if (recipient in Recipient.values) != (BundleKind(kind) == BundleKind.RECIPIENT) or (
        kind == BundleKind.SEALED and recipient
    ):
        raise ValueError(recipient)
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    if barriers := reason_not_to(kind, fresh):
        raise Barred(barriers)
    key, now = uuid.uuid4(), timezone.now()
    frozen = content.freeze(fresh, kind, recipient, key, now)
    sha256 = content.substance(frozen)
    asked = Bundle.objects.filter(case=fresh, kind=kind, recipient=recipient, content_sha256=sha256)
    same = asked.order_by("-number").first()
    # Only a daily root, or its time stamp, that has come since is worth the same content again.
    if same is not None and content.backing(same.content) >= content.backing(frozen):
        return same
    last = Bundle.objects.filter(case=fresh).aggregate(last=Max("number"))["last"] or 0
    bundle = Bundle.objects.create(
        id=key,
        case=fresh,
        kind=kind,
        recipient=recipient,
        number=last + 1,
        content=frozen,
        content_sha256=sha256,
        case_version=fresh.version,
        created_at=now,
    )
    jobs.enqueue(BUNDLE_JOB, bundle.pk, f"{BUNDLE_JOB}:{bundle.pk}")
    record(fresh, "bundle_ordered", actor, bundle=str(key), bundle_kind=kind, recipient=recipient)
    return bundle


@transaction.atomic
def retry(bundle: Bundle, actor: Actor = None) -> bool:
    """Order a failed bundle again; False where it has not failed."""
    job = bundle.job
    if job is None or not jobs.retry(job):
        return False
    record(bundle.case, "bundle_retried", actor, bundle=str(bundle.pk), bundle_kind=bundle.kind)
    return True
