"""What an answer to a refusal is made from, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass

from claimguide.law import Assessment, Facts
from claimguide.law.citations import Citation
from claimguide.law.periods import months_after
from claimguide.law.text import Text

FAULT_GROUNDS = ("quality", "mismatch")
SIX_MONTHS = 6


@dataclass(frozen=True)
class Rebuttal:
    """What to write back and what to keep in mind. `answer` is None where none carries.

    `citations` are sent with the answer; `aside` stand behind the notes and are not sent.
    """

    answer: Text | None
    notes: tuple[Text, ...]
    citations: tuple[Citation, ...]
    aside: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Ground:
    """What an answer is made from."""

    facts: Facts
    assessment: Assessment

    @property
    def at_fault(self) -> bool:
        """A ground that looks to the goods' own faults may hold, so no return without reason is needed."""
        found = (self.assessment.finding(code) for code in FAULT_GROUNDS)
        return any(finding is not None and finding.verdict != "fails" for finding in found)

    @property
    def broken(self) -> bool:
        """Some ground may hold: there may be a breach to answer for."""
        return any(finding.verdict != "fails" for finding in self.assessment.findings)

    @property
    def within_six_months(self) -> bool:
        """The flaw showed within six months of receipt (消保法 23(款3))."""
        received, found = self.facts.received_on, self.facts.discovered_on
        return received is not None and found is not None and found <= months_after(received, SIX_MONTHS)
