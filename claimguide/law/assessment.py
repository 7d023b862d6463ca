"""What an assessment says: findings, sums, who answers, time limits, and what is still to be asked.

Sums are yuan. A sum that cannot be worked out yet, because the price is not known, is None and never zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from claimguide.law.citations import Citation, require_in_force
from claimguide.law.text import Text

Verdict = Literal["holds", "fails", "needs_facts"]
RefundKind = Literal["full", "partial", "none"]
PunitiveBasis = Literal["fraud", "food", "drug", "injury", "promise"]
Role = Literal["seller", "as_seller", "joint", "pays_first", "corresponding", "duty"]
"""How someone answers. `duty`: a duty was broken, which supports a claim but is no debt by itself."""
Party = Literal["seller", "platform", "live_room", "producer", "payment_provider"]


class _Cited(Protocol):
    @property
    def citations(self) -> tuple[Citation, ...]: ...


@dataclass(frozen=True)
class Remedy:
    """Something the consumer may ask for because a ground holds."""

    code: str
    title: Text
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Burden:
    """Who has to prove what, and how well."""

    text: Text
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Finding:
    """What the law says on one ground. `needs` are the unknown facts that could still settle or change it."""

    code: str
    verdict: Verdict
    title: Text
    reason: Text
    citations: tuple[Citation, ...]
    needs: tuple[str, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    burden: tuple[Burden, ...] = ()

    @property
    def holds(self) -> bool:
        return self.verdict == "holds"


@dataclass(frozen=True)
class PlatformFinding(Finding):
    """A finding against the platform. `role` is how it would answer if the finding holds."""

    role: Role = "joint"
    consequence: Text = field(kw_only=True)
    party: Party = "platform"

    @property
    def makes_liable(self) -> bool:
        """Whether somebody owes money on this ground, not only a duty."""
        return self.holds and self.role not in ("duty", "seller")

    @property
    def of_platform(self) -> bool:
        """Whether the platform itself answers, and not the seller, a live room or a payment service."""
        return self.party == "platform" and self.role != "seller"


@dataclass(frozen=True)
class Refund:
    """The price coming back. `amount` is what is still owed after what was already refunded."""

    kind: RefundKind
    amount: Decimal | None
    already_refunded: Decimal
    lines: tuple[Text, ...]
    citations: tuple[Citation, ...]
    ground: str


@dataclass(frozen=True)
class Punitive:
    """Damages beyond the loss, or a promised sum. `amount` is gross; `net` is after what was already paid.

    `includes_price` says whether the sum already contains the price (a promise worded so); then no refund is
    asked for beside it. None: the wording is not known yet.
    """

    basis: PunitiveBasis
    base: Decimal | None
    multiple: Decimal | None
    floor: Decimal | None
    amount: Decimal | None
    set_off: Decimal
    net: Decimal | None
    includes_price: bool | None
    lines: tuple[Text, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Alternative:
    """A claim to plead instead of the main one, never on top of it."""

    code: str
    title: Text
    amount: Decimal | None
    reason: Text
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Loss:
    """A loss beyond the price: freight, tests, travel, medical costs."""

    code: str
    title: Text
    amount: Decimal
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Answerable:
    """Who answers for the claim, and in which role."""

    party: Party
    role: Role
    reason: Text
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Deadline:
    """A day that matters. `date` is None where the starting day is not known; `how` says how it is counted.

    `provisional` where the holidays that could move it are not announced, or no calendar was given.
    """

    code: str
    title: Text
    date: date | None
    how: Text
    citations: tuple[Citation, ...]
    provisional: bool


@dataclass(frozen=True)
class MissingFact:
    """A question whose answer could still change the outcome.

    `decides` tells what would change a claim, a sum or who answers from what would only change a detail.
    """

    key: str
    question: Text
    why: Text
    decides: bool = True


@dataclass(frozen=True)
class Contradiction:
    """Facts that cannot all be true; `keys` are the ones to look at again."""

    code: str
    keys: tuple[str, ...]
    text: Text


@dataclass(frozen=True)
class Assessment:
    """The whole answer for one set of facts under the law of one day.

    CitationNotInForce if anything in it cites an article that did not apply on that day.
    `claim_min` is what stands without punitive damages, `claim_max` the main claim; both net of payments.
    """

    on: date
    gate: Finding
    findings: tuple[Finding, ...]
    platform: tuple[PlatformFinding, ...]
    refund: Refund | None
    punitive: Punitive | None
    alternatives: tuple[Alternative, ...]
    losses: tuple[Loss, ...]
    answerable: tuple[Answerable, ...]
    deadlines: tuple[Deadline, ...]
    contradictions: tuple[Contradiction, ...]
    claim_min: Decimal
    claim_max: Decimal
    missing: tuple[MissingFact, ...] = ()

    def __post_init__(self) -> None:
        require_in_force(self.citations(), self.on)

    def citations(self) -> Iterator[Citation]:
        """Every citation anywhere in the assessment, in reading order, repeats included."""
        findings = (self.gate, *self.findings, *self.platform)
        parts: list[_Cited] = []
        for finding in findings:
            parts += (finding, *finding.remedies, *finding.burden)
        parts += (each for each in (self.refund, self.punitive) if each is not None)
        parts += (*self.alternatives, *self.losses, *self.answerable, *self.deadlines)
        for part in parts:
            yield from part.citations

    def finding(self, code: str) -> Finding | None:
        """The finding on a ground (`fraud`) or platform ground (`P1`), or None where it does not arise."""
        return next((each for each in (*self.findings, *self.platform) if each.code == code), None)

    @property
    def consumer_law(self) -> bool:
        """Whether consumer law may be named: not where the gate fails (a private seller, no daily life)."""
        return self.gate.verdict != "fails"

    @property
    def platform_role(self) -> Role | None:
        """How the platform answers, or None where nothing shown so far makes it answer."""
        return next((each.role for each in self.answerable if each.party == "platform"), None)
