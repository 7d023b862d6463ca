"""P20: supplementary liability of a physical venue (民法典 1198(款2))."""

from __future__ import annotations

from datetime import date

from claimguide.law.decide import Decision
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("线下场所的补充责任", "Supplementary liability of a venue")
ANSWER = Answer(
    "duty",
    Text(
        "场所在过错范围内承担相应的补充责任，不适用于普通网购平台",
        "The venue answers second, as far as it is at fault; never an ordinary marketplace",
    ),
)
HOLDS = Text(
    "在商场、酒店等场所被第三人侵害的，先由第三人赔偿，场所没有尽到安全保障义务的承担相应的补充责任。",
    "Harmed by a third party in a shop or hotel: that party pays first, the venue second if it "
    "failed its safety duty.",
)


def judge(matter: Matter) -> Decision | None:
    """Listed so that nobody uses these words for an ordinary marketplace."""
    if not matter.has("injury") or matter.facts.channel != "offline" or matter.closed:
        return None
    return Decision("needs_facts", HOLDS)


def cites(matter: Matter) -> Codes:
    return ("minfadian:1198(2)", "xiaobaofa:48(2)")


GROUND = PlatformGround("P20", TITLE, date(2021, 1, 1), judge, cites, ANSWER)
