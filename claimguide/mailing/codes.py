"""Showing that an address is one's own: six figures sent to it, good for 15 minutes and five tries."""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from claimguide.cases.models import Case
from claimguide.cases.services import record
from claimguide.core import jobs, throttle
from claimguide.core.keys import keyed_hash

from .models import CODE_JOB, Mail, SenderAddress, State

GOOD_FOR = timedelta(minutes=15)
TRIES = 5
HOUR, DAY = 3600, 24 * 3600
CODES_PER_HOUR, CODES_PER_BROWSER_AND_DAY = 3, 10
MAX_ADDRESSES = 3


class Limited(Exception):
    """Too often; `wait` is in seconds. What was counted in the same transaction goes back."""

    def __init__(self, wait: int) -> None:
        super().__init__(str(wait))
        self.wait = wait


@transaction.atomic
def ask(case: Case, email: str, browser: str) -> SenderAddress:
    """Order a code for this address; one that is confirmed already gets none. Raises Limited."""
    address, fresh = SenderAddress.objects.get_or_create(case=case, email=email)
    if address.verified_at:
        return address
    if fresh and SenderAddress.objects.filter(case=case).count() > MAX_ADDRESSES:
        raise Limited(HOUR)
    wait = (
        throttle.hit("mail-code-case", str(case.pk), CODES_PER_HOUR, HOUR)
        or throttle.hit("mail-code-to", email.lower(), CODES_PER_HOUR, HOUR)
        or throttle.hit("mail-code-by", browser, CODES_PER_BROWSER_AND_DAY, DAY)
    )
    if wait:
        raise Limited(wait)
    jobs.enqueue(CODE_JOB, address.pk, f"{CODE_JOB}:{address.pk}:{secrets.token_hex(8)}")
    return address


def renew(address: SenderAddress) -> str:
    """A new code for the worker to send; an older one is worth nothing from now on."""
    code = f"{secrets.randbelow(10**6):06d}"
    SenderAddress.objects.filter(pk=address.pk).update(
        code_hash=_hash(address, code), code_until=timezone.now() + GOOD_FOR, tries=0
    )
    return code


@transaction.atomic
def confirm(address: SenderAddress, code: str) -> bool:
    """Whether `code` is the one that was sent. Each try counts; a right one works once."""
    open_now = SenderAddress.objects.filter(
        pk=address.pk, verified_at=None, tries__lt=TRIES, code_until__gt=timezone.now()
    )
    if not open_now.update(tries=F("tries") + 1):
        return False
    fresh = SenderAddress.objects.get(pk=address.pk)
    if not fresh.code_hash or not hmac.compare_digest(fresh.code_hash, _hash(address, code)):
        return False
    SenderAddress.objects.filter(pk=address.pk).update(
        verified_at=timezone.now(), code_hash="", code_until=None
    )
    record(address.case, "mail_address_confirmed")
    return True


@transaction.atomic
def remove(address: SenderAddress) -> None:
    """Forget an address; letters that still wait to go out in its name do not go any more."""
    waiting = Mail.objects.filter(
        letter__case=address.case, reply_to=address.email, state__in=[State.HELD, State.QUEUED]
    )
    waiting.update(state=State.REFUSED, error="address_removed")
    address.delete()
    record(address.case, "mail_address_removed")


def _hash(address: SenderAddress, code: str) -> str:
    return keyed_hash("mail-code", f"{address.pk}:{code}")
