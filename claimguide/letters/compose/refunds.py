"""What the money that comes back is called, by the ground it comes back on, and how it is worked out."""

from __future__ import annotations

import re
from typing import NamedTuple

from claimguide.cases.vocab import ProblemKind
from claimguide.law.assessment import Refund
from claimguide.law.citations import Citation, cite, in_force
from claimguide.law.grounds import GROUNDS

from . import words
from .source import Source
from .wording import yuan

# Grounds of money that was paid without goods to hand back, and of goods nobody should send around.
_NO_GOODS = frozenset({"prepaid", "deposit", "autorenew", "minor", "unauthorised"})
_UNSAFE = ("food", "drug")
_AGAINST_SELLER = frozenset(ground.code for ground in GROUNDS if ground.seller_answers)
# Sums that are not the price itself, so that their own arithmetic is shown.
_OWN_SUM = frozenset({"prepaid", "deposit"})
_OF_PREPAID = ("prepaid_amount", "prepaid_used", "prepaid_used_at_full_price")
_NAMES = {
    "prepaid": "未消费的预付款",
    "price": "多收的价款",
    "autorenew": "自动续费收取的费用",
    "minor": "该笔付款",
}
_SUM = re.compile(r"(\d[\d,]*\.\d\d) 元")
_BETWEEN_WORD_AND_SUM = re.compile(r"(?<=[\u4e00-\u9fff]) (?=\d)")


def owed_by_others(source: Source) -> bool:
    """Whether it is not the seller's debt: what nobody authorised comes back from the payment provider."""
    refund = source.assessment.refund
    return refund is not None and bool(refund.ground) and refund.ground not in _AGAINST_SELLER


def nothing_to_hand_back(source: Source, refund: Refund) -> bool:
    return refund.ground in _NO_GOODS or any(_holds(source, code) for code in _UNSAFE)


def name(source: Source, refund: Refund) -> str:
    """退还…: what comes back."""
    if refund.ground == "deposit":
        return _deposit(source, refund)
    if refund.kind == "partial" and source.facts.overcharge and _holds(source, "price"):
        return _NAMES["price"]
    if refund.ground in _NAMES and refund.ground != "price":
        return _NAMES[refund.ground]
    part = "" if refund.kind == "full" else "相应部分的"
    return f"{part}{source.price_word}"


class Interest(NamedTuple):
    """What a claim to repayment adds about interest; its sum is for the day of payment."""

    text: str = ""
    citations: tuple[Citation, ...] = ()


def interest(source: Source, refund: Refund) -> Interest:
    """On a prepayment to a shop that closed: its one-year LPR, from the end (预付式消费解释 16, 17)."""
    rate = in_force(cite("yufu_jieshi:16(1)", "yufu_jieshi:17(1)"), source.on)
    if refund.ground != "prepaid" or not source.has(ProblemKind.PREPAID_CLOSED) or not rate:
        return Interest()
    return Interest("，并自合同解除之日起按照合同成立时的一年期贷款市场报价利率支付利息", rate)


def _holds(source: Source, code: str) -> bool:
    found = source.assessment.finding(code)
    return found is not None and found.holds


def verb(source: Source, refund: Refund) -> str:
    """双倍返还 only for earnest money that the seller broke."""
    doubled = refund.ground == "deposit" and refund.kind == "full" and _is_earnest(source)
    return "双倍返还" if doubled else "退还"


def _is_earnest(source: Source) -> bool:
    return bool(source.facts.deposit_kind == "earnest")


def _deposit(source: Source, refund: Refund) -> str:
    if _is_earnest(source) and refund.kind == "partial":
        return "定金中超过合同价款百分之二十的部分"
    return words.DEPOSITS.get(source.facts.deposit_kind or "", "已收取的款项")


def missing_value(source: Source, refund: Refund) -> str:
    """The value (key of `fields.FIELDS`) without which the sum that comes back cannot be named."""
    asked = {missing.key for missing in source.assessment.missing}
    if refund.ground == "prepaid":
        return next((key for key in _OF_PREPAID if key in asked), _OF_PREPAID[0])
    return "price" if refund.kind == "full" else "overcharge"


def lines(refund: Refund) -> tuple[str, ...]:
    """The arithmetic, where there is any beyond the sum itself."""
    told = [_tidied(line.zh) for line in refund.lines if "=" in line.zh and refund.ground in _OWN_SUM]
    if told or refund.amount is None or not refund.already_refunded:
        return tuple(told)
    due = refund.amount + refund.already_refunded
    return (f"{yuan(due)} - 已退{yuan(refund.already_refunded)} = {yuan(refund.amount)}",)


def _tidied(line: str) -> str:
    """The letters write a plain minus, and no space before the unit or between a word and its sum."""
    grouped = _SUM.sub(r"\1元", line.replace("−", "-"))
    return _BETWEEN_WORD_AND_SUM.sub("", grouped)
