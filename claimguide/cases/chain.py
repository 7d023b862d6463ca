"""The history of a case as a chain: each event carries the digest of the one before it.

What it shows: nobody changed, dropped, inserted or reordered an event since a later one, or a head kept
elsewhere (a bundle, a daily root), was written. What it does not: that an event was true.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimguide.core import canonical

from .models import ActorKind, Case, Event

# What the first event names as the one before it.
BEGINNING = "0" * 64
SEALED = ("case", "seq", "kind", "at", "actor", "data", "prev")
Link = dict[str, Any]


@dataclass(frozen=True)
class Head:
    """The last event: how many there are, and its digest."""

    count: int
    hash: str


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place. `code`: malformed, altered, gap, order, broken, foreign, head, count."""

    code: str
    seq: int


@dataclass(frozen=True)
class Happened:
    """One event before it is chained; `data` is canonical already."""

    kind: str
    at: dt.datetime
    actor: str
    data: Mapping[str, Any]


def head(case: Case, before: dt.datetime | None = None) -> Head:
    """The last event of the case, or the last one earlier than `before`; count 0 where there is none."""
    events = Event.objects.filter(case=case)
    if before is not None:
        events = events.filter(at__lt=before)
    last = events.order_by("-seq").values_list("seq", "hash").first()
    return Head(*last) if last else Head(0, BEGINNING)


def following(case: Case, number: str, last: Head, happened: Happened) -> Event:
    """The unsaved event that follows `last`; `number` is the case's, as the database holds it now."""
    event = Event(
        case=case,
        seq=last.count + 1,
        kind=happened.kind,
        at=happened.at,
        actor_kind=happened.actor,
        data=dict(happened.data),
        prev_hash=last.hash,
    )
    event.hash = canonical.digest(_content(number, event))
    return event


def links(case: Case, count: int | None = None) -> list[Link]:
    """All events in order (the first `count`), as they are exported: no names, only what kind of actor."""
    events = Event.objects.filter(case=case).order_by("seq")
    return [{**_content(case.number, event), "hash": event.hash} for event in events[:count]]


def verify(chain: Sequence[Link], expected: Head | None = None) -> list[Fault]:
    """Everything wrong with these links, in order; with `expected` also whether they end there."""
    if any(not _well_formed(link) for link in chain):
        return [Fault("malformed", at) for at, link in enumerate(chain, 1) if not _well_formed(link)]
    found = list(_faults(chain))
    if expected is not None and len(chain) != expected.count:
        found.append(Fault("count", len(chain)))
    if expected is not None and (chain[-1]["hash"] if chain else BEGINNING) != expected.hash:
        found.append(Fault("head", len(chain)))
    return found


def _faults(chain: Sequence[Link]) -> Iterable[Fault]:
    place, before = 0, BEGINNING
    for link in chain:
        place, expected = link["seq"], place + 1
        if place != expected:
            yield Fault("gap" if place > expected else "order", place)
        if link["case"] != chain[0]["case"]:
            yield Fault("foreign", place)
        if link["hash"] != canonical.digest({key: link[key] for key in SEALED}):
            yield Fault("altered", place)
        elif link["prev"] != before and place == expected:
            yield Fault("broken", place)
        before = link["hash"]


def _well_formed(link: Link) -> bool:
    texts = ("case", "kind", "at", "actor", "prev", "hash")
    if set(link) != {*SEALED, "hash"} or not all(isinstance(link[key], str) for key in texts):
        return False
    if not isinstance(link["data"], dict) or not isinstance(link["seq"], int):
        return False
    try:
        canonical.dumps(link["data"])
    except (TypeError, UnicodeEncodeError):
        return False
    return link["actor"] in ActorKind.values


def _content(number: str, event: Event) -> Link:
    return {
        "case": number,
        "seq": event.seq,
        "kind": event.kind,
        "at": canonical.moment(event.at),
        "actor": event.actor_kind,
        "data": event.data,
        "prev": event.prev_hash,
    }
