"""The one thing to do next with 12315 and the associations: one body at a time, by what each did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import Submission
from claimguide.cases.submissions import LIVE
from claimguide.cases.vocab import SubmissionChannel, SubmissionState


class Move(models.TextChoices):
    """What comes next, in the words of the page."""

    SETTLED = "settled", _("The dispute was settled")
    CHOOSE = "choose", _("Two bodies have it: keep one")
    WAIT_12315 = "wait_12315", _("12315 has your dispute now")
    WAIT_ASSOCIATION = "wait_association", _("A consumer association has your dispute now")
    REGULATOR = "regulator", _("Complain to 12315")
    ASSOCIATION = "association", _("Ask a consumer association to mediate")
    COURT = "court", _("Mediation is over: think of the court")


WHY: dict[Move, Any] = {
    Move.SETTLED: _("See that the other side does what it agreed to. Then close the case."),
    Move.CHOOSE: _("Once an association has it, 12315 refuses it or stops. Withdraw one of the two."),
    Move.WAIT_12315: _("Do not take it to an association meanwhile. Note the result as soon as it comes."),
    Move.WAIT_ASSOCIATION: _("12315 does not take it meanwhile. Note the result as soon as it comes."),
    Move.REGULATOR: _("It has fixed days to accept and to mediate, and costs nothing."),
    Move.ASSOCIATION: _("12315 is done with it. An association may still mediate; it costs nothing."),
    Move.COURT: _("Step 5 says what a suit costs, where to sue and until when."),
}


def move_for(submissions: Sequence[Submission]) -> Move:
    """From what was noted, the last state of each body."""
    states: dict[str, str] = {each.channel: each.state for each in submissions}
    regulator = states.get(SubmissionChannel.HOTLINE_12315)
    association = states.get(SubmissionChannel.ASSOCIATION)
    if SubmissionState.SETTLED in (regulator, association):
        return Move.SETTLED
    if regulator in LIVE:
        return Move.CHOOSE if association in LIVE else Move.WAIT_12315
    if association in LIVE:
        return Move.WAIT_ASSOCIATION
    return _next(regulator, association)


def _next(regulator: str | None, association: str | None) -> Move:
    """Where neither has it now. 12315 refuses what an association has handled (投诉举报处理办法 16(2))."""
    if association == SubmissionState.ENDED or (regulator and association):
        return Move.COURT
    return Move.ASSOCIATION if regulator else Move.REGULATOR
