"""Limits that run from the receipt of goods: telling, returning, exchanging, guarantee periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from claimguide.law.deadlines.limit import COUNTING, COUNTING_YEARS, Limit, in_days, in_months
from claimguide.law.grounds.guarantee import SCHEMES, start_of_guarantee
from claimguide.law.matter import Matter
from claimguide.law.text import Text

RETURN7 = Text("提出无理由退货的最后一日", "Last day to ask for a return without reason")
RETURN7_HOW = Text(
    "签收次日为第一日，共{days}日，当日发出退货通知即可。",
    "{days} days, the first being the day after signing.",
)
QUALITY = Text("因质量问题直接退货的最后一日", "Last day to return for a defect without more")
QUALITY_HOW = Text(
    "没有国家规定和约定的，自收到商品之日起七日内可以退货。七日后符合法定解除合同条件的，仍可以退货；"
    "不符合的，可以要求更换、修理。",
    "Seven days from receipt where no other rule applies; after that a return where the contract can be "
    "ended, otherwise exchange or repair.",
)
# The law asks for a reasonable time; this day is only where it ends at the latest.
NOTICE = Text(
    "把问题告诉商家（尽快；最长到这一天）", "Tell the seller of the problem soon; this day at the very latest"
)
NOTICE_HOW = Text(
    "应当在合理期限内告知，最长为收货后二年。有质量保证期的，按保证期。",
    "Tell within a reasonable time, two years from receipt at most; a guarantee period takes its place.",
)
EXCHANGE = Text("按三包规定换货的最后一日", "Last day to exchange under the guarantee rules")
EXCHANGE_HOW = Text(
    "售出后第八日至第十五日出现性能故障的，可以选择换货或者修理。",
    "A failure on days eight to fifteen gives the choice of exchange or repair.",
)
SANBAO_RETURN = Text("按三包规定退货的最后一日", "Last day to return under the guarantee rules")
SANBAO_RETURN_HOW = Text(
    "售出之日起七日内出现性能故障的，可以选择退货、换货或者修理。",
    "A failure within seven days gives the choice of return, exchange or repair.",
)
GUARANTEE_END = Text("三包有效期届满日", "End of the guarantee period")
GUARANTEE_HOW = Text(
    "自交付或者开票之日起算，扣除修理占用的时间。换货后重新计算。",
    "From delivery or invoice, repair time not counted; it starts anew after an exchange.",
)
CAR_HOW = Text("二年或者五万公里，以先到者为准。", "Two years or 50,000 kilometres, whichever comes first.")
CAR_REPAIR_END = Text("汽车包修期届满日", "End of free repair of a car")
CAR_REPAIR_HOW = Text(
    "三年或者六万公里，以先到者为准。", "Three years or 60,000 kilometres, whichever comes first."
)
CAR_SIXTY = Text("汽车严重故障换车退车的最后一日", "Last day to exchange or return a car for grave faults")
CAR_SIXTY_HOW = Text(
    "六十日或者三千公里内，转向、制动失效等严重故障可以换车或者退车。",
    "Within sixty days or 3,000 kilometres grave faults of steering, brakes and the like give exchange or "
    "return.",
)


def _asked_in_time(matter: Matter) -> bool:
    """Whether the return was asked for by its last day, so that no day lies ahead."""
    facts = matter.facts
    asked = facts.return_requested_on is not None or facts.return_asked_in_time == "yes"
    return asked and matter.return_in_time is True


def _return7(matter: Matter, alive: frozenset[str]) -> Iterator[Limit]:
    if "return7" in alive and not _asked_in_time(matter):
        days = matter.promised_return_days
        codes = ("xiaobaofa:25(1)", "qiri_tuihuo:10", *COUNTING)
        how = RETURN7_HOW.fill(days=days)
        yield Limit("return7_notice", RETURN7, how, codes, *in_days(matter.facts.received_on, days))


def _kept(matter: Matter, last: date | None) -> bool:
    """Whether the seller was told by that day, so that the day, once past, was not missed."""
    asked = matter.facts.asked_seller_on
    return asked is not None and last is not None and asked <= last < matter.on


def _told(matter: Matter, last: date | None) -> bool:
    """Whether the seller was told of the problem in time, so that no day to tell it lies ahead."""
    asked = matter.facts.asked_seller_on
    return asked is not None and (last is None or asked <= last)


def _quality(matter: Matter, alive: frozenset[str]) -> Iterator[Limit]:
    received = matter.facts.received_on
    to_return, to_tell = in_days(received, 7), in_months(received, 24)
    if "quality" in alive and matter.is_consumer is not False and not _kept(matter, to_return[1]):
        codes = ("xiaobaofa:24(1)", *COUNTING)
        yield Limit("quality_return", QUALITY, QUALITY_HOW, codes, *to_return)
    if not alive.isdisjoint(("quality", "mismatch")) and not _told(matter, to_tell[1]):
        telling = ("minfadian:621(2)", *COUNTING_YEARS)
        yield Limit("defect_notice", NOTICE, NOTICE_HOW, telling, *to_tell)


def _guarantee(matter: Matter, alive: frozenset[str]) -> Iterator[Limit]:
    scheme = SCHEMES.get(matter.facts.goods_kind or "")
    if scheme is None or "sanbao" not in alive:
        return
    start = start_of_guarantee(matter)
    if matter.facts.goods_kind == "car":
        yield from _car(start)
        return
    in_seven, in_fifteen = in_days(start, 7), in_days(start, 15)
    yield Limit("sanbao_return", SANBAO_RETURN, SANBAO_RETURN_HOW, scheme.return7, *in_seven)
    yield Limit("sanbao_exchange", EXCHANGE, EXCHANGE_HOW, scheme.exchange15, *in_fifteen)
    if scheme.months is not None:
        period = in_months(start, scheme.months)
        yield Limit("sanbao_end", GUARANTEE_END, GUARANTEE_HOW, scheme.period, *period)


def _car(start: date | None) -> Iterator[Limit]:
    codes = ("sanbao_qiche:18",)
    yield Limit("car_sixty", CAR_SIXTY, CAR_SIXTY_HOW, ("sanbao_qiche:23",), *in_days(start, 60))
    yield Limit("sanbao_end", GUARANTEE_END, CAR_HOW, codes, *in_months(start, 24))
    yield Limit("car_repair_end", CAR_REPAIR_END, CAR_REPAIR_HOW, codes, *in_months(start, 36))


FINDERS = (_return7, _quality, _guarantee)
