"""Is everything still what it was? Stored files against rows, rows against the history, the history itself.

The rooms stand above this one, so each registers what it keeps when the site starts, as for cases.holdings.
Faults are reported, never repaired: what was lost comes back from a backup, by hand.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone

from claimguide.core.health import FAULTS_MARK
from claimguide.core.models import Mark

from . import chain
from .models import Case

log = logging.getLogger(__name__)

CHUNK = 1024 * 1024
# Longer than any upload or rendering: a younger file may belong to a row that is just being written.
GRACE = timedelta(hours=1)
MARK = "integrity"


@dataclass(frozen=True)
class Kept:
    """A file that a row speaks of. Digests are compared where they are given; `needed`: it must be there."""

    name: str
    size: int | None = None
    sha256: str = ""
    sm3: str = ""
    needed: bool = True


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong: its code, what it is wrong with, and the number of the case if it has one."""

    code: str
    where: str
    case: str = ""


def no_fault(_case: Case) -> Iterable[Fault]:
    return ()


@dataclass(frozen=True)
class Room:
    """What one room keeps. `folder` holds one folder per case, named by its id."""

    folder: str
    kept: Callable[[Case], Iterable[Kept]]
    # What only the room itself can compare: its rows with the history, and what belongs to no case.
    faults: Callable[[Case], Iterable[Fault]] = no_fault
    site: Callable[[], Iterable[Fault]] = tuple
    # Called with each file that is as it should be.
    sound: Callable[[Kept, str], None] = lambda kept, sm3: None


@dataclass
class Report:
    """What a run looked at and what it found."""

    cases: int = 0
    files: int = 0
    bytes: int = 0
    faults: list[Fault] = field(default_factory=list)


_rooms: dict[str, Room] = {}


def register(name: str, room: Room) -> None:
    _rooms[name] = room


def check(number: str | None = None) -> Report:
    """Everything, or one case. Case.DoesNotExist."""
    report = Report()
    if number is not None:
        check_case(Case.objects.get(number=number), report)
        return report
    for case in Case.objects.order_by("pk").iterator(chunk_size=200):
        check_case(case, report)
    check_site(report)
    return report


def check_case(case: Case, report: Report) -> None:
    """Add what is wrong with a case and its files; what is gone at a second look was only being changed."""
    report.cases += 1
    first = set(_faults_of(case, report))
    if first:
        again = Report()
        there = Case.objects.filter(pk=case.pk).first()
        report.faults += sorted(first & set(_faults_of(there, again))) if there else []


def check_site(report: Report) -> None:
    """Add what is wrong beyond single cases, and files of cases that are gone."""
    for room in _rooms.values():
        report.faults += room.site()
        try:
            folders = _listed(room.folder)[0]
        except OSError:
            report.faults.append(Fault("folder-unreadable", room.folder))
            continue
        for folder in folders:
            if not _is_case(folder):
                report.faults += _orphans(f"{room.folder}/{folder}", set(), "")


def check_some(seconds: float, day: date) -> int:
    """Go on with the day's round for at most about `seconds`; returns how many faults this part found.

    Where the round stopped stands in core.models.Mark, so the next call goes on from there.
    """
    mark, _new = Mark.objects.get_or_create(name=MARK, defaults={"value": ""})
    said, _colon, place = mark.value.partition(":")
    place = place if said == f"{day:%Y-%m-%d}" else ""
    if place == "done":
        return 0
    report, until = Report(), time.monotonic() + seconds
    for case in _after(place).iterator(chunk_size=50):
        check_case(case, report)
        place = str(case.pk)
        if time.monotonic() > until:
            break
    else:
        check_site(report)
        place = "done"
    Mark.objects.filter(name=MARK).update(value=f"{day:%Y-%m-%d}:{place}")
    _alarm(report, begun=mark.value.startswith(f"{day:%Y-%m-%d}"))
    return len(report.faults)


def known_faults() -> int:
    """How many faults the last nightly round has found so far."""
    mark = Mark.objects.filter(name=FAULTS_MARK).first()
    return int(mark.value) if mark else 0


def _alarm(report: Report, *, begun: bool) -> None:
    for fault in report.faults:
        # The last part of a name is the id of a row; the one before it would name the case.
        log.error("integrity: %s %s", fault.code, fault.where.rpartition("/")[2])
    count = len(report.faults) + (known_faults() if begun else 0)
    Mark.objects.update_or_create(name=FAULTS_MARK, defaults={"value": str(count)})


def _after(place: str) -> QuerySet[Case]:
    every = Case.objects.order_by("pk")
    return every.filter(pk__gt=place) if place else every


def _faults_of(case: Case, report: Report) -> Iterator[Fault]:
    links, last = chain.links(case), chain.head(case)
    for fault in chain.verify(links, last):
        yield Fault(f"history-{fault.code}", f"event {fault.seq}", case.number)
    for room in _rooms.values():
        kept = list(room.kept(case))
        for each in kept:
            yield from _compared(each, room, report, case.number)
        folder = f"{room.folder}/{case.pk}"
        yield from _orphans(folder, {each.name for each in kept}, case.number)
        yield from room.faults(case)


def _compared(kept: Kept, room: Room, report: Report, number: str) -> Iterator[Fault]:
    try:
        size, sha256, sm3 = digests(kept.name, hashed=bool(kept.sha256))
    except FileNotFoundError:
        if kept.needed:
            yield Fault("file-missing", kept.name, number)
        return
    except OSError:
        yield Fault("file-unreadable", kept.name, number)
        return
    report.files += 1
    report.bytes += size
    if kept.size is not None and size != kept.size:
        yield Fault("file-size", kept.name, number)
    elif kept.sha256 and sha256 != kept.sha256:
        yield Fault("file-changed", kept.name, number)
    elif kept.sm3 and sm3 and sm3 != kept.sm3:
        yield Fault("file-sm3", kept.name, number)
    elif sm3:
        room.sound(kept, sm3)


def digests(name: str, *, hashed: bool = True) -> tuple[int, str, str]:
    """Size, SHA-256 and SM3 of a stored file ("" unless `hashed`). OSError where it cannot be read."""
    if not hashed:
        return default_storage.size(name), "", ""
    size, totals = 0, [hashlib.sha256()]
    # Python takes SM3 from the OpenSSL it was built with, and not each has it.
    with contextlib.suppress(ValueError):
        totals.append(hashlib.new("sm3"))
    with default_storage.open(name) as file:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            for total in totals:
                total.update(chunk)
    return size, totals[0].hexdigest(), totals[1].hexdigest() if len(totals) > 1 else ""


def _orphans(folder: str, known: set[str], number: str) -> Iterator[Fault]:
    try:
        files = _listed(folder)[1]
    except OSError:
        yield Fault("folder-unreadable", folder, number)
        return
    for file in files:
        name = f"{folder}/{file}"
        if name not in known and _is_old(name):
            yield Fault("file-orphan", name, number)


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
    return sorted(folders), sorted(files)


def _is_old(name: str) -> bool:
    try:
        changed: datetime = default_storage.get_modified_time(name)
    except FileNotFoundError:
        return False
    return changed < timezone.now() - GRACE


def _is_case(folder: str) -> bool:
    try:
        return Case.objects.filter(pk=UUID(folder)).exists()
    except ValueError:
        return False
