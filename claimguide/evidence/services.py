"""Writes to a case's exhibits. Each is one transaction under the case's lock that leaves one event."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from claimguide.cases import guards
from claimguide.cases.models import Case, ProofStatus
from claimguide.cases.services import Stale, record, touch
from claimguide.core import canonical

from . import vault
from .elements import Element
from .inspect import runner
from .inspect.signatures import Medium
from .intake import Arrival, Declared, arrival
from .models import Exhibit, ExhibitProof, State
from .quotas import require_day, require_room
from .reading import services as reading
from .sorts import says_what

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
    """Take a file: checked by name, signature and decoding, sealed with SHA-256 and SM3, last in the list.

    The same file again gives the exhibit that is there (`already_there`), a removed one comes back.
    Raises Refused (nothing is kept) or guards.Barred. `proves` are elements the consumer says it shows.
    """
    guards.require("upload", case)
    told = declared or Declared()
    with arrival(file, told) as arrived:
        if same := same_file(case, arrived.sha256):
            refill(same, arrived.path)
            return back_again(same, actor)
        require_room(case, arrived.size)
        require_day(case, arrived.size)
        decoded = runner.decode(arrived.path, arrived.kind.code)
        exhibit = described_by(arrived, told.said(arrived.label), case=case, state=State.CLEAN)
        for name, value in measures(decoded).items():
            setattr(exhibit, name, value)
        entered = None
        try:
            _seal(exhibit, arrived, decoded)
            entered = _enter(exhibit, proves, actor)
        finally:
            if entered is not exhibit:
                vault.discard_all(exhibit.storage_name)
    return entered


def without_ending(name: str) -> str:
    """A file's name as the title of its exhibit, until the consumer gives one."""
    return name.rpartition(".")[0] or name


def goes_by_file_name(exhibit: Exhibit) -> bool:
    """Whether the title is the file's own name still, and one that does not say what the file is."""
    name = without_ending(exhibit.original_name)
    return exhibit.title == name and not says_what(name)


def described_by(arrived: Arrival, said: dict[str, Any], **fields: Any) -> Exhibit:
    """The row of a file that has arrived, not saved yet."""
    return Exhibit(
        kind=arrived.kind.code,
        title=without_ending(arrived.label),
        original_name=arrived.label,
        size=arrived.size,
        sha256=arrived.sha256,
        sm3=arrived.sm3,
        said=said,
        **fields,
    )


def measures(decoded: runner.Decoded) -> dict[str, Any]:
    """The columns that the decoding of a file fills."""
    taken_on = dt.date.fromisoformat(decoded.taken) if decoded.taken else None
    return {
        "width": decoded.width,
        "height": decoded.height,
        "page_count": decoded.pages,
        "seconds": decoded.seconds,
        "found": decoded.found,
        "taken_on": taken_on if taken_on and taken_on <= timezone.localdate() else None,
    }


def store_derived(exhibit: Exhibit, decoded: runner.Decoded) -> None:
    """Keep what people see of a file, whole, over what an earlier try may have left."""
    parts = {
        exhibit.preview_name: decoded.preview,
        exhibit.thumbnail_name: decoded.thumbnail,
        f"{exhibit.storage_name}.txt": decoded.text.encode(),
    }
    for name, content in parts.items():
        if content:
            vault.replace(name, content)


def _seal(exhibit: Exhibit, arrived: Arrival, decoded: runner.Decoded) -> None:
    with vault.or_refused("exhibit not stored"):
        with arrived.path.open("rb") as original:
            vault.store(exhibit.storage_name, original)
        store_derived(exhibit, decoded)


@transaction.atomic
def _enter(exhibit: Exhibit, proves: Iterable[str], actor: Actor) -> Exhibit:
    """The row, unless another upload of the same file came first: then that one."""
    case = locked(exhibit.case)
    if same := same_file(case, exhibit.sha256):
        return back_again(same, actor)
    require_room(case, exhibit.size)
    require_day(case, exhibit.size)
    return enter(case, exhibit, proves, actor)


def enter(case: Case, exhibit: Exhibit, proves: Iterable[str], actor: Actor) -> Exhibit:
    """Save a new exhibit as the last of its case, inside the caller's transaction under the case's lock."""
    last = Exhibit.objects.filter(case=case).aggregate(last=Max("position"))["last"] or 0
    exhibit.position = last + 1
    exhibit.save(force_insert=True)
    _set_proofs(exhibit, proves)
    record(case, "exhibit_added", actor, exhibit=str(exhibit.pk), sha256=exhibit.sha256, size=exhibit.size)
    touch(case)
    if exhibit.state == State.CLEAN:
        reading.order(exhibit)
    return exhibit


