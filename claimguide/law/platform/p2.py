"""P2: the platform itself promised better protection (消保法 44(款1))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from claimguide.law.decide import Condition, Decision, decide, tri
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("平台自己作出过更有利的承诺", "The platform made a more favourable promise")
ANSWER = Answer(
    "pays_first", Text("平台按照自己的承诺先行赔付或者履行", "The platform pays or performs as it promised")
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


def _conditions(matter: Matter) -> Iterator[Condition]:
    facts = matter.facts
    own = facts.known("promise_by") and facts.promise_by == "platform"
    promised = True if own else tri(facts.platform_promise)
    yield Condition(promised, ("platform_promise",), NO_PROMISE)
    # Whoever promised shows that it performed, once something went wrong.
    broken = matter.has("promise_broken") or None
    yield Condition(broken, ("problems",), NO_PROMISE, presumed=bool(facts.problems))


def judge(matter: Matter) -> Decision | None:
    """The platform's own promise, as it was worded; a shop's promise is the ground `promise`."""
    if not matter.on_a_platform:
        return None
    return decide(matter, _conditions(matter), holds=HOLDS, still_open=OPEN)


def cites(matter: Matter) -> Codes:
    food = ("shipinfa:131(2)",) if matter.is_food else ()
    return ("xiaobaofa:44(1)", *food, "xiaobao_tiaoli:12")


GROUND = PlatformGround("P2", TITLE, date(2014, 3, 15), judge, cites, ANSWER)
