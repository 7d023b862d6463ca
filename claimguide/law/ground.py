"""What a claim ground and a platform ground are made of. One small module each; the registries list them.

A ground is a name, the days on which its rule applied, a function that finds it in a matter, and the money it
brings if it holds. `find` answers None where the ground does not arise at all: silence, not a refusal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claimguide.law.assessment import Finding, PlatformFinding, PunitiveBasis, RefundKind
from claimguide.law.citations import Citation
from claimguide.law.matter import Matter


@dataclass(frozen=True)
class RefundClaim:
    """A claim to get the price back: all of it, or the `share` in yuan (None where that is not known)."""

    kind: RefundKind
    citations: tuple[Citation, ...]
    share: Decimal | None = None


@dataclass(frozen=True)
class PunitiveClaim:
    """A claim beyond the loss: `multiple` times the price with a `floor`, or a `fixed` sum, in yuan.

    `includes_price` is True where the promised sum already contains the price, None where that is not known.
    """

    basis: PunitiveBasis
    citations: tuple[Citation, ...]
    multiple: Decimal | None = None
    floor: Decimal | None = None
    fixed: Decimal | None = None
    includes_price: bool | None = False


@dataclass(frozen=True)
class Ground:
    """A claim ground against the seller. `with_losses`: losses beyond the price come with it."""

    code: str
    valid_from: date
    find: Callable[[Matter], Finding | None]
    valid_until: date | None = None
    refund: Callable[[Matter], RefundClaim | None] | None = None
    punitive: Callable[[Matter], PunitiveClaim | None] | None = None
    with_losses: bool = False


@dataclass(frozen=True)
class PlatformGround:
    """A ground on which the platform answers."""

    code: str
    valid_from: date
    find: Callable[[Matter], PlatformFinding | None]
    valid_until: date | None = None


def applies(ground: Ground | PlatformGround, on: date) -> bool:
    """Whether the ground's rule was in force on that day."""
    return ground.valid_from <= on and (ground.valid_until is None or on <= ground.valid_until)
