"""P16: notice of an infringement to the network service provider (民法典 1195, 1197)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from claimguide.law.decide import Condition, Decision, decide, tri
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("通知侵权后平台没有处理", "Told of an infringement, the platform did nothing")
ANSWER = Answer(
    "joint",
    Text(
        "平台对损害的扩大部分承担连带责任",
        "The platform is jointly liable for the harm that grew after the notice",
    ),
)
HOLDS = Text(
    "您的个人信息或者人身财产权益受到侵害，平台接到通知后没有采取必要措施，对扩大的损害承担连带责任。",
    "Your personal information, person or property is being infringed; told of it, the platform took no "
    "measures and is jointly liable for the harm that grew.",
)
OPEN = Text(
    "请附上初步证据和真实身份信息通知平台，并记下日期。",
    "Notify the platform with first evidence and your true identity, and note the date.",
)
NOT_TOLD = Text("平台没有接到通知，也不知道侵权。", "The platform was not told and did not know.")
ACTED = Text("平台接到通知后已经及时处理。", "Once told, the platform acted in time.")


def _conditions(matter: Matter) -> Iterator[Condition]:
    facts = matter.facts
    yield Condition(tri(facts.platform_knew), ("platform_knew",), NOT_TOLD)
    yield Condition(tri(facts.platform_acted, met_by="no"), ("platform_acted",), ACTED)


def judge(matter: Matter) -> Decision | None:
    """The rule for tort on a network; 电商法 42 is for owners of intellectual property only."""
    if not (matter.on_a_platform and matter.has("privacy_leak")):
        return None
    return decide(matter, _conditions(matter), holds=HOLDS, still_open=OPEN)


def cites(matter: Matter) -> Codes:
    return ("minfadian:1195", "minfadian:1197")


GROUND = PlatformGround("P16", TITLE, date(2021, 1, 1), judge, cites, ANSWER)
