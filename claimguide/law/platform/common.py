"""What the platform grounds have in common: the consumer must have been harmed in the purchase."""

from __future__ import annotations

from dataclasses import dataclass

from claimguide.law.assessment import PlatformFinding, Role
from claimguide.law.citations import Citation
from claimguide.law.decide import Condition, Decision
from claimguide.law.matter import Matter
from claimguide.law.text import Text

NO_HARM = Text("目前没有说明权益受到了什么损害。", "No harm in the purchase has been stated so far.")


def harmed(matter: Matter) -> Condition:
    """Some problem with the purchase was stated."""
    return Condition(bool(matter.facts.problems) or None, ("problems",), NO_HARM)


@dataclass(frozen=True)
class Label:
    """What is always the same about a platform ground: its name, the role it gives, and what follows."""

    code: str
    title: Text
    role: Role
    consequence: Text

    def finding(self, decision: Decision, citations: tuple[Citation, ...]) -> PlatformFinding:
        """A finding against the platform from its decision."""
        return PlatformFinding(
            code=self.code,
            verdict=decision.verdict,
            title=self.title,
            reason=decision.reason,
            citations=citations,
            needs=decision.needs,
            role=self.role,
            consequence=self.consequence,
        )
