"""Days that matter: until when to ask, until when the seller has time, until when to sue. Calendar days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from claimguide.law.assessment import Deadline, Finding
from claimguide.law.citations import Citation
from claimguide.law.matter import Matter
from claimguide.law.periods import days_after, last_day, months_after
from claimguide.law.text import Text, day

HOLIDAY = Text(
    "最后一日遇法定休假日的，顺延到休假日结束的次日。",
    "A last day that is a holiday moves to the day after the holiday.",
)
UNKNOWN_START = Text("起算日期还不清楚。", "The starting day is not known yet.")
COUNTING = ("minfadian:201", "minfadian:203")
COUNTING_YEARS = ("minfadian:201", "minfadian:202", "minfadian:203")

Finder = Callable[[Matter, dict[str, Finding]], list[Deadline]]


def deadlines(matter: Matter, findings: tuple[Finding, ...]) -> tuple[Deadline, ...]:
    """Every time limit that the grounds bring with them, dated ones first by date."""
    alive = {finding.code: finding for finding in findings if finding.verdict != "fails"}
    found = [each for finder in _FINDERS for each in finder(matter, alive)] if alive else []
    # A time limit whose rule was not in force on the day is no time limit.
    grounded = [each for each in found if each.citations]
    return tuple(sorted(grounded, key=lambda each: (each.date is None, each.date or date.max)))


@dataclass(frozen=True)
class _Limit:
    """A time limit before it is counted."""

    code: str
    title: Text
    how: Text
    citations: tuple[Citation, ...]

    def counted(self, matter: Matter, period: tuple[date, date] | None) -> Deadline:
        """`period` is the starting day and the last day before any shift; None where the start is unknown."""
        if period is None:
            how = UNKNOWN_START + self.how
            return Deadline(self.code, self.title, None, how, self.citations, provisional=True)
        start, end = period
        last = last_day(end, matter.calendar)
        from_day = Text("自{start}的次日起算。", "Counted from the day after {start}.").fill(start=day(start))
        how = from_day + self.how + HOLIDAY
        return Deadline(self.code, self.title, last.date, how, self.citations, last.provisional)


def _after_days(start: date | None, days: int) -> tuple[date, date] | None:
    return None if start is None else (start, days_after(start, days))


def _after_months(start: date | None, months: int) -> tuple[date, date] | None:
    return None if start is None else (start, months_after(start, months))


def _return7(matter: Matter, alive: dict[str, Finding]) -> list[Deadline]:
    if "return7" not in alive:
        return []
    days = matter.promised_return_days
    notice = _Limit(
        "return7_notice",
        Text("提出无理由退货的最后一日", "Last day to ask for a return without reason"),
        Text(
            "签收次日为第一日，共{days}日，当日发出退货通知即可。",
            "{days} days, the first being the day after signing.",
        ).fill(days=days),
        matter.cite("xiaobaofa:25(1)", "qiri_tuihuo:10", *COUNTING),
    ).counted(matter, _after_days(matter.facts.received_on, days))
    repay = _Limit(
        "return7_refund",
        Text("商家退还价款的期限", "The seller's time to repay"),
        Text(
            "自商家收到退回商品之日起七日内退款。", "Seven days from the day the seller got the goods back."
        ),
        matter.cite("xiaobaofa:25(3)", "qiri_tuihuo:13"),
    ).counted(matter, None)
    return [notice, repay]


def _quality7(matter: Matter, alive: dict[str, Finding]) -> list[Deadline]:
    if "quality" not in alive or matter.is_consumer is False:
        return []
    return [
        _Limit(
            "quality_return",
            Text("因质量问题直接退货的最后一日", "Last day to return for a defect without more"),
            Text(
                "没有国家规定和约定的，自收到商品之日起七日内可以退货。",
                "Seven days from receipt where no other rule applies.",
            ),
            matter.cite("xiaobaofa:24(1)", *COUNTING),
        ).counted(matter, _after_days(matter.facts.received_on, 7))
    ]


def _notice(matter: Matter, alive: dict[str, Finding]) -> list[Deadline]:
    if not alive.keys() & {"quality", "mismatch"}:
        return []
    return [
        _Limit(
            "defect_notice",
            Text("把问题告诉商家的最晚一日", "Last day to tell the seller of the problem"),
            Text(
                "应当在合理期限内告知，最长为收货后二年。有质量保证期的，按保证期。",
                "Tell within a reasonable time, two years from receipt at most; "
                "a guarantee period takes its place.",
            ),
            matter.cite("minfadian:621(2)", *COUNTING_YEARS),
        ).counted(matter, _after_months(matter.facts.received_on, 24))
    ]


def _delay(matter: Matter, alive: dict[str, Finding]) -> list[Deadline]:
    facts = matter.facts
    how = Text(
        "无正当理由超过十五日仍不处理的，在行政规章中视为故意拖延或者无理拒绝。",
        "More than fifteen days without good reason counts as deliberate delay under the administrative "
        "rules.",
    )
    found = []
    if alive.keys() & {"quality", "mismatch", "fraud", "promise"} and facts.asked_seller_on is not None:
        title = Text("商家处理要求的十五日界限", "Fifteen-day mark for the seller's answer")
        cited = matter.cite("qinhai_chufa:8#2", "xiaobaofa:56(1)#8", *COUNTING)
        found.append(
            _Limit("delay15", title, how, cited).counted(matter, _after_days(facts.asked_seller_on, 15))
        )
    if "return7" in alive and facts.return_requested_on is not None:
        title = Text("商家办理退货的十五日界限", "Fifteen-day mark for taking the goods back")
        cited = matter.cite("qinhai_chufa:9#1", "qiri_tuihuo:31#2", *COUNTING)
        counted = _after_days(facts.return_requested_on, 15)
        found.append(_Limit("return_delay15", title, how, cited).counted(matter, counted))
    return found


def _limitation(matter: Matter, alive: dict[str, Finding]) -> list[Deadline]:
    facts = matter.facts
    title = Text("诉讼时效届满日", "End of the limitation period")
    how = Text(
        "自知道权利受到损害以及义务人之日起三年。",
        "Three years from knowing of the harm and of who answers for it.",
    )
    cited = matter.cite("minfadian:188", *COUNTING_YEARS)
    first = _after_months(facts.discovered_on, 36)
    found = [_Limit("limitation", title, how, cited).counted(matter, first)]
    asked = facts.asked_seller_on
    if first is not None and asked is not None and first[0] < asked <= first[1]:
        title = Text("催告后重新计算的诉讼时效", "Limitation period counted anew from the demand")
        how = Text(
            "向商家提出要求使时效中断，重新计算三年。要求到达商家的证据应当保留。",
            "A demand that reaches the seller starts the three years anew; keep proof that it arrived.",
        )
        cited = matter.cite("minfadian:195#1", "shixiao_guiding:8(1)#2", *COUNTING_YEARS)
        found.append(
            _Limit("limitation_renewed", title, how, cited).counted(matter, _after_months(asked, 36))
        )
    return found


def _avoidance(matter: Matter, alive: dict[str, Finding]) -> list[Deadline]:
    if "fraud" not in alive:
        return []
    one_year = _after_months(matter.facts.discovered_on, 12)
    five_years = _after_months(matter.facts.ordered_on, 60)
    earlier = five_years if one_year and five_years and five_years[1] < one_year[1] else one_year
    return [
        _Limit(
            "avoidance",
            Text("因欺诈请求撤销合同的最后一日", "Last day to have the contract avoided for fraud"),
            Text(
                "自知道撤销事由之日起一年，且不超过合同成立之日起五年。该期间不中断。",
                "One year from knowing the ground and at most five years from the contract; "
                "nothing interrupts it.",
            ),
            matter.cite("minfadian:152(1)#1", "minfadian:152(2)", "minfadian:199", *COUNTING_YEARS),
        ).counted(matter, earlier)
    ]


def _rescission(matter: Matter, alive: dict[str, Finding]) -> list[Deadline]:
    if not alive.keys() & {"quality", "mismatch"}:
        return []
    return [
        _Limit(
            "rescission",
            Text("解除合同的最后一日", "Last day to rescind the contract"),
            Text(
                "自知道解除事由之日起一年，另有规定或者约定的除外。该期间不中断。",
                "One year from knowing the ground unless agreed otherwise; nothing interrupts it.",
            ),
            matter.cite("minfadian:564(2)", "minfadian:199", *COUNTING_YEARS),
        ).counted(matter, _after_months(matter.facts.discovered_on, 12))
    ]


_FINDERS: tuple[Finder, ...] = (_return7, _quality7, _notice, _delay, _avoidance, _rescission, _limitation)
