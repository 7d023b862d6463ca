"""The gate before every claim from consumer law: bought for daily life, from an operator (消保法 2, 3)."""

from __future__ import annotations

from claimguide.law.assessment import Finding
from claimguide.law.decide import Condition, decide, worded
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("是否适用消费者权益保护法", "Does consumer law apply?")
PRIVATE_SELLER = Text(
    "卖家是偶尔转让自用物品的个人，不是经营者。双方关系适用民法典，不适用三倍赔偿和七日无理由退货。",
    "The seller is a private person parting with something of their own, not an operator. "
    "The Civil Code governs; there is no threefold damages and no seven-day return.",
)
NOT_FOR_DAILY_LIFE = Text(
    "商品不是为生活消费购买，不适用消费者权益保护法。仍可以依照合同主张权利。",
    "It was not bought for daily life, so consumer law does not apply. Contract claims remain.",
)
FOR_CLAIMS = Text(
    "购买目的是索赔而不是生活消费，法院通常不支持惩罚性赔偿。仍可以依照合同主张权利。",
    "It was bought in order to claim, not for daily life; courts usually refuse punitive damages. "
    "Contract claims remain.",
)
HOLDS = Text(
    "您为生活消费需要购买，卖家是经营者，适用消费者权益保护法。",
    "You bought for daily life from an operator, so consumer law applies.",
)
OPEN = Text(
    "还需要知道购买目的和卖家身份，才能判断是否适用消费者权益保护法。",
    "Whether consumer law applies depends on why you bought and on who sold.",
)


# Channels where a seller may well be a private person; elsewhere whoever sells is taken for an operator.
PRIVATE_CHANNELS = frozenset({"second_hand_platform", "social"})
# So many like claims before, and the purpose is no longer presumed (投诉举报处理办法 17 weighs the number).
SERIAL_CLAIMS = 3


def for_daily_life(matter: Matter) -> Condition:
    """Bought for daily life; the operator who says otherwise shows it (食药惩罚性赔偿解释 12(款3))."""
    facts = matter.facts
    purpose = facts.purpose
    serial = facts.known("earlier_claims") and (facts.earlier_claims or 0) >= SERIAL_CLAIMS
    return Condition(
        None if purpose is None else purpose == "daily_life",
        ("purpose",),
        FOR_CLAIMS if purpose == "claim_hunting" else NOT_FOR_DAILY_LIFE,
        presumed=not serial,
    )


def from_an_operator(matter: Matter) -> Condition:
    """Sold by an operator, as whoever runs a shop is presumed to be (网络消费规定（一） 7)."""
    operator = matter.is_operator
    presumed = operator is None and matter.facts.channel not in PRIVATE_CHANNELS
    return Condition(operator, ("seller_kind",), PRIVATE_SELLER, presumed)


def find(matter: Matter) -> Finding:
    """Whether consumer law applies to the purchase."""
    decision = decide(
        matter, (for_daily_life(matter), from_an_operator(matter)), holds=HOLDS, still_open=OPEN
    )
    return Finding(
        code="gate",
        verdict=decision.verdict,
        title=TITLE,
        reason=worded(decision.reason, matter),
        citations=matter.cite("xiaobaofa:2", "xiaobaofa_1993:2", "wangxiao_jieshi:7"),
        needs=decision.needs,
    )
