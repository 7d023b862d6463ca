"""P9: a live platform must hand over identities and records (直播电商办法 16, 18)."""

from __future__ import annotations

from datetime import date

from claimguide.law.decide import Decision
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("直播平台要提供人员信息和记录", "A live platform must hand over identities and records")
ANSWER = Answer(
    "duty",
    Text(
        "平台违反法定义务，可以举报；说不出运营者身份的，先行赔偿",
        "A duty was broken and can be reported; an operator it cannot name makes it pay first",
    ),
)
HOLDS = Text(
    "直播平台没有按要求提供直播间运营者信息或者交易记录，违反法定义务。",
    "Asked for it, the live platform did not hand over who ran the room or the record.",
)


def judge(matter: Matter) -> Decision | None:
    """Identities and records on request; the records are kept for at least three years."""
    facts = matter.facts
    refused = facts.known("platform_kept_records") and facts.platform_kept_records == "no"
    return Decision("holds", HOLDS) if refused and facts.channel == "live_stream" else None


def cites(matter: Matter) -> Codes:
    return ("zhibo_dianshang:16", "zhibo_dianshang:18", "xiaobao_tiaoli:14(2)")


GROUND = PlatformGround("P9", TITLE, date(2024, 7, 1), judge, cites, ANSWER)
