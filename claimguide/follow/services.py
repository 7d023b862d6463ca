"""Writes of the follow room."""

from __future__ import annotations

from collections.abc import Iterable

from claimguide.cases.models import Case

from .models import PolicyWatch
from .topics import Topic


def set_watch(case: Case, topics: Iterable[str], notify: str) -> PolicyWatch:
    """Keep which topics a case watches and how it is told. Runs inside the caller's transaction."""
    chosen = set(topics)
    ordered = [topic for topic in Topic.values if topic in chosen]
    watch, _created = PolicyWatch.objects.update_or_create(
        case=case, defaults={"topics": ordered, "notify": notify}
    )
    return watch
