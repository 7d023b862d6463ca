"""P12: no help and no way to complain (电商法 59, 61)."""

from __future__ import annotations

from datetime import date

from claimguide.law.decide import Decision
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.text import Text
from claimguide.law.vocabulary import PLATFORM_CHANNELS

TITLE = Text("平台没有投诉渠道或者不协助", "No complaint channel, or no help")
ANSWER = Answer(
    "duty",
    Text(
        "可以要求平台履行义务并举报，本身不直接产生赔偿",
        "You may demand performance and report it; it gives no money by itself",
    ),
)
HOLDS = Text(
    "平台没有便捷有效的投诉渠道，或者没有积极协助，违反法定义务。",
    "The platform had no working complaint channel or gave no help, against its duty.",
)


def judge(matter: Matter) -> Decision | None:
    """A supporting ground and a point to report, no money claim of its own."""
    facts = matter.facts
    idle = facts.known("platform_helped") and facts.platform_helped == "no"
    return Decision("holds", HOLDS) if idle and facts.channel in PLATFORM_CHANNELS else None


def cites(matter: Matter) -> Codes:
    """To help is owed in a dispute with a shop on it; to take complaints also in one about its own goods."""
    live = ("zhibo_dianshang:20(1)",) if matter.facts.channel == "live_stream" else ()
    returns = ("qiri_tuihuo:24",) if matter.has("return_refused") else ()
    help_ = ("dianshangfa:61", "dianshangfa:63", *returns) if matter.on_a_platform else ()
    return ("dianshangfa:59", *help_, "xiaobao_tiaoli:44(1)", *live)


GROUND = PlatformGround("P12", TITLE, date(2019, 1, 1), judge, cites, ANSWER)
