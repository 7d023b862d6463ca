"""How a ground comes to its verdict: a list of conditions, each met, not met, or not known yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from claimguide.law.assessment import Verdict
from claimguide.law.matter import Matter
from claimguide.law.text import Text

Reason = Text | Callable[[Matter], Text]
"""A reason, or how to word it for a matter; it is worded only where somebody will read it."""


class Condition(NamedTuple):
    """A condition. `keys` are asked for while it is open; `otherwise` is said when it is not met.

    `presumed` is the burden of proof: True where the other side has to show that it is not met.
    """

    met: bool | None
    keys: tuple[str, ...]
    otherwise: Reason
    presumed: bool = False


class Decision(NamedTuple):
    """The verdict, the reason for it, and the keys that are still open."""

    verdict: Verdict
    reason: Reason
    needs: tuple[str, ...] = ()


def decide(matter: Matter, conditions: Iterable[Condition], *, holds: Reason, still_open: Reason) -> Decision:
    """Fails with the first condition that is not met; needs facts while one is open; otherwise holds.

    What it needs are the unknown ones among the open conditions' keys; the list of problems can always grow.
    In a closed matter an open condition stands or falls by the burden of proof.
    """
    needs: dict[str, None] = {}
    is_open = False
    for met, keys, otherwise, presumed in conditions:
        if met:
            continue
        if met is False or (matter.closed and not presumed):
            return Decision("fails", otherwise)
        if not matter.closed:
            is_open = True
            needs.update(dict.fromkeys(keys))
    if not is_open:
        return Decision("holds", holds)
    known = matter.facts.known
    return Decision(
        "needs_facts", still_open, tuple(key for key in needs if key == "problems" or not known(key))
    )


def tri(answer: str | None, *, met_by: str = "yes") -> bool | None:
    """A yes-or-no answer as the state of a condition."""
    return None if answer is None else answer == met_by


def any_of(*states: bool | None) -> bool | None:
    """Met if one is met; open while one is open; otherwise not met."""
    if True in states:
        return True
    return None if None in states else False


def worded(reason: Reason, matter: Matter) -> Text:
    """The reason in words for this matter."""
    return reason if isinstance(reason, Text) else reason(matter)
