"""Writes to a case. Each is one transaction that checks the version and the state, and leaves one event."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from . import guards, resume
from .models import (
    SESSION_KEY,
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
    from django.http import HttpRequest

PARTS = (Purchase, Problem, Dealings, Promise, PlatformConduct, Special, Plans)
FRESH_CODE_KEY = "fresh_codes"


class Stale(Exception):
    """The case changed since the page was opened; nothing was written."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.number)
        self.case = case


def record(
    case: Case, kind: str, actor: AbstractBaseUser | AnonymousUser | None = None, **data: Any
) -> Event:
    """Append an event. `data` takes references, counts and dates only: staff and exports show it."""
    known = actor if actor is not None and actor.is_authenticated else None
    return Event.objects.create(case=case, kind=kind, actor=known, data=data)  # type: ignore[misc]


def note_viewing(case: Case, user: AbstractBaseUser | AnonymousUser) -> None:
    """Leave a trace that this member of staff saw the case: one a day, however many pages are opened."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    seen = Event.objects.filter(case=case, kind="viewed", actor=user.pk, at__gte=today)
    if seen.exists():
        return
    with transaction.atomic():
        # The pictures of a page arrive side by side; behind the lock only the first of them writes.
        Case.objects.select_for_update().get(pk=case.pk)
        if not seen.exists():
            record(case, "viewed", user)


@transaction.atomic
def open_case() -> Case:
    """A new case with all its chapters, empty."""
    case = Case()
    case.resume_hash = resume.hash_of(resume.code_of(case.id, case.resume_salt))
    case.save()
    for part in PARTS:
        part.objects.create(case=case)
    record(case, "opened")
    return case


@transaction.atomic
def renew_code(case: Case) -> None:
    """A new resume code; the old one opens nothing from now on."""
    case.resume_salt = new_salt()
    case.resume_hash = resume.hash_of(resume.code_of(case.id, case.resume_salt))
    case.resume_kept_at = None
    case.save(update_fields=["resume_salt", "resume_hash", "resume_kept_at", "updated_at"])
    record(case, "code_renewed")


def bind(request: HttpRequest, case: Case, *, fresh: bool = False) -> None:
    """Let this browser see the case. The session gets a new key, so one fixed beforehand is worth nothing."""
    request.session.cycle_key()
    held = [i for i in request.session.get(SESSION_KEY, []) if i != str(case.pk)]
    request.session[SESSION_KEY] = [*held, str(case.pk)]
    if fresh:
        show_code_once(request, case)


def show_code_once(request: HttpRequest, case: Case) -> None:
    request.session[FRESH_CODE_KEY] = [*request.session.get(FRESH_CODE_KEY, []), str(case.pk)]


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
    actor: AbstractBaseUser | AnonymousUser | None = None,
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


def set_party(case: Case, role: str, **particulars: str) -> Party:
    party, _created = Party.objects.update_or_create(case=case, role=role, defaults=particulars)
    return party


@transaction.atomic
def move(case: Case, state: str, actor: AbstractBaseUser | AnonymousUser | None = None) -> Case:
    """Move a case to another state; guards.Barred where the table forbids it."""
    fresh = _locked(case, None)
    guards.require(state, fresh)
    before, fresh.state = fresh.state, state
    fresh.save(update_fields=["state", "updated_at"])
    record(fresh, "moved", actor, before=before, after=state)
    return fresh
