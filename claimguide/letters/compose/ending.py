"""Ending the contract over goods that never came, without which their price need not be paid back.

What was prepaid comes back once that contract has ended, too (预付式消费解释 15(款1)): a court is asked
to end it.

The contract may be ended where the seller is late and stays so for a reasonable time after a demand
(民法典 563(款1项3)), by a notice that may also set the day on which it ends by itself (565(款1)); the price
then comes back (566).
"""

from __future__ import annotations

from typing import Literal

from claimguide.cases.vocab import ProblemKind
from claimguide.law.citations import cite, in_force
from claimguide.law.grounds.nondelivery import REASONABLE
from claimguide.letters.content import Basis, Claim, LetterContent, Run, Runs
from claimguide.letters.kinds import Kind

from . import basis, claims
from .source import Source
from .wording import day, gap, plain, quoted, runs

TITLE = "关于解除合同"
NOT_COME = (ProblemKind.NOT_DELIVERED, ProblemKind.LOST, ProblemKind.LATE)
RIGHT, EFFECT = "minfadian:563(1)", "minfadian:566"
BY_TALKS, BREACHED, BREACH = "yufu_jieshi:13(2)", "xiaobaofa:53", "minfadian:563(1)#4"
NOTICE, SUIT = "minfadian:565(1)", "minfadian:565(2)"


def asked_for(source: Source) -> bool:
    """Whether the price is asked back because the goods did not come, and the order still stands."""
    refund = source.assessment.refund
    if refund is None or not refund.amount or refund.ground != "nondelivery":
        return False
    came = source.case.purchase.received_on is not None or not source.has(*NOT_COME)
    stands = not came and not source.has(ProblemKind.CANCELLED)
    return stands and source.case.dealings.wanted in claims.MONEY and bool(basis.standing(source, NOTICE))


def _waited(source: Source) -> bool:
    """Whether a reasonable time has passed since the demand."""
    asked = source.facts.asked_seller_on
    return asked is not None and source.on > asked + REASONABLE


def bases(source: Source, seller: str) -> tuple[Basis, ...]:
    """The grounds against the seller that hold, and the end of the contract that the claim rests on."""
    return (*basis.of_seller(source, seller), *_paragraph(source, seller))


def _paragraph(source: Source, seller: str) -> tuple[Basis, ...]:
    """The right to end the contract and what follows from it, for whoever reads the letter."""
    if not asked_for(source):
        return ()
    asked = source.facts.asked_seller_on
    if _waited(source) and asked is not None:
        follows = (
            f"本人于{day(asked)}提出要求后，{seller}在合理期限内仍未交付，本人有权解除合同，要求返还价款。"
        )
    else:
        follows = f"{seller}没有交付，本人请求解除合同，返还价款。"
    return (basis.explained(TITLE, in_force(cite(RIGHT, EFFECT), source.on), follows),)


def claim(source: Source, seller: str = "") -> tuple[Claim, ...]:
    """What a court is asked first: a suit ends the contract, too, if no notice did before (565(款2)).

    `seller` is what it is called where others are sued beside it.
    """
    rights = (RIGHT,) if asked_for(source) else _of_prepaid(source)
    if not rights:
        return ()
    goods = source.case.purchase.goods_name
    thing = quoted(goods) if goods else gap("goods_name")
    text = runs(f"解除本人与{seller}就" if seller else "解除双方就", thing, "订立的合同。")
    return (Claim(text, citations=basis.standing(source, *rights, SUIT)),)


def _of_prepaid(source: Source) -> tuple[str, ...]:
    """The right to end a prepaid contract; nothing where the principal comes back within seven days (14)."""
    refund, found = source.assessment.refund, source.assessment.finding("prepaid")
    if found is None or refund is None or refund.ground != "prepaid" or not refund.amount:
        return ()
    if source.case.dealings.wanted not in claims.MONEY:
        return ()
    cited = {citation.code for citation in found.citations}
    if BY_TALKS in cited:
        return (BY_TALKS,)
    return (BREACH,) if BREACHED in cited else ()


def _has_closed(source: Source) -> bool:
    """Whether a shop that took prepayments stopped serving: interest on the rest runs from the end (17)."""
    ended = source.has(ProblemKind.PREPAID_CLOSED) and _of_prepaid(source) == (BREACH,)
    return ended and bool(basis.standing(source, NOTICE))


def notice(source: Source, seller: str, reply_by: Run) -> tuple[Runs, ...]:
    """The notice itself, to the seller alone: the contract ends now, or by itself on the day set."""
    if not (asked_for(source) or _has_closed(source)):
        return ()
    where = f"依照{basis.standing(source, NOTICE)[0]}，"
    if _has_closed(source):
        stopped = f"{seller}停止经营，不再按照约定提供服务"
        return (runs(f"{stopped}，本人现通知{seller}解除合同。{where}合同自本通知到达{seller}时解除。"),)
    if _waited(source):
        return (runs(f"本人现通知{seller}解除合同。{where}合同自本通知到达{seller}时解除。"),)
    return (runs(f"{seller}在", reply_by, f"前既未交付商品，也未退还价款的，{where}合同自该日届满时解除。"),)


def declared(source: Source, content: LetterContent) -> Literal["", "now", "later", "closed"]:
    """Whether this letter, with the consumer's own changes in it, is the notice: at once, or by a day.

    A notice that has reached the other side cannot be taken back, so it is pointed out before it is made.
    """
    to_seller = content.kind == Kind.SELLER or (content.kind == Kind.PLATFORM and source.self_operated)
    if not (to_seller and (asked_for(source) or _has_closed(source))):
        return ""
    if not any("解除" in plain(paragraph) for paragraph in content.closing):
        return ""
    if _has_closed(source):
        return "closed"
    return "now" if _waited(source) else "later"