def same_file(case: Case, sha256: str) -> Exhibit | None:
    """The exhibit of the case that holds this very file, whether checked already or not."""
    same = Exhibit.objects.filter(case=case, sha256=sha256).exclude(state=State.REFUSED)
    return same.live().first() or same.first()


def refill(exhibit: Exhibit, path: Path) -> None:
    """Put back what storage has lost of an exhibit, from the very same bytes at `path`. Raises Refused."""
    medium = exhibit.file_kind.medium
    derived = f"{exhibit.storage_name}.txt" if medium == Medium.TEXT else exhibit.preview_name
    with vault.or_refused("exhibit not put back"):
        if not vault.is_there(exhibit.storage_name):
            with path.open("rb") as original:
                vault.store(exhibit.storage_name, original)
            log.warning("a lost original came again: %s", exhibit.pk)
        if exhibit.state == State.CLEAN and medium != Medium.AUDIO and not vault.is_there(derived):
            store_derived(exhibit, runner.decode(path, exhibit.kind))


def back_again(exhibit: Exhibit, actor: Actor) -> Exhibit:
    """The exhibit that is there already; a removed one comes back."""
    if exhibit.removed_at is not None:
        return restore(exhibit, actor=actor)
    exhibit.already_there = True
    return exhibit


def locked(case: Case) -> Case:
    """The case, its row locked until the transaction ends. Raises guards.Barred."""
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

    @property
    def token(self) -> str:
        """Changes with every word."""
        taken_on = str(self.taken_on or "")
        held = [self.title, *sorted(self.proves), taken_on, self.source, self.taken_by, self.device]
        return canonical.digest(held)


def description_of(exhibit: Exhibit) -> Description:
    """What was said about an exhibit so far."""
    proves = tuple(element.value for element in exhibit.elements)
    said = (exhibit.title, proves, exhibit.taken_on, exhibit.source, exhibit.taken_by, exhibit.device)
    return Description(*said)


@transaction.atomic
def describe(exhibit: Exhibit, said: Description, *, seen: str = "", actor: Actor = None) -> Exhibit:
    """Keep what the consumer says about an exhibit. Raises guards.Barred.

    `seen` is the token of the description that the consumer had before them: Stale where it is another one
    by now, unless it says the same already.
    """
    case = locked(exhibit.case)
    now = description_of(Exhibit.objects.get(pk=exhibit.pk)).token
    if now == said.token:
        return exhibit
    if seen and now != seen:
        raise Stale(case)
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
    case = locked(exhibit.case)
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
    case = locked(exhibit.case)
    exhibit.removed_at = timezone.now()
    exhibit.save(update_fields=["removed_at"])
    record(case, "exhibit_removed", actor, exhibit=str(exhibit.pk))
    touch(case)
    removed = Exhibit.objects.filter(case=case, removed_at__isnull=False).order_by("-removed_at")
    purge(removed[MAX_REMOVED:])


@transaction.atomic
def restore(exhibit: Exhibit, *, actor: Actor = None) -> Exhibit:
    """Undo a removal: back to the place it had. Raises guards.Barred, or Refused where there is no room."""
    case = locked(exhibit.case)
    require_room(case, exhibit.size)
    exhibit.removed_at = None
    exhibit.save(update_fields=["removed_at"])
    record(case, "exhibit_restored", actor, exhibit=str(exhibit.pk))
    touch(case)
    return exhibit


@transaction.atomic
def purge(exhibits: Iterable[Exhibit]) -> int:
    """Delete removed exhibits for good: the rows, and after the commit the files. Returns how many."""
    gone = list(exhibits)
    Exhibit.objects.filter(pk__in=[exhibit.pk for exhibit in gone]).delete()

    def discard() -> None:
        for exhibit in gone:
            vault.discard_all(exhibit.storage_name)

    transaction.on_commit(discard)
    return len(gone)


@transaction.atomic
def set_statuses(case: Case, statuses: Mapping[str, str], *, actor: Actor = None) -> None:
    """How the consumer stands with proof of each element: have, can_get, gone, or "" for nothing said."""
    fresh = locked(case)
    for element, have in statuses.items():
        if have:
            ProofStatus.objects.update_or_create(case=fresh, element=element, defaults={"have": have})
        else:
            ProofStatus.objects.filter(case=fresh, element=element).delete()
    record(fresh, "proof_stated", actor, elements=sorted(e for e, have in statuses.items() if have))
    touch(fresh)
