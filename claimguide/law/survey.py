"""Asking every ground in turn, and noting which unknown facts each of them looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Generic, NamedTuple, TypeVar, cast

from claimguide.law.decide import Decision
from claimguide.law.facts import Facts
from claimguide.law.ground import Ground, PlatformGround
from claimguide.law.matter import Matter

_NOTHING_KNOWN = Facts()
_NONE_OF_THEM: frozenset[str] = frozenset()
G = TypeVar("G", Ground, PlatformGround)


class Judged(NamedTuple, Generic[G]):
    """A ground, its decision (None where it does not arise), and the unknown facts it looked at."""

    ground: G
    decision: Decision | None
    looked_at: frozenset[str] = _NONE_OF_THEM

    @property
    def holds(self) -> bool:
        return self.decision is not None and self.decision.verdict == "holds"


class Watched:
    """Facts that note which unknown ones were looked at. Known ones are plain attributes and stay quick."""

    def __init__(self, facts: Facts) -> None:
        self.__dict__.update(
            {key: value for key, value in vars(facts).items() if value is not None and value != _NONE_OF_THEM}
        )
        self.looked_at: set[str] = set()

    def __getattr__(self, key: str) -> Any:
        value = getattr(_NOTHING_KNOWN, key)
        self.looked_at.add(key)
        return value

    def known(self, key: str) -> bool:
        """Whether the fact is known; to ask that is not to look at it."""
        return key in self.__dict__


def watched(matter: Matter) -> tuple[Matter, Watched]:
    """The matter with facts that are watched."""
    facts = Watched(matter.facts)
    return replace(matter, facts=cast(Facts, facts)), facts


def survey(matter: Matter, grounds: Iterable[G], *, watch: bool) -> list[Judged[G]]:
    """Every ground with its decision. Where nobody watches, what was looked at stays empty.

    A watched ground gets a matter of its own: what another one worked out would hide what it looks at.
    """
    if not watch:
        return [Judged(ground, ground.judge(matter)) for ground in grounds]
    facts = Watched(matter.facts)
    judged = []
    for ground in grounds:
        facts.looked_at = set()
        own = Matter(cast(Facts, facts), matter.on, matter.calendar, matter.closed)
        judged.append(Judged(ground, ground.judge(own), frozenset(facts.looked_at)))
    return judged
