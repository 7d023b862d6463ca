"""The root of a day: one hash over the histories of all cases that went on that day, signed, to be stamped.

A case that rests stays under the root of its last day. The root goes to a file of its own, and by hand to an
outside time-stamp authority (evidence.stamps): only that proves a time which this site could not choose.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import uuid
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from claimguide.cases.models import Event
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


def leaf(number: str, head: str, count: int) -> str:
    """What a tree holds of a case: nothing that a list of case numbers could be matched with."""
    case = hashlib.sha256(number.encode()).hexdigest()
    return canonical.digest({"case": case, "head": head, "count": count})


def seal(day: dt.date) -> DayRoot:
    """The root of this day (China time), made now if there is none. TooEarly; signing.NoKey."""
    if root := DayRoot.objects.filter(day=day).first():
        return root
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


def path(of: DayLeaf) -> merkle.Path:
    """From this leaf up to the root of its day."""
    leaves = list(of.day_root.leaves.order_by("position").values_list("leaf", flat=True))
    return merkle.path(leaves, of.position)


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
            root=merkle.root([each.leaf for each in found]),
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
    before = DayRoot.objects.filter(day__lt=day).order_by("-day").first()
    held: set[str] = set()
    events = Event.objects.filter(at__lt=end_of(day))
    if before is not None:
        events = events.filter(at__gte=end_of(before.day) - OVERLAP)
        held = set(before.leaves.values_list("head", flat=True))
    for case, number, count, head in _last_events(events):
        if head not in held:
            yield DayLeaf(case_id=case, head=head, leaf=leaf(number, head, count))


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
