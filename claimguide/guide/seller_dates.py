"""The days that matter after a demand to the seller: the day an answer is asked by, and the 15-day marks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from claimguide.core.working_days import CountedDay
from claimguide.law.assessment import Deadline
from claimguide.law.citations import cite, in_force
from claimguide.law.text import Text
from claimguide.letters.compose.seller import REPLY_DAYS
from claimguide.letters.kinds import Kind

from .desk import Desk

MARK = timedelta(days=15)
LONGEST_REPLY = 60


def usual_reply_day(today: date) -> date:
    """Seven days from today: usual, not laid down by any law."""
    return today + timedelta(days=REPLY_DAYS)


def marks(desk: Desk) -> list[Deadline]:
    """Reply-by day and 15-day marks, soonest first; the marks bind operators only.

    The marks are calendar days (侵害消费者权益行为处罚办法 8, 9), moved on from a holiday (民法典 203); the
    reply-by days are the consumer's own: those of the letters that were sent, and the one that was set.
    """
    found = [mark for mark in _marks(desk) if mark.date is not None]
    return sorted(found, key=lambda mark: mark.date or desk.today)


def _marks(desk: Desk) -> Iterator[Deadline]:
    case, calendar, today = desk.case, desk.calendar, desk.today
    dealings = case.dealings
    to_seller = [day for sending, day in desk.replies if sending.letter.kind in (Kind.SELLER, Kind.REPLY)]

    def fifteen_days(start: date) -> CountedDay:
        return calendar.next_working_day_if_holiday(start + MARK)

    yield from to_seller
    if dealings.reply_by and dealings.reply_by not in {day.date for day in to_seller}:
        yield Deadline(
            "reply_by",
            Text(f"请{desk.facts.shop}答复的日期", "The deadline you set for an answer"),
            dealings.reply_by,
            Text("这是您自己定的日期，法律没有统一规定。", "You set this day yourself; no law fixes one."),
            (),
            provisional=False,
        )
    if not desk.assessment.consumer_law:
        return
    asked = desk.facts.asked_seller_on
    if asked and _counts(desk, "delay15"):
        yield _mark(
            "delay",
            fifteen_days(asked),
            Text(
                "不符合质量要求的商品，从您提出要求那天起算。超过15日无正当理由不处理，"
                "视为故意拖延或者无理拒绝。",
                "For goods below the required quality, counted from the day you asked. More than 15 days "
                "without good reason count as deliberate delay or unreasonable refusal.",
            ),
            "qinhai_chufa:8#2",
            today,
        )
    if asked and _brings(desk, "prepaid_delay15"):
        yield _mark(
            "prepaid_delay",
            fifteen_days(asked),
            Text(
                "从您要求退款那天起算；约定了退款期限的，从期限届满起算。超过15日未退款，"
                "视为故意拖延或者无理拒绝。",
                "Counted from the day you asked for the money, or from the end of a time agreed. Not repaid "
                "after 15 days counts as deliberate delay or unreasonable refusal.",
            ),
            "qinhai_chufa:10(2)",
            today,
        )
    if dealings.return_requested_on and _counts(desk, "return_delay15"):
        yield _mark(
            "return_delay",
            fifteen_days(dealings.return_requested_on),
            Text(
                "无理由退货，从您提出退货那天起算。超过15日不办手续，视为故意拖延或者无理拒绝。",
                "For a return without reason, counted from the day you asked for it. More than 15 days "
                "without "
                "arranging it count as deliberate delay or unreasonable refusal.",
            ),
            "qinhai_chufa:9#1",
            today,
        )
    if dealings.sent_back_received_on:
        yield _mark(
            "refund_delay",
            fifteen_days(dealings.sent_back_received_on),
            Text(
                "退回的商品，从商家收到那天起算。超过15日无正当理由不退款，视为故意拖延或者无理拒绝。",
                "For goods sent back, counted from the day the seller received them. More than 15 days "
                "without the "
                "refund count as deliberate delay or unreasonable refusal.",
            ),
            "qinhai_chufa:9#4",
            today,
        )


def _brings(desk: Desk, code: str) -> bool:
    return any(limit.code == code for limit in desk.assessment.deadlines)


def _counts(desk: Desk, code: str) -> bool:
    """Whether a ground brings this limit; before any ground is looked at, the day alone does."""
    return not desk.assessment.findings or _brings(desk, code)


def _mark(code: str, last: CountedDay, how: Text, citation: str, today: date) -> Deadline:
    return Deadline(
        code,
        Text("15日的界线", "The 15-day mark"),
        last.date,
        how,
        in_force(cite(citation), today),
        provisional=last.provisional,
    )
