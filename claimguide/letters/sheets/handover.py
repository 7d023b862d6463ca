"""One sheet on another device: a code for fifteen minutes and one use, and who may read by it.

The other browser becomes a reader of this sheet and nothing more: it never holds the case.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models.functions import Now

from claimguide.cases import resume
from claimguide.cases.models import Case
from claimguide.cases.services import record
from claimguide.core.keys import keyed_hash
from claimguide.letters.models import HandOver

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
    from django.http import HttpRequest

    User = AbstractBaseUser | AnonymousUser

CODE_FOR = timedelta(minutes=15)
READ_FOR = timedelta(minutes=30)
SESSION_KEY = "sheets_read"


def code_of(hand_over: HandOver) -> str:
    """The code, ungrouped."""
    return _code(hand_over.pk)


def _code(pk: UUID) -> str:
    return resume.spelt(keyed_hash("sheet-code", str(pk)))


def _hash_of(code: str) -> str:
    return keyed_hash("sheet-hash", code)


@transaction.atomic
def offer(case: Case, sheet: str, user: User | None = None) -> HandOver:
    """A new code for this sheet; an earlier one opens nothing any more, and who read by it reads no more."""
    Case.objects.select_for_update().get(pk=case.pk)
    HandOver.objects.filter(case=case, sheet=sheet).delete()
    pk = uuid4()
    made = HandOver.objects.create(
        pk=pk, case=case, sheet=sheet, code_hash=_hash_of(_code(pk)), expires_at=Now() + CODE_FOR
    )
    record(case, "sheet_offered", user, sheet=sheet)
    made.refresh_from_db()
    return made


@transaction.atomic
def end(case: Case, sheet: str, user: User | None = None) -> bool:
    """Take it back; False where there was none."""
    Case.objects.select_for_update().get(pk=case.pk)
    gone, _by_model = HandOver.objects.filter(case=case, sheet=sheet).delete()
    if gone:
        record(case, "sheet_ended", user, sheet=sheet)
    return bool(gone)


@transaction.atomic
def accept(typed: str, user: User | None = None) -> HandOver | None:
    """What this code opens, used up by this call; None where it is wrong, used, ended or too old."""
    waiting = HandOver.objects.filter(
        code_hash=_hash_of(resume.fold(typed)), opened_at=None, expires_at__gt=Now()
    )
    if not waiting.update(opened_at=Now(), read_until=Now() + READ_FOR):
        return None
    found = HandOver.objects.select_related("case").get(code_hash=_hash_of(resume.fold(typed)))
    record(found.case, "sheet_opened", user, sheet=found.sheet)
    return found


def let_read(request: HttpRequest, hand_over: HandOver) -> None:
    """Mark this browser as a reader. The session gets a new key, so one fixed beforehand is worth nothing."""
    request.session.cycle_key()
    held = request.session.get(SESSION_KEY, [])
    request.session[SESSION_KEY] = [*held[-9:], str(hand_over.pk)]


def readable(request: HttpRequest, pk: UUID) -> HandOver | None:
    """The hand-over this browser still reads by; None for unknown, foreign, ended and old ones alike."""
    if str(pk) not in request.session.get(SESSION_KEY, []):
        return None
    return HandOver.objects.filter(pk=pk, read_until__gt=Now()).first()


def current(case: Case, sheet: str) -> HandOver | None:
    """The one of this sheet that can still be used or is still read by."""
    row = HandOver.objects.filter(case=case, sheet=sheet)
    return (
        row.filter(opened_at=None, expires_at__gt=Now()).first() or row.filter(read_until__gt=Now()).first()
    )
