"""What the platform grounds have in common: the consumer must have been harmed in the purchase."""

from __future__ import annotations

from claimguide.law.decide import Condition
from claimguide.law.matter import Matter
from claimguide.law.text import Text
from claimguide.law.vocabulary import HEALTH_KINDS

NO_HARM = Text("目前没有说明权益受到了什么损害。", "No harm in the purchase has been stated so far.")


def harmed(matter: Matter) -> Condition:
    """Some problem with the purchase was stated."""
    return Condition(bool(matter.facts.problems) or None, ("problems",), NO_HARM)


def concerns_life_or_health(matter: Matter) -> bool | None:
    """Whether the goods or the service concern life or health (电商法 38(款2)); some do by their kind."""
    facts = matter.facts
    if facts.known("life_or_health"):
        return facts.life_or_health == "yes"
    if facts.goods_kind in HEALTH_KINDS:
        return True
    return None


def knew_and_let_be(matter: Matter) -> bool | None:
    """Whether the platform knew, or had to, and did not act."""
    facts = matter.facts
    if facts.platform_knew == "no" or facts.platform_acted == "yes":
        return False
    return True if facts.platform_knew == "yes" and facts.platform_acted == "no" else None
