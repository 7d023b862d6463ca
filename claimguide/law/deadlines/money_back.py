"""Limits on the other side: by when it must repay, and when silence counts as deliberate delay."""

from __future__ import annotations

from collections.abc import Iterator

from claimguide.law.deadlines.limit import COUNTING, Limit, in_days
from claimguide.law.matter import Matter
from claimguide.law.text import Text

REPAY = Text("商家退还价款的期限", "The seller's time to repay")
REPAY_HOW = Text(
    "自商家收到退回商品之日起七日内退款。", "Seven days from the day the seller got the goods back."
)
DELAY = Text("商家处理要求的十五日界限", "Fifteen-day mark for the seller's answer")
RETURN_DELAY = Text("商家办理退货的十五日界限", "Fifteen-day mark for taking the goods back")
DELAY_HOW = Text(
    "无正当理由超过十五日仍不处理的，在行政规章中视为故意拖延或者无理拒绝。",
    "More than fifteen days without good reason counts as deliberate delay under the administrative rules.",
)
PREPAID_SEVEN = Text("预付款七日内要求退还的最后一日", "Last day to ask for a prepayment back without more")
PREPAID_SEVEN_HOW = Text(
    "自付款之日起七日内可以要求退还本金，已经体验过相同服务的除外。",
    "Seven days from payment for the principal, unless the same service had been tried before.",
)
PREPAID_DELAY = Text("商家退还预付款的十五日界限", "Fifteen-day mark for repaying a prepayment")
PREPAID_DELAY_HOW = Text(
    "自提出退款要求之日起超过十五日未退款的，视为故意拖延或者无理拒绝。",
    "A prepayment not repaid fifteen days after the request counts as deliberate delay.",
)
# Goods or services below the required quality: from the request on the fifteen days run for these only
# (侵害消费者权益行为处罚办法 8 项2).
_BELOW_QUALITY = ("quality", "mismatch", "sanbao")


def _repay(matter: Matter, alive: frozenset[str]) -> Iterator[Limit]:
    if "return7" in alive:
        yield Limit("return7_refund", REPAY, REPAY_HOW, ("xiaobaofa:25(3)", "qiri_tuihuo:13"))


def _delay(matter: Matter, alive: frozenset[str]) -> Iterator[Limit]:
    facts = matter.facts
    if not alive.isdisjoint(_BELOW_QUALITY) and facts.asked_seller_on is not None:
        codes = ("qinhai_chufa:8#2", "xiaobaofa:56(1)#8", *COUNTING)
        yield Limit("delay15", DELAY, DELAY_HOW, codes, *in_days(facts.asked_seller_on, 15))
    if "return7" in alive and facts.return_requested_on is not None:
        codes = ("qinhai_chufa:9#1", "qiri_tuihuo:31#2", *COUNTING)
        period = in_days(facts.return_requested_on, 15)
        yield Limit("return_delay15", RETURN_DELAY, DELAY_HOW, codes, *period)


def _prepaid(matter: Matter, alive: frozenset[str]) -> Iterator[Limit]:
    if "prepaid" not in alive:
        return
    facts = matter.facts
    if not matter.has("prepaid_closed"):
        # A shop that closed has ended it: the rest comes back whenever it is asked for.
        codes = ("yufu_jieshi:14(1)", *COUNTING)
        yield Limit("prepaid_seven", PREPAID_SEVEN, PREPAID_SEVEN_HOW, codes, *in_days(facts.ordered_on, 7))
    codes = ("qinhai_chufa:10(2)", *COUNTING)
    period = in_days(facts.asked_seller_on, 15)
    yield Limit("prepaid_delay15", PREPAID_DELAY, PREPAID_DELAY_HOW, codes, *period)


FINDERS = (_repay, _delay, _prepaid)
