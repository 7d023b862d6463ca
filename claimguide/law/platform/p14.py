"""P14: the review was deleted (电商法 39(款2))."""

from __future__ import annotations

from datetime import date

from claimguide.law.decide import Decision
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.text import Text
from claimguide.law.vocabulary import PLATFORM_CHANNELS

TITLE = Text("评价被平台删除", "The review was deleted")
ANSWER = Answer(
    "duty",
    Text(
        "违反规定，可以投诉、举报，本身不产生赔偿",
        "Against the rules; it can be reported, but gives no money by itself",
    ),
)
HOLDS = Text(
    "平台不得删除消费者的真实评价。您可以投诉、举报。",
    "A platform may not delete a consumer's true review; you may complain and report it.",
)


def judge(matter: Matter) -> Decision | None:
    """An administrative offence, no money claim of its own."""
    deleted = matter.has("review_deleted") and matter.facts.channel in PLATFORM_CHANNELS
    return Decision("holds", HOLDS) if deleted else None


def cites(matter: Matter) -> Codes:
    return ("dianshangfa:39(2)",)


GROUND = PlatformGround("P14", TITLE, date(2019, 1, 1), judge, cites, ANSWER)
