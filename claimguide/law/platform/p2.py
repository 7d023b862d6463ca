"""P2: the platform itself promised better protection (消保法 44(款1))."""

from __future__ import annotations

from datetime import date

from claimguide.law.assessment import PlatformFinding
from claimguide.law.decide import Condition, decide, tri
from claimguide.law.ground import PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.platform.common import Label
from claimguide.law.text import Text

LABEL = Label(
    "P2",
    Text("平台自己作出过更有利的承诺", "The platform made a more favourable promise"),
    "pays_first",
    Text("平台按照自己的承诺先行赔付或者履行", "The platform pays or performs as it promised"),
)
HOLDS = Text(
    "平台公开承诺过更有利的保障，但没有兑现。您可以要求平台按承诺履行。",
    "The platform publicly promised better protection and did not keep it; you may ask it to perform.",
)
OPEN = Text(
    "请查看下单时的页面，平台有没有公开承诺先行赔付、正品保障等，是否没有兑现。",
    "Check the page as it stood when you ordered: did the platform promise payment first, authenticity or "
    "the like, and not keep it?",
)
NO_PROMISE = Text(
    "平台没有作出更有利的承诺，不能以此要求平台赔付。",
    "The platform made no such promise, so this ground gives nothing.",
)


def find(matter: Matter) -> PlatformFinding | None:
    """The platform's own promise, as it was worded; a shop's promise is the ground `promise`."""
    facts = matter.facts
    if not matter.on_a_platform:
        return None
    promised = True if facts.promise_by == "platform" else tri(facts.platform_promise)
    decision = decide(
        matter.facts,
        [
            Condition(promised, ("platform_promise",), NO_PROMISE),
            Condition(matter.has("promise_broken") or None, ("problems",), NO_PROMISE),
        ],
        holds=HOLDS,
        still_open=OPEN,
    )
    citations = matter.cite("xiaobaofa:44(1)", "xiaobao_tiaoli:12")
    return LABEL.finding(decision, citations)


GROUND = PlatformGround(code="P2", valid_from=date(2014, 3, 15), find=find)
