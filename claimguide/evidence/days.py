"""The root of a day: one hash over the histories of all cases that went on that day, signed, to be stamped.

A case that rests stays under the root of its last day. Each root holds the one before it, so a later root
covers all earlier ones. The root goes to a file of its own, and by hand to an outside time-stamp authority
(evidence.stamps): only that proves a time which this site could not choose.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from claimguide.cases.models import Case, Event
from claimguide.core import canonical, signing

from . import merkle, vault
from .models import DayLeaf, DayRoot

log = logging.getLogger(__name__)

FORMAT = "claimguide-day-root/1"
FOLDER = "anchors"
# A transaction that began before midnight may commit after it; a page takes seconds, a worker 45 at most.
PAUSE = dt.timedelta(minutes=10)
OVERLAP = dt.timedelta(hours=1)


class TooEarly(Exception):
    """The day is not over, or was over only just now."""


class TooLate(Exception):
    """A later day is sealed already, and its root covers what happened on this one."""


@dataclass(frozen=True)
class Anchor:
    """The way from a case to a root: `leaf` holds its history up to the end of a day, `path` leads up."""

    root: DayRoot
    leaf: DayLeaf
    path: merkle.Path


def leaf(number: str, head: str, count: int) -> str:
    """What a tree holds of a case: nothing that a list of case numbers could be matched with."""
    case = hashlib.sha256(number.encode()).hexdigest()
    return canonical.digest({"case": case, "head": head, "count": count})


def seal(day: dt.date) -> DayRoot:
    """The root of this day (China time), made now if there is none. TooEarly, TooLate, signing.NoKey."""
    if root := DayRoot.objects.filter(day=day).first():
        return root
    if DayRoot.objects.filter(day__gt=day).exists():
        raise TooLate(f"{day:%Y-%m-%d}")
    if timezone.now() < end_of(day) + PAUSE:
        raise TooEarly(f"{day:%Y-%m-%d}")
    try:
        root = _make(day)
    except IntegrityError:
        # Another process sealed the same day meanwhile.
        root = DayRoot.objects.get(day=day)
    write_files(root)
    return root


def end_of(day: dt.date) -> dt.datetime:
    """The first moment of the next day in China."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))


def root_file(root: DayRoot) -> dict[str, Any]:
    """The root as it goes into its file and into bundles (canonical.dumps), signed over all the rest of it.

    Where the key has changed since, it is signed anew: whoever checks a bundle holds one key only.
    """
    said = _said(root, root.key)
    if root.key == signing.fingerprint():
        return {**said, "signature": root.signature}
    said["key"] = signing.fingerprint()
    return {**said, "signature": signing.sign(canonical.dumps(said))}


def signature_holds(root: DayRoot) -> bool:
    """Whether the row is as it was signed, with the key of now or a retired one."""
    said = canonical.dumps(_said(root, root.key))
    keys = [known.pem for known in signing.known() if known.fingerprint == root.key]
    return any(signing.verify(said, root.signature, pem) for pem in keys)


def anchor(case: Case) -> Anchor | None:
    """What a bundle of this case rests on: the newest stamped root over any of it, else its newest root."""
    leaves = DayLeaf.objects.filter(case=case).select_related("day_root").order_by("-day_root__day")
    stamped = DayRoot.objects.filter(stamp__isnull=False).order_by("-day").first()
    if stamped is not None and (leaf := leaves.filter(day_root__day__lte=stamped.day).first()):
        return Anchor(stamped, leaf, path(leaf, stamped))
    newest = leaves.first()
    return Anchor(newest.day_root, newest, path(newest)) if newest else None


def path(of: DayLeaf, to: DayRoot | None = None) -> merkle.Path:
    """From this leaf up to the root of its day, or further `to` a later one."""
    own = of.day_root
    way = merkle.path(_digests(own), of.position)
    if before := _before(own.day):
        way.append(["L", before.root])
    if to is not None:
        later = DayRoot.objects.filter(day__gt=own.day, day__lte=to.day).order_by("day")
        way += [["R", merkle.root(_digests(each))] for each in later]
    return way


def expected_root(root: DayRoot) -> str:
    """The root as it follows from the leaves of its day and from the root before it."""
    return _over(_before(root.day), _digests(root))


def write_files(root: DayRoot) -> None:
    """The root, and its stamp if there is one, as files of their own; those that are there stay."""
    files = {f"{FOLDER}/{root.day:%Y-%m-%d}.json": canonical.dumps(root_file(root))}
    if root.stamp:
        files[f"{FOLDER}/{root.day:%Y-%m-%d}.tsr"] = bytes(root.stamp)
    for name, data in files.items():
        if not default_storage.exists(name):
            vault.store(name, data)


def _make(day: dt.date) -> DayRoot:
    with transaction.atomic():
        found = sorted(_leaves(day), key=lambda each: each.leaf)
        root = DayRoot(
            day=day,
            root=_over(_before(day), [each.leaf for each in found]),
            leaf_count=len(found),
            key=signing.fingerprint(),
            made_at=timezone.now(),
        )
        root.signature = signing.sign(canonical.dumps(_said(root, root.key)))
        root.save(force_insert=True)
        for position, each in enumerate(found):
            each.position, each.day_root = position, root
        DayLeaf.objects.bulk_create(found, batch_size=500)
    log.info("sealed %s over %d cases", day, len(found))
    return root


def _leaves(day: dt.date) -> Iterator[DayLeaf]:
    """One for each case with events that no earlier root holds."""
    before = _before(day)
    held: set[str] = set()
    events = Event.objects.filter(at__lt=end_of(day))
    if before is not None:
        events = events.filter(at__gte=end_of(before.day) - OVERLAP)
        held = set(before.leaves.values_list("head", flat=True))
    for case, number, count, head in _last_events(events):
        if head not in held:
            yield DayLeaf(case_id=case, head=head, leaf=leaf(number, head, count))


def _before(day: dt.date) -> DayRoot | None:
    return DayRoot.objects.filter(day__lt=day).order_by("-day").first()


def _digests(root: DayRoot) -> list[str]:
    return list(root.leaves.order_by("position").values_list("leaf", flat=True))


def _over(before: DayRoot | None, leaves: Sequence[str]) -> str:
    tree = merkle.root(leaves)
    return tree if before is None else merkle.node(before.root, tree)


def _last_events(events: Any) -> Iterator[tuple[uuid.UUID, str, int, str]]:
    """Of each case among these events: id, number, number of the last event, its hash."""
    rows = events.order_by("case_id", "seq").values_list("case_id", "case__number", "seq", "hash")
    last = None
    for row in rows.iterator(chunk_size=2000):
        if last is not None and row[0] != last[0]:
            yield last
        last = row
    if last is not None:
        yield last


def _said(root: DayRoot, key: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "day": f"{root.day:%Y-%m-%d}",
        "root": root.root,
        "leaves": root.leaf_count,
        "made_at": canonical.moment(root.made_at),
        "key": key,
    }
