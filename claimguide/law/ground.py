"""What a claim ground and a platform ground are made of. One small module each; the registries list them.

A ground is a name, the days on which its rule applied, a function that judges a matter, and the money it
brings if it holds. `judge` answers None where the ground does not arise at all: silence, not a refusal. It is
kept apart from the words, the articles and the sums, because open questions judge again and again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from claimguide.law.assessment import (
    Burden,
    Finding,
    Party,
    PlatformFinding,
    PunitiveBasis,
    RefundKind,
    Remedy,
    Role,
)
from claimguide.law.decide import Decision, worded
from claimguide.law.matter import Matter
from claimguide.law.text import Text

Codes = tuple[str, ...]
Judge = Callable[[Matter], Decision | None]
Cites = Callable[[Matter], Codes]


class Right(NamedTuple):
    """Something the consumer may ask for if the ground holds, with its articles in compact form."""

    code: str
    title: Text
    codes: Codes


class Proof(NamedTuple):
    """Who has to prove what, with its articles in compact form."""

    text: Text
    codes: Codes


class RefundClaim(NamedTuple):
    """A claim to get the price back: all of it, or the `share` in yuan (None where that is not known).

    `governs`: a special rule on the sum, which displaces the general ones (prepayment, deposit). `steps` are
    the lines of arithmetic that lead to the share.
    """

    kind: RefundKind
    codes: Codes
    share: Decimal | None = None
    governs: bool = False
    steps: Callable[[], tuple[Text, ...]] | None = None


class PunitiveClaim(NamedTuple):
    """A claim beyond the loss: `multiple` times the `base` with a `floor`, or a `fixed` sum, in yuan.

    `base` is None where it is not known yet. `includes_price` is True where the promised sum already contains
    the price, None where that is not known.
    """

    basis: PunitiveBasis
    title: Text
    codes: Codes
    base: Decimal | None = None
    multiple: Decimal | None = None
    floor: Decimal | None = None
    fixed: Decimal | None = None
    includes_price: bool | None = False


def nothing(matter: Matter) -> tuple[()]:
    """A ground without special remedies, or without a rule of its own on proof."""
    return ()


@dataclass(frozen=True)
class Ground:
    """A claim ground against the seller. `with_losses`: losses beyond the price come with it.

    `beside` are others who answer next to the seller, or, without `seller_answers`, instead of it.
    """

    code: str
    title: Text
    valid_from: date
    judge: Judge
    cites: Cites
    rights: Callable[[Matter], Iterable[Right]] = nothing
    proofs: Callable[[Matter], Iterable[Proof]] = nothing
    valid_until: date | None = None
    refund: Callable[[Matter], RefundClaim | None] | None = None
    punitive: Callable[[Matter], Iterable[PunitiveClaim]] = nothing
    with_losses: bool = False
    beside: tuple[Party, ...] = ()
    seller_answers: bool = True

    def finding(self, matter: Matter, decision: Decision) -> Finding:
        """The decision with its words and those of its articles that applied on the day."""
        cite = matter.cite
        remedies = (Remedy(code, title, cite(*codes)) for code, title, codes in self.rights(matter))
        burden = (Burden(text, cite(*codes)) for text, codes in self.proofs(matter))
        return Finding(
            code=self.code,
            verdict=decision.verdict,
            title=self.title,
            reason=worded(decision.reason, matter),
            citations=cite(*self.cites(matter)),
            needs=decision.needs,
            remedies=tuple(each for each in remedies if each.citations),
            burden=tuple(each for each in burden if each.citations),
        )


class Answer(NamedTuple):
    """How a platform answers, and what follows in words."""

    role: Role
    consequence: Text


@dataclass(frozen=True)
class PlatformGround:
    """A ground on which the platform answers, or a duty of its own that supports a claim."""

    code: str
    title: Text
    valid_from: date
    judge: Judge
    cites: Cites
    answer: Answer | Callable[[Matter], Answer]
    party: Party = "platform"
    valid_until: date | None = None

    def finding(self, matter: Matter, decision: Decision) -> PlatformFinding:
        """The decision with its words and those of its articles that applied on the day."""
        answer = self.answer if isinstance(self.answer, Answer) else self.answer(matter)
        return PlatformFinding(
            code=self.code,
            verdict=decision.verdict,
            title=self.title,
            reason=worded(decision.reason, matter),
            citations=matter.cite(*self.cites(matter)),
            needs=decision.needs,
            role=answer.role,
            consequence=answer.consequence,
            party=self.party,
        )


def applies(ground: Ground | PlatformGround, on: date) -> bool:
    """Whether the ground's rule was in force on that day."""
    return ground.valid_from <= on and (ground.valid_until is None or on <= ground.valid_until)
