"""How a ground comes to its verdict: a list of conditions, each met, not met, or not known yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimguide.law.assessment import Verdict
from claimguide.law.facts import Facts
from claimguide.law.text import Text


@dataclass(frozen=True)
class Condition:
    """A condition. `keys` are asked for while it is open; `otherwise` is said when it is not met."""

    met: bool | None
    keys: tuple[str, ...]
    otherwise: Text


@dataclass(frozen=True)
class Decision:
    """The verdict, the reason for it, and the keys that are still open."""

    verdict: Verdict
    reason: Text
    needs: tuple[str, ...] = ()


def decide(facts: Facts, conditions: Sequence[Condition], *, holds: Text, still_open: Text) -> Decision:
    """Fails with the first condition that is not met; needs facts while one is open; otherwise holds.

    What it needs are the unknown ones among the open conditions' keys; the list of problems can always grow.
    """
    for condition in conditions:
        if condition.met is False:
            return Decision("fails", condition.otherwise)
    if all(condition.met for condition in conditions):
        return Decision("holds", holds)
    keys = dict.fromkeys(key for each in conditions if each.met is None for key in each.keys)
    needs = tuple(key for key in keys if key == "problems" or not facts.known(key))
    return Decision("needs_facts", still_open, needs)


def tri(answer: str | None, *, met_by: str = "yes") -> bool | None:
    """A yes-or-no answer as the state of a condition."""
    return None if answer is None else answer == met_by


def any_of(*states: bool | None) -> bool | None:
    """Met if one is met; open while one is open; otherwise not met."""
    if True in states:
        return True
    return None if None in states else False
