"""Writes to a case's exhibits. Each is one transaction under the case's lock that leaves one event."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, Max, Sum
from django.utils import timezone

from claimguide.cases import guards
from claimguide.cases.models import Case, ProofStatus
from claimguide.cases.services import record, touch

from . import vault
from .elements import Element
from .inspect import runner
from .intake import Arrival, Declared, arrival
from .models import Exhibit, ExhibitProof, State
from .refusals import MAX_CASE_BYTES, MAX_FILES, MEGABYTE, Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    Actor = AbstractBaseUser | AnonymousUser | None

log = logging.getLogger(__name__)

UNDO_DAYS = 7
# Only so many removed files wait for an undo: removing must not be a way around the limits.
MAX_REMOVED = 10


def receive(
    case: Case,
    file: UploadedFile[Any],
    *,
    declared: Declared | None = None,
    proves: Iterable[str] = (),
    actor: Actor = None,
) -> Exhibit:
    """Take a file: checked by name, signature and decoding, sealed with its SHA-256, last in the list.

    The same file again gives the exhibit that is there (`already_there`), a removed one comes back.
    Raises Refused (nothing is kept) or guards.Barred. `proves` are elements the consumer says it shows.
    """
    guards.require("upload", case)
    with arrival(file, declared or Declared()) as arrived:
        if same := _same_file(case, arrived.sha256):
            return _back_again(same, actor)
        _require_room(case, arrived.size)
        decoded = runner.decode(arrived.path, arrived.kind.code)
        exhibit = _exhibit(case, arrived, decoded)
        entered = None
        try:
            _seal(exhibit, arrived, decoded)
            entered = _enter(exhibit, proves, actor)
        finally:
            if entered is not exhibit:
                vault.discard(exhibit.file_names)
    return entered


def _exhibit(case: Case, arrived: Arrival, decoded: runner.Decoded) -> Exhibit:
    taken_on = dt.date.fromisoformat(decoded.taken) if decoded.taken else None
    return Exhibit(
        case=case,
        # The decoding is done, so the way from received over checking ends here.
        state=State.CLEAN,
        kind=arrived.kind.code,
        title=arrived.label.rpartition(".")[0] or arrived.label,
        original_name=arrived.label,
        size=arrived.size,
        sha256=arrived.sha256,
        width=decoded.width,
        height=decoded.height,
        page_count=decoded.pages,
        taken_on=taken_on if taken_on and taken_on <= timezone.localdate() else None,
    )


def _seal(exhibit: Exhibit, arrived: Arrival, decoded: runner.Decoded) -> None:
    try:
        with arrived.path.open("rb") as original:
            vault.store(exhibit.storage_name, original)
        vault.store(exhibit.preview_name, decoded.preview)
        vault.store(exhibit.thumbnail_name, decoded.thumbnail)
    except OSError as error:
        log.error("exhibit not stored: %s", type(error).__name__)
        raise Refused("unavailable") from None


@transaction.atomic
def _enter(exhibit: Exhibit, proves: Iterable[str], actor: Actor) -> Exhibit:
    """The row, unless another upload of the same file came first: then that one."""
    case = _locked(exhibit.case)
    if same := _same_file(case, exhibit.sha256):
        return _back_again(same, actor)
    _require_room(case, exhibit.size)
    last = Exhibit.objects.filter(case=case).aggregate(last=Max("position"))["last"] or 0
    exhibit.position = last + 1
    exhibit.save(force_insert=True)
    _set_proofs(exhibit, proves)
    record(case, "exhibit_added", actor, exhibit=str(exhibit.pk), sha256=exhibit.sha256, size=exhibit.size)
    touch(case)
    return exhibit


def _same_file(case: Case, sha256: str) -> Exhibit | None:
    same = Exhibit.objects.filter(case=case, sha256=sha256, state=State.CLEAN)
    return same.live().first() or same.first()


def _back_again(exhibit: Exhibit, actor: Actor) -> Exhibit:
    if exhibit.removed_at is not None:
        return restore(exhibit, actor=actor)
    exhibit.already_there = True
    return exhibit


def _require_room(case: Case, size: int) -> None:
    held = Exhibit.objects.filter(case=case).live().aggregate(files=Count("pk"), size=Sum("size"))
    used = held["size"] or 0
    if held["files"] >= MAX_FILES:
        raise Refused("too_many", max=MAX_FILES)
    if used + size > MAX_CASE_BYTES:
        raise Refused("case_full", max=MAX_CASE_BYTES // MEGABYTE, used=f"{used / MEGABYTE:.1f}")


def _locked(case: Case) -> Case:
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    guards.require("upload", fresh)
    return fresh


def _set_proofs(exhibit: Exhibit, proves: Iterable[str]) -> None:
    wanted = {element for element in proves if element in Element.values}
    exhibit.proves.exclude(element__in=wanted).delete()
    present = set(exhibit.proves.values_list("element", flat=True))
    ExhibitProof.objects.bulk_create(
        ExhibitProof(exhibit=exhibit, element=element) for element in sorted(wanted - present)
    )


@dataclass(frozen=True)
class Description:
    """What the consumer says about an exhibit; `proves` are elements, `source` one of models.Source or ""."""

    title: str
    proves: Sequence[str] = ()
    taken_on: dt.date | None = None
    source: str = ""
    taken_by: str = ""
    device: str = ""


@transaction.atomic
def describe(exhibit: Exhibit, said: Description, *, actor: Actor = None) -> Exhibit:
    """Keep what the consumer says about an exhibit. Raises guards.Barred."""
    case = _locked(exhibit.case)
    exhibit.title, exhibit.taken_on, exhibit.source = said.title, said.taken_on, said.source
    exhibit.taken_by, exhibit.device = said.taken_by, said.device
    exhibit.save(update_fields=["title", "taken_on", "source", "taken_by", "device"])
    _set_proofs(exhibit, said.proves)
    record(case, "exhibit_described", actor, exhibit=str(exhibit.pk))
    touch(case)
    return exhibit


@transaction.atomic
def move(exhibit: Exhibit, *, up: bool, actor: Actor = None) -> None:
    """Change places with the live neighbour; at the end of the list nothing happens. Raises guards.Barred."""
    case = _locked(exhibit.case)
    exhibit.refresh_from_db(fields=["position"])
    live = Exhibit.objects.filter(case=case).live()
    if up:
        neighbour = live.filter(position__lt=exhibit.position).order_by("-position").first()
    else:
        neighbour = live.filter(position__gt=exhibit.position).order_by("position").first()
    if neighbour is None:
        return
    here, there = exhibit.position, neighbour.position
    beyond = Exhibit.objects.filter(case=case).aggregate(last=Max("position"))["last"] + 1
    # No two rows may hold one place, not even between two statements: go round by a free one.
    for row, place in ((exhibit, beyond), (neighbour, here), (exhibit, there)):
        Exhibit.objects.filter(pk=row.pk).update(position=place)
    exhibit.position = there
    record(case, "exhibit_moved", actor, exhibit=str(exhibit.pk), up=up)
    touch(case)


@transaction.atomic
def remove(exhibit: Exhibit, *, actor: Actor = None) -> None:
    """Take an exhibit out of the list. It can be brought back for UNDO_DAYS days. Raises guards.Barred."""
    case = _locked(exhibit.case)
    exhibit.removed_at = timezone.now()
    exhibit.save(update_fields=["removed_at"])
    record(case, "exhibit_removed", actor, exhibit=str(exhibit.pk))
    touch(case)
    removed = Exhibit.objects.filter(case=case, removed_at__isnull=False).order_by("-removed_at")
    purge(removed[MAX_REMOVED:])


@transaction.atomic
def restore(exhibit: Exhibit, *, actor: Actor = None) -> Exhibit:
    """Undo a removal: back to the place it had. Raises guards.Barred, or Refused where there is no room."""
    case = _locked(exhibit.case)
    _require_room(case, exhibit.size)
    exhibit.removed_at = None
    exhibit.save(update_fields=["removed_at"])
    record(case, "exhibit_restored", actor, exhibit=str(exhibit.pk))
    touch(case)
    return exhibit


@transaction.atomic
def purge(exhibits: Iterable[Exhibit]) -> int:
    """Delete removed exhibits for good: the rows, and after the commit the files. Returns how many."""
    gone = list(exhibits)
    names = [name for exhibit in gone for name in exhibit.file_names]
    Exhibit.objects.filter(pk__in=[exhibit.pk for exhibit in gone]).delete()
    transaction.on_commit(lambda: vault.discard(names))
    return len(gone)


@transaction.atomic
def set_statuses(case: Case, statuses: Mapping[str, str], *, actor: Actor = None) -> None:
    """How the consumer stands with proof of each element: have, can_get, gone, or "" for nothing said."""
    fresh = _locked(case)
    for element, have in statuses.items():
        if have:
            ProofStatus.objects.update_or_create(case=fresh, element=element, defaults={"have": have})
        else:
            ProofStatus.objects.filter(case=fresh, element=element).delete()
    record(fresh, "proof_stated", actor, elements=sorted(e for e, have in statuses.items() if have))
    touch(fresh)
