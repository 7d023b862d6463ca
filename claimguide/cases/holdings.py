"""What rooms hold of a case beyond rows with a foreign key to it: files, and rows that name it otherwise.

The rooms stand above this one, so they say it themselves: each registers a Holding when the site starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .models import Case


@dataclass(frozen=True)
class StoredFile:
    """A file of a case: its name in private storage, and the path it gets in the consumer's archive."""

    stored_as: str
    path: str


def nothing(case: Case) -> None:
    """For rooms all of whose rows go with the case's own."""


@dataclass(frozen=True)
class Holding:
    """One room's part. `folder` in private storage holds files of this case and of no other."""

    folder: Callable[[Case], str]
    files: Callable[[Case], Iterable[StoredFile]]
    forget: Callable[[Case], None] = nothing


_holdings: dict[str, Holding] = {}


def register(room: str, holding: Holding) -> None:
    _holdings[room] = holding


def every() -> tuple[Holding, ...]:
    return tuple(_holdings.values())
