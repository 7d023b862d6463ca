"""P18: the platform is itself the contracting party: membership, coupons, guarantees (民法典 577)."""

from __future__ import annotations

from datetime import date

from claimguide.law.decide import Decision
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("平台自己就是合同相对人", "The platform itself is the contracting party")
ANSWER = Answer(
    "as_seller", Text("平台按合同承担违约责任", "The platform answers for breach of its own contract")
)
HOLDS = Text(
    "会员、券、保障等服务由平台自己提供。平台没有按约提供或者单方缩水的，应当承担违约责任。",
    "Membership, coupons and guarantees are the platform's own service; if it does not perform or cuts them, "
    "it answers for breach.",
)


def judge(matter: Matter) -> Decision | None:
    """A membership bought from the platform itself, with something wrong about it."""
    facts = matter.facts
    if facts.goods_kind != "membership" or facts.seller_kind not in ("self_operated", "looks_self_operated"):
        return None
    return Decision("holds", HOLDS) if facts.problems else None


def cites(matter: Matter) -> Codes:
    return ("minfadian:577", "dianshangfa:74", "pingtai_guize:32")


GROUND = PlatformGround("P18", TITLE, date(2021, 1, 1), judge, cites, ANSWER)
