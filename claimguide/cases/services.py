"""Writes to a case. Each is one transaction that checks the version and the state, and leaves one event."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from claimguide.core import canonical

from . import chain, guards, resume
from .models import (
    SESSION_KEY,
    ActorKind,
    Case,
    CaseProblem,
    Dealings,
    Draft,
    Event,
    Party,
    Plans,
    PlatformConduct,
    Problem,
    Promise,
    Purchase,
    Special,
    new_salt,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
    from django.db.models import QuerySet
    from django.http import HttpRequest

    Actor = AbstractBaseUser | AnonymousUser | None

PARTS = (Purchase, Problem, Dealings, Promise, PlatformConduct, Special, Plans)
FRESH_CODE_KEY = "fresh_codes"
SHARED_KEY = "shared_device"


class Stale(Exception):
    """The case changed since the page was opened; nothing was written."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.number)
        self.case = case


def record(case: Case, kind: str, actor: Actor = None, **data: Any) -> Event:
    """Append an event to the chain of the case, which stays locked until the transaction ends.

    `data` takes references, counts, dates and sums only: staff, exports and bundles show it. `actor` is the
    request's user; None where nobody asked for it. canonical.NotCanonical for a float, Case.DoesNotExist for
    an erased case.
    """
    plain = canonical.normalise(data)
    canonical.dumps(plain)
    with transaction.atomic(savepoint=False):
        # Two events at once would both follow the same one.
        locked = Case.objects.select_for_update().values_list("number", flat=True)
        number = locked.get(pk=case.pk)
        happened = chain.Happened(kind, timezone.now(), _kind_of(actor), plain)
        event = chain.following(case, number, chain.head(case), happened)
        event.actor_id = actor.pk if event.actor_kind == ActorKind.STAFF and actor is not None else None
        event.save(force_insert=True)
    return event


def _kind_of(actor: Actor) -> ActorKind:
    if actor is None:
        return ActorKind.SYSTEM
    return ActorKind.STAFF if actor.is_authenticated else ActorKind.CONSUMER


def viewings_today(user: AbstractBaseUser | AnonymousUser) -> QuerySet[Event]:
    """The traces this member of staff left today, in whatever case."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return Event.objects.filter(kind="viewed", actor=user.pk, at__gte=today)


def note_viewing(case: Case, user: AbstractBaseUser | AnonymousUser) -> None:
    """Leave a trace that this member of staff saw the case: one a day, however many pages are opened."""
    seen = viewings_today(user).filter(case=case)
    if seen.exists():
        return
    with transaction.atomic():
        # The pictures of a page arrive side by side; behind the lock only the first of them writes.
        Case.objects.select_for_update().get(pk=case.pk)
        if not seen.exists():
            record(case, "viewed", user)


@transaction.atomic
def open_case(actor: Actor = None, *, number: str | None = None) -> Case:
    """A new case with all its chapters, empty. `number` is for a case that has one from elsewhere."""
    case = Case(number=number) if number else Case()
    case.resume_hash = resume.hash_of(resume.code_of(case.id, case.resume_salt))
    case.save()
    for part in PARTS:
        part.objects.create(case=case)
    record(case, "opened", actor)
    return case


@transaction.atomic
def renew_code(case: Case, actor: Actor = None) -> None:
    """A new resume code; the old one opens nothing from now on."""
    case.resume_salt = new_salt()
    case.resume_hash = resume.hash_of(resume.code_of(case.id, case.resume_salt))
    case.resume_kept_at = None
    case.save(update_fields=["resume_salt", "resume_hash", "resume_kept_at", "updated_at"])
    record(case, "code_renewed", actor)


def bind(request: HttpRequest, case: Case, *, fresh: bool = False) -> None:
    """Let this browser see the case. The session gets a new key, so one fixed beforehand is worth nothing."""
    request.session.cycle_key()
    held = [i for i in request.session.get(SESSION_KEY, []) if i != str(case.pk)]
    request.session[SESSION_KEY] = [*held, str(case.pk)]
    if fresh:
        show_code_once(request, case)


def show_code_once(request: HttpRequest, case: Case) -> None:
    request.session[FRESH_CODE_KEY] = [*request.session.get(FRESH_CODE_KEY, []), str(case.pk)]


def mark_shared(request: HttpRequest) -> None:
    """Others use this device too: the visit ends sooner, and the device keeps nothing of what is typed."""
    request.session[SHARED_KEY] = True
    request.session.set_expiry(settings.SHARED_IDLE_SECONDS)


@transaction.atomic
def code_kept(request: HttpRequest, case: Case) -> None:
    """The consumer says the code is written down: it is not shown again."""
    request.session[FRESH_CODE_KEY] = [
        i for i in request.session.get(FRESH_CODE_KEY, []) if i != str(case.pk)
    ]
    Case.objects.filter(pk=case.pk).update(resume_kept_at=timezone.now())


def _locked(case: Case, version: int | None) -> Case:
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    if version is not None and fresh.version != version:
        raise Stale(fresh)
    return fresh


@transaction.atomic
def save_answers(
    case: Case,
    page: str,
    write: Callable[[Case], None],
    *,
    version: int | None,
    actor: Actor = None,
) -> Case:
    """Run `write` on the locked case, count one version, drop the page's draft, leave one event.

    Raises Stale when `version` is not the case's any more, guards.Barred when its state forbids answers.
    """
    fresh = _locked(case, version)
    guards.require("answer", fresh)
    write(fresh)
    touch(fresh)
    Draft.objects.filter(case=fresh, page=page).delete()
    record(fresh, "answered", actor, page=page, version=fresh.version)
    return fresh


def touch(case: Case) -> None:
    """Count one version. Letters made before it may no longer say what the case says."""
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1, updated_at=timezone.now())
    case.refresh_from_db(fields=["version", "updated_at"])


def keep_draft(case: Case, page: str, data: dict[str, list[str]]) -> None:
    """Keep what was typed on a page, unchecked, so that leaving it loses nothing."""
    Draft.objects.update_or_create(case=case, page=page, defaults={"data": data})


def drop_draft(case: Case, page: str) -> None:
    Draft.objects.filter(case=case, page=page).delete()


def set_problems(case: Case, kinds: Iterable[str]) -> None:
    wanted = set(kinds)
    CaseProblem.objects.filter(case=case).exclude(kind__in=wanted).delete()
    present = set(CaseProblem.objects.filter(case=case).values_list("kind", flat=True))
    CaseProblem.objects.bulk_create(CaseProblem(case=case, kind=k) for k in sorted(wanted - present))


def set_party(case: Case, role: str, **particulars: Any) -> Party:
    party, _created = Party.objects.update_or_create(case=case, role=role, defaults=particulars)
    return party


@transaction.atomic
def move(case: Case, state: str, actor: Actor = None) -> Case:
    """Move a case to another state; guards.Barred where the table forbids it."""
    fresh = _locked(case, None)
    guards.require(state, fresh)
    before, fresh.state = fresh.state, state
    fresh.save(update_fields=["state", "updated_at"])
    record(fresh, "moved", actor, before=before, after=state)
    return fresh
