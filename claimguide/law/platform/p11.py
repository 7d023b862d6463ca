"""P11: records lost, altered or withheld (电商法 31, 62)."""

from __future__ import annotations

from datetime import date

from claimguide.law.decide import Decision
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("平台没有保存或者拒绝提供交易记录", "Records lost, altered or withheld")
ANSWER = Answer(
    "duty",
    Text(
        "平台承担相应的法律责任，诉讼中可以申请责令提交",
        "The platform bears the consequences; a court can order it to produce them",
    ),
)
HOLDS = Text(
    "平台没有保存或者拒绝提供交易记录。致使事实查不清的，由它承担相应的法律责任，诉讼中可以请求作不利推定。",
    "The platform did not keep or produce the record; where the facts stay unclear for it, that "
    "counts against it.",
)


def judge(matter: Matter) -> Decision | None:
    """Records are kept for at least three years from completion."""
    facts = matter.facts
    refused = facts.known("platform_kept_records") and facts.platform_kept_records == "no"
    return Decision("holds", HOLDS) if refused and matter.at_a_distance else None


def cites(matter: Matter) -> Codes:
    court = ("minsu_jieshi:112", "minsu_zhengju:95")
    return ("dianshangfa:31", "dianshangfa:62", "wangluo_jiaoyi:31", *court)


GROUND = PlatformGround("P11", TITLE, date(2019, 1, 1), judge, cites, ANSWER)
