"""Writes of mail: order one, let a held one go, refuse it. Each is one transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.cases.services import record
from claimguide.core import jobs, throttle
from claimguide.letters.models import LetterVersion

from . import selectors, texts
from .codes import DAY, Limited
from .models import MAIL_JOB, Mail, SenderAddress, State

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    User = AbstractBaseUser | AnonymousUser | None

PER_CASE_AND_DAY, PER_SENDER_AND_DAY, PER_RECIPIENT_AND_DAY = 3, 10, 5
HOLD_FROM_CASES, HOLD_WITHIN = 3, timedelta(hours=1)


class Changed(Exception):
    """What was shown is not what would go out now; nothing was ordered."""


@transaction.atomic
def order(version: LetterVersion, sender: SenderAddress, *, shown_to: str, user: User = None) -> Mail:
    """Order the letter's way out, exactly as the page showed it. Same letter, same recipient: the same mail.

    Raises Changed (another recipient meanwhile, address not confirmed), guards.Barred, Limited.
    """
    Case.objects.select_for_update().get(pk=version.case_id)
    if reason := selectors.reason_not_to(version):
        raise guards.Barred(reason)
    to = selectors.addressee(version)
    if to is None or to.email != shown_to or sender.verified_at is None or sender.case_id != version.case_id:
        raise Changed
    gone = (State.FAILED, State.REFUSED)
    if same := Mail.objects.filter(letter=version, to=to.email).exclude(state__in=gone).first():
        return same
    _count(version, sender.email, to.email)
    mail = Mail.objects.create(
        letter=version,
        to=to.email,
        reply_to=sender.email,
        subject=texts.subject(version),
        text=texts.body(version, sender.email),
        consent=texts.consent(version, to=to.email, recipient=to.name, reply_to=sender.email),
        pdf_sha256=version.pdf_sha256,
        state=State.HELD if _is_suspect(version, to.email) else State.QUEUED,
    )
    record(version.case, "mail_ordered", user, mail=str(mail.pk), letter_kind=version.kind, state=mail.state)
    if mail.state == State.QUEUED:
        _enqueue(mail)
    return mail


@transaction.atomic
def release(mail: Mail, user: User = None) -> bool:
    """Let a held mail go; False where it is not held any more."""
    if not Mail.objects.filter(pk=mail.pk, state=State.HELD).update(state=State.QUEUED):
        return False
    record(mail.letter.case, "mail_released", user, mail=str(mail.pk))
    _enqueue(mail)
    return True


@transaction.atomic
def refuse(mail: Mail, user: User = None) -> bool:
    """Refuse a held mail; False where it is not held any more."""
    held = Mail.objects.filter(pk=mail.pk, state=State.HELD)
    if not held.update(state=State.REFUSED, error="refused_by_staff"):
        return False
    record(mail.letter.case, "mail_refused", user, mail=str(mail.pk))
    return True


def _enqueue(mail: Mail) -> None:
    jobs.enqueue(MAIL_JOB, mail.pk, f"{MAIL_JOB}:{mail.pk}")


def _count(version: LetterVersion, sender: str, to: str) -> None:
    """The caps, counted by keyed hash so that erasing a case starts nobody anew."""
    wait = (
        throttle.hit("mail-case", str(version.case_id), PER_CASE_AND_DAY, DAY)
        or throttle.hit("mail-sender", sender.lower(), PER_SENDER_AND_DAY, DAY)
        or throttle.hit("mail-to", to.lower(), PER_RECIPIENT_AND_DAY, DAY)
    )
    if wait:
        raise Limited(wait)


def _is_suspect(version: LetterVersion, to: str) -> bool:
    """Whether with this case so many write to one recipient within an hour that a person should look."""
    since = timezone.now() - HOLD_WITHIN
    recent = Mail.objects.filter(to__iexact=to, created_at__gte=since).exclude(letter__case=version.case)
    cases = recent.values_list("letter__case", flat=True).distinct()
    return cases.count() + 1 >= HOLD_FROM_CASES
