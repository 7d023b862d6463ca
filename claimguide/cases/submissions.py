"""Where a dispute was taken: the days that follow from it, and the bodies that shut each other out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from claimguide.cases.models import Submission
from claimguide.cases.vocab import SubmissionChannel, SubmissionState
from claimguide.core.working_days import WorkCalendar
from claimguide.law.assessment import Deadline
from claimguide.law.citations import Citation, cite, in_force
from claimguide.law.text import Text

DECIDE_WORKING_DAYS = 7
MEDIATE_DAYS = timedelta(days=60)
CHECK_WORKING_DAYS = 15
LIVE = (SubmissionState.SENT, SubmissionState.ACCEPTED)
TAKEN = (SubmissionState.ACCEPTED, SubmissionState.SETTLED, SubmissionState.ENDED)


@dataclass(frozen=True)
class Logged:
    """A submission with the days the authority has, and what to know where there are none."""

    submission: Submission
    deadlines: tuple[Deadline, ...]
    remark: Text | None = None


@dataclass(frozen=True)
class Conflict:
    """Two bodies that cannot both have the same dispute."""

    text: Text
    citations: tuple[Citation, ...]


NO_DAYS = Text(
    "全国性规定只要求消费者协会“及时处理”，没有规定天数。",
    "National law asks an association to act “in time”; it names no number of days.",
)


def log(submissions: Iterable[Submission], calendar: WorkCalendar) -> list[Logged]:
    """Each submission with the days that follow from it. Working days by the announced holidays."""
    return [_logged(each, calendar) for each in submissions]


def _logged(each: Submission, calendar: WorkCalendar) -> Logged:
    if each.channel == SubmissionChannel.ASSOCIATION:
        return Logged(each, (), NO_DAYS)
    if each.channel == SubmissionChannel.HOTLINE_12315:
        return Logged(each, tuple(_complaint_days(each, calendar)))
    if each.channel == SubmissionChannel.REPORT_12315 and each.state == SubmissionState.SENT:
        return Logged(each, (_report_day(each, calendar),))
    return Logged(each, ())


def _complaint_days(each: Submission, calendar: WorkCalendar) -> Iterator[Deadline]:
    """Seven working days to accept or refuse, sixty days from acceptance to mediate (令121第15、23条)."""
    decided = calendar.add_working_days(each.on, DECIDE_WORKING_DAYS)
    if each.state == SubmissionState.SENT:
        yield Deadline(
            "accept",
            Text("决定是否受理", "Decision to accept or refuse"),
            decided.date,
            Text("收到投诉后7个工作日内告知。", "Told within 7 working days of receipt."),
            _then(each.on, "tousu_jubao:15(1)", "xiaobao_tiaoli:46(2)"),
            decided.provisional,
        )
    if each.state in LIVE:
        ended = calendar.next_working_day_if_holiday(decided.date + MEDIATE_DAYS)
        yield Deadline(
            "mediate",
            Text("调解最迟结束", "Mediation ends at the latest"),
            ended.date,
            Text(
                "自受理之日起60日。这里按最后一天受理计算；鉴定、检测时间不算在内。",
                "60 days from acceptance, here counted from its last possible day; time for tests is not "
                "included.",
            ),
            _then(each.on, "tousu_jubao:23(1)#5", "xiaobao_tiaoli:46(3)"),
            decided.provisional or ended.provisional,
        )


def _report_day(each: Submission, calendar: WorkCalendar) -> Deadline:
    checked = calendar.add_working_days(each.on, CHECK_WORKING_DAYS)
    return Deadline(
        "check",
        Text("核查线索、决定是否立案", "Check of the report, decision to open a case"),
        checked.date,
        Text(
            "收到后15个工作日内，特殊情况可以延长15个工作日。结果不一定告知举报人。",
            "Within 15 working days, 15 more in special cases. You are not always told the result.",
        ),
        _then(each.on, "chufa_chengxu:18(1)", "tousu_jubao:36"),
        checked.provisional,
    )


def _then(on: date, *codes: str) -> tuple[Citation, ...]:
    return in_force(cite(*codes), on)


def conflict(submissions: Sequence[Submission], on: date) -> Conflict | None:
    """Why an association and 12315 cannot have the dispute together; None while only one of them has it."""
    bodies = {channel: [s for s in submissions if s.channel == channel] for channel in _BOTH}
    with_12315 = bodies[SubmissionChannel.HOTLINE_12315]
    with_association = bodies[SubmissionChannel.ASSOCIATION]
    if _any(with_12315, LIVE) and _any(with_association, LIVE):
        return Conflict(BOTH_LIVE, in_force(cite("tousu_jubao:16#2", "tousu_jubao:23(1)#6"), on))
    if _any(with_association, TAKEN) and not with_12315:
        return Conflict(ASSOCIATION_FIRST, in_force(cite("tousu_jubao:16#2"), on))
    if _any(with_12315, LIVE) and not with_association:
        return Conflict(REGULATOR_FIRST, in_force(cite("tousu_jubao:16#2", "tousu_jubao:19(1)"), on))
    return None


_BOTH = (SubmissionChannel.HOTLINE_12315, SubmissionChannel.ASSOCIATION)
BOTH_LIVE = Text(
    "您同时向12315和消费者协会投诉了同一争议。消费者协会已经受理或者处理的，12315不予受理，"
    "已受理的会终止调解。"
    "请保留一个，撤回另一个。",
    "You took the same dispute to 12315 and to an association. Once an association has accepted or handled "
    "it, 12315 "
    "refuses it or ends its mediation. Keep one and withdraw the other.",
)
ASSOCIATION_FIRST = Text(
    "消费者协会已经受理或者处理过这一争议，12315不会再受理。谈不成的，可以向法院起诉。",
    "An association has accepted or handled this dispute, so 12315 will not take it. If it fails, the "
    "court is open.",
)
REGULATOR_FIRST = Text(
    "12315正在处理这一争议，先不要再找消费者协会。双方同意的，12315可以委托消费者协会调解。",
    "12315 has this dispute now, so do not go to an association as well. If both sides agree, 12315 can "
    "entrust an "
    "association with the mediation.",
)


def _any(submissions: Iterable[Submission], states: tuple[SubmissionState, ...]) -> bool:
    return any(each.state in states for each in submissions)
