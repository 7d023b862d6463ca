"""The one thing to do now with the seller, computed from what was sent, answered and still awaited."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from claimguide.cases import vocab
from claimguide.letters import services as letters
from claimguide.letters.kinds import Kind

from .desk import Desk
from .moves import OUTSIDE_TITLE, WHY_OVER, WHY_SENT, NextMove, of_unsent
from .seller_dates import usual_reply_day
from .seller_reply import NO_ANSWER


class Move(models.TextChoices):
    """What comes next, in the words of the page."""

    ANSWER = "answer", _("Say what you want")
    CHAT = "chat", _("Send this message in the chat")
    LETTER = "letter", _("Make the letter to the seller")
    SEND = "send", _("Send the letter")
    REVISE = "revise", _("Look at the letter again")
    REPLY_CHAT = "reply_chat", _("Answer the seller in the chat")
    REPLY = "reply", _("Answer the refusal")
    WAIT = "wait", _("Wait for the seller's answer")
    PLATFORM = "platform", _("Ask the platform to step in")
    MEDIATION = "association", _("Ask 12315 or a consumer association to mediate")
    COURT = "court", OUTSIDE_TITLE


WHY_NO_ANSWER = _("On this point the seller may be right, so a third party should look at it.")
WHY_REFUSED = _("The seller refused. What you answer in writing counts later.")


def next_move(desk: Desk, *, can_reply: bool, chat: bool) -> NextMove:
    """`can_reply`: an answer to the refusal carries; `chat`: a remedy is chosen, so there is a message."""
    if not chat:
        return NextMove(Move.ANSWER, _("Then the message and the letter are written for you."))
    if desk.case.dealings.reply_kind in NO_ANSWER:
        return _unanswered(desk)
    return _answered(desk, can_reply=can_reply)


def _unanswered(desk: Desk) -> NextMove:
    dealings = desk.case.dealings
    due = desk.awaited(Kind.SELLER)
    if due is None and _asked(desk):
        due = dealings.reply_by
    if due and due < desk.today:
        return _third_party(desk, WHY_OVER)
    if desk.awaited(Kind.SELLER):
        return NextMove(Move.WAIT, WHY_SENT, due)
    if unsent := of_unsent(desk, Kind.SELLER, Move.SEND, Move.REVISE, _by(desk)):
        return unsent
    if not _asked(desk):
        why = _("Ask first where your words are kept with day and time.")
        return NextMove(Move.CHAT, why, _by(desk))
    why = _("You have asked already. A letter names the other side, the demand and a day, and can be proven.")
    return NextMove(Move.LETTER, why, kind=Kind.SELLER)


def _answered(desk: Desk, *, can_reply: bool) -> NextMove:
    due = desk.awaited(Kind.REPLY)
    if due:
        waits = due >= desk.today
        return NextMove(Move.WAIT, WHY_SENT, due) if waits else _third_party(desk, WHY_OVER)
    if unsent := of_unsent(desk, Kind.REPLY, Move.SEND, Move.REVISE, _by(desk)):
        return unsent
    if not can_reply:
        return _third_party(desk, WHY_NO_ANSWER)
    if desk.case.dealings.reply_kind == vocab.ReplyKind.AGREED:
        why = _("Have it confirmed in writing what is done, how much is paid and by when.")
        return NextMove(Move.REPLY_CHAT, why, _by(desk))
    if letters.reason_not_to(Kind.REPLY, desk.case, desk.source):
        return NextMove(Move.REPLY_CHAT, WHY_REFUSED, _by(desk))
    return NextMove(Move.REPLY, WHY_REFUSED, _by(desk), Kind.REPLY)


def _third_party(desk: Desk, why: Any) -> NextMove:
    if desk.facts.maybe_on_platform:
        return NextMove(Move.PLATFORM, why)
    return NextMove(Move.MEDIATION if desk.assessment.consumer_law else Move.COURT, why)


def _asked(desk: Desk) -> bool:
    return bool(desk.case.dealings.asked_seller_on or desk.contacts)


def _by(desk: Desk) -> date:
    """The day an answer is asked by: the consumer's own while it lies ahead, otherwise the usual one."""
    chosen = desk.case.dealings.reply_by
    return chosen if chosen and chosen > desk.today else usual_reply_day(desk.today)
