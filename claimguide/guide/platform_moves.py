"""The one thing to do now at the platform, computed from what it was told and answered and what was sent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from claimguide.cases import vocab
from claimguide.letters import services as letters
from claimguide.letters.kinds import Kind

from .desk import Desk
from .moves import OUTSIDE_TITLE, WHY_OVER, WHY_SENT, NextMove, of_unsent
from .seller_reply import NO_ANSWER


class Move(models.TextChoices):
    """What comes next, in the words of the page."""

    AFTER_SALES = "after_sales", _("Make a request in the order's after-sales form")
    INTERVENE = "intervene", _("Ask the platform to step in")
    LETTER = "letter", _("Make the letter to the platform")
    SEND = "send", _("Send the letter")
    REVISE = "revise", _("Look at the letter again")
    WAIT = "wait", _("Wait for the platform's answer")
    APPEAL = "appeal", _("Appeal against the platform's answer")
    OUTSIDE = "association", _("Ask 12315 or a consumer association to mediate")
    COURT = "court", OUTSIDE_TITLE


WHY_FIRST = _("The platform steps in only after such a request. It is kept with its day and number.")
WHY_STEP_IN = _("The seller did not settle it. Go the way below and paste this text.")
WHY_LETTER = _("It was told, and no answer is noted. A letter asks for all that the platform owes, by a day.")
WHY_APPEAL = _("If its answer does not help: it owes you reasons, and a person has to look at it if you ask.")
WHY_NO_APPEAL = _("The platform has answered. What it decides does not bind a court or an authority.")


def next_move(desk: Desk) -> NextMove:
    """Its answer first; before one is noted, the next way to get it."""
    if desk.case.platform_conduct.answer:
        if letters.reason_not_to(Kind.APPEAL, desk.case, desk.source):
            return NextMove(_outside(desk), WHY_NO_APPEAL)
        return _of_letter(desk, Kind.APPEAL) or NextMove(Move.APPEAL, WHY_APPEAL, kind=Kind.APPEAL)
    if found := _of_letter(desk, Kind.PLATFORM):
        return found
    if desk.case.platform_conduct.complained_on:
        return NextMove(Move.LETTER, WHY_LETTER, kind=Kind.PLATFORM)
    if _seller_is_through(desk):
        return NextMove(Move.INTERVENE, WHY_STEP_IN)
    return NextMove(Move.AFTER_SALES, WHY_FIRST)


def _outside(desk: Desk) -> Move:
    """Who comes after the platform."""
    return Move.OUTSIDE if desk.assessment.consumer_law else Move.COURT


def _of_letter(desk: Desk, kind: Kind) -> NextMove | None:
    """What a letter that was made asks for, None while there is none."""
    if due := desk.awaited(kind):
        over = due < desk.today
        return NextMove(_outside(desk), WHY_OVER) if over else NextMove(Move.WAIT, WHY_SENT, due, kind)
    return of_unsent(desk, kind, Move.SEND, Move.REVISE)


def _seller_is_through(desk: Desk) -> bool:
    """It refused, or let the day pass."""
    dealings = desk.case.dealings
    if dealings.reply_kind not in NO_ANSWER:
        return bool(dealings.reply_kind != vocab.ReplyKind.AGREED)
    due = desk.awaited(Kind.SELLER) or dealings.reply_by
    return dealings.reply_kind == vocab.ReplyKind.NONE or bool(due and due < desk.today)
