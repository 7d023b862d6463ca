"""P3: the platform knew or should have known, and did not act (消保法 44(款2); 电商法 38(款1))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from claimguide.law.decide import Condition, Decision, decide, tri
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.platform.common import harmed
from claimguide.law.text import Text

TITLE = Text("平台知道或者应当知道却没有处理", "The platform knew or should have known and did not act")
ANSWER = Answer(
    "joint",
    Text(
        "平台与卖家承担连带责任；平台在您投诉之后才知道的，范围由法院认定",
        "The platform is jointly liable with the seller; "
        "if it learnt of the matter only from your complaint, the court decides how far",
    ),
)
HOLDS = Text(
    "平台知道或者应当知道卖家侵害消费者权益，却没有采取必要措施，应当与卖家承担连带责任。",
    "The platform knew or should have known that the seller harms consumers and did not take the measures "
    "needed: it is jointly liable.",
)
OPEN = Text(
    "平台是否连带负责，要看它是否知道或者应当知道，以及是否采取了必要措施。",
    "Joint liability depends on whether the platform knew or should have known, and on whether it acted.",
)
DID_NOT_KNOW = Text(
    "没有材料说明平台知道或者应当知道，不能仅因提供平台就要求连带负责。",
    "Nothing shows that the platform knew or should have known; "
    "hosting the shop alone does not make it liable.",
)
ACTED = Text(
    "平台已经及时采取必要措施，不能以此要求连带负责。",
    "The platform took the measures needed in time, so it is not jointly liable on this ground.",
)


def _conditions(matter: Matter) -> Iterator[Condition]:
    facts = matter.facts
    yield Condition(tri(facts.platform_knew), ("platform_knew",), DID_NOT_KNOW)
    # A platform that knew has to show what it did (民诉法解释 91).
    yield Condition(tri(facts.platform_acted, met_by="no"), ("platform_acted",), ACTED, presumed=True)
    yield harmed(matter)


def judge(matter: Matter) -> Decision | None:
    """Joint liability for a platform that knew and did nothing."""
    if not matter.on_a_platform:
        return None
    return decide(matter, _conditions(matter), holds=HOLDS, still_open=OPEN)


def cites(matter: Matter) -> Codes:
    live = ("wangxiao_jieshi:16",) if matter.facts.channel == "live_stream" else ()
    return ("xiaobaofa:44(2)", "dianshangfa:38(1)", "wangluo_jiaoyi:52(1)", *live, "minfadian:178(1)")


GROUND = PlatformGround("P3", TITLE, date(2014, 3, 15), judge, cites, ANSWER)
