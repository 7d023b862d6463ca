"""Unfair standard terms (消保法 26; 民法典 496, 497)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from claimguide.law import gate
from claimguide.law.decide import Decision, decide
from claimguide.law.ground import Codes, Ground, Proof, RefundClaim, Right
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("不公平格式条款", "Unfair standard terms")
HOLDS = Text(
    "不合理免除商家责任、限制您退货、投诉、起诉等主要权利的格式条款无效。没有醒目提示的，不成为合同内容。",
    "Standard terms that free the seller or cut your main rights unreasonably are void; those not "
    "pointed out "
    "are no part of the contract.",
)
OPEN = Text("能否主张条款无效，还要看卖家身份。", "It depends on who sold.")
DRAFTER_PROVES = Text(
    "是否提示和说明由提供条款的一方证明，仅有勾选框或者弹窗不够。",
    "Whoever drafted the terms proves that it pointed them out; a tick box or a pop-up alone is not enough.",
)
# Where the term kept the price of a service that was not used.
KEPT = ("return_refused", "refund_delayed", "prepaid_refund_refused")


def judge(matter: Matter) -> Decision | None:
    """The term is void and the claim is decided without it."""
    if not matter.has("unfair_term"):
        return None
    return decide(matter, (gate.from_an_operator(matter),), holds=HOLDS, still_open=OPEN)


def cites(matter: Matter) -> Codes:
    online = ("wangxiao_jieshi:1", "wangluo_jiaoyi:21") if matter.at_a_distance else ()
    drafting = ("minfadian:496(2)", "minfadian:497", "xiaobao_tiaoli:17")
    return ("xiaobaofa:26(1)", "xiaobaofa:26(2)", "xiaobaofa:26(3)", *drafting, *online, "hetongfa:40")


def rights(matter: Matter) -> Iterable[Right]:
    return (
        Right("void", Text("主张条款无效", "Have the term held void"), ("xiaobaofa:26(3)", "minfadian:497")),
        Right(
            "report",
            Text("举报不公平条款", "Report the unfair term"),
            ("wangluo_jiaoyi:41", "hetong_xingzheng:7"),
        ),
    )


def proofs(matter: Matter) -> Iterable[Proof]:
    return (Proof(DRAFTER_PROVES, ("hetong_jieshi:10(3)",)),)


def refund(matter: Matter) -> RefundClaim | None:
    """What the term kept: the part set apart, or the unused part of a service; its own costs are deducted."""
    charge = matter.facts.overcharge
    kept = matter.is_service and matter.has(*KEPT)
    if charge is None and not kept:
        return None
    return RefundClaim("partial", ("xiaobaofa:26(3)", "minfadian:497", "minfadian:566"), share=charge)


GROUND = Ground(
    code="unfair_terms",
    title=TITLE,
    valid_from=date(2014, 3, 15),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
)
