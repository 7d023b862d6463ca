"""Renewed and charged without a prominent reminder (消保法实施条例 10(款2))."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from claimguide.law import gate
from claimguide.law.decide import Condition, Decision, decide
from claimguide.law.ground import Codes, Ground, Proof, RefundClaim, Right
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("自动续费", "Automatic renewal")
HOLDS = Text(
    "自动续费前，商家应当以显著方式提请您注意。没有提醒就扣的费用，可以要求退回，并停止续费。",
    "Before renewing, the seller must remind you prominently. What was charged without a reminder can be "
    "claimed back, and the renewal stopped.",
)
OPEN = Text(
    "能否要求退回，还要看卖家是不是经营者。",
    "Whether it can be claimed back depends on whether the seller is in business.",
)
REMINDED = Text(
    "开通前和续费前都作过醒目提醒，已扣费用难以要求退回。您可以随时取消续费。",
    "You were reminded before subscribing and before the renewal, so the charge can hardly be claimed back; "
    "you may cancel at any time.",
)
OPERATOR_PROVES = Text(
    "是否作过醒目提醒由商家证明，仅有勾选框或者弹窗不够。",
    "The seller proves that it reminded you; a tick box or a pop-up alone is not enough.",
)


def _conditions(matter: Matter) -> Iterator[Condition]:
    yield gate.from_an_operator(matter)
    yield Condition(not _was_reminded(matter), (), REMINDED)


def _was_reminded(matter: Matter) -> bool:
    """That no clear notice came is what was told by naming the problem, so it is not asked for again.

    The seller proves its notice (合同编通则解释 10(款3)): only what came to light in the end can show one.
    """
    return matter.closed and matter.facts.concealed_fact == "no"


def judge(matter: Matter) -> Decision | None:
    """A term that was not pointed out is no part of the contract, so the charge has no basis."""
    if not matter.has("auto_renewal"):
        return None
    return decide(matter, _conditions(matter), holds=HOLDS, still_open=OPEN)


def cites(matter: Matter) -> Codes:
    facts = matter.facts
    # On memberships that the platform itself sells.
    own = facts.goods_kind == "membership" and facts.seller_kind == "self_operated"
    member = ("pingtai_guize:32",) if own else ()
    return ("xiaobao_tiaoli:10(2)", "wangluo_jiaoyi:18", *member, "minfadian:496(2)", "xiaobaofa:26(1)")


def rights(matter: Matter) -> Iterable[Right]:
    return (
        Right("refund", Text("退回续费款项", "The charge back"), ("minfadian:985", "minfadian:496(2)")),
        Right(
            "stop", Text("停止自动续费", "The renewal stopped"), ("wangluo_jiaoyi:18", "xiaobao_tiaoli:10(2)")
        ),
    )


def proofs(matter: Matter) -> Iterable[Proof]:
    return (Proof(OPERATOR_PROVES, ("hetong_jieshi:10(3)",)),)


def refund(matter: Matter) -> RefundClaim:
    """The unlawful part of the charge, or all of it where no part was set apart."""
    codes = ("minfadian:496(2)", "minfadian:985", "minfadian:497")
    charge = matter.facts.overcharge
    return RefundClaim("full", codes) if charge is None else RefundClaim("partial", codes, share=charge)


GROUND = Ground(
    code="autorenew",
    title=TITLE,
    valid_from=date(2014, 3, 15),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
    with_losses=True,
)
