"""The one thing to do next on the way to a court: from what was tried, the sum and the days that are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claimguide.cases import vocab
from claimguide.cases.submissions import LIVE
from claimguide.law.citations import Citation
from claimguide.law.vocabulary import PLATFORM_CHANNELS
from claimguide.letters.compose.claims import MONEY
from claimguide.letters.compose.seller import REPLY_DAYS
from claimguide.letters.kinds import Kind

from .desk import Desk
from .seller_reply import NO_ANSWER

# With so few days left a suit comes before everything that costs less.
HURRY_DAYS = 30
_LIMITS = ("limitation", "defect_claim")
_MEDIATORS = (vocab.SubmissionChannel.ASSOCIATION, vocab.SubmissionChannel.HOTLINE_12315)

Stage = Literal["none", "open", "waiting", "over"]
Complaint = Literal["unfit", "lacking", "ready", "made"]


class Move(models.TextChoices):
    """What comes next, in the words of the page."""

    SETTLED = "settled", _("The dispute was settled")
    IN_COURT = "in_court", _("The case is with the court")
    AFTER_COURT = "after_court", _("The court has finished")
    EXPIRED = "expired", _("The limitation period may be over")
    HURRY = "hurry", _("Sue before the limitation period ends")
    SELLER = "seller", _("Write to the seller first")
    WAIT_SELLER = "wait_seller", _("Wait for the seller's answer")
    ORDER = "order", _("Think of a payment order")
    PLATFORM = "platform", _("Ask the platform to step in")
    WAIT_PLATFORM = "wait_platform", _("Wait for the platform's answer")
    MEDIATE = "mediate", _("Ask 12315 or a consumer association to mediate")
    WAIT_MEDIATION = "wait_mediation", _("Wait for the mediation")
    ADVICE = "advice", _("Ask for advice first")
    FILL = "fill", _("Complete the complaint")
    MAKE = "make", _("Check the complaint and have it made")
    FILE = "file", _("Hand the complaint in at the court")


@dataclass(frozen=True)
class Standing:
    """How a case stands. `days_left` counts to the earliest day of limitation, None where it is not known.

    `owes_money` where the seller agreed to pay.
    """

    days_left: int | None
    seller: Stage
    platform: Stage
    mediation: Stage
    court: Stage
    complaint: Complaint
    owes_money: bool = False
    settled: bool = False


def move_for(at: Standing) -> Move:
    """What is over and what is urgent first; then from the way that costs least to the court."""
    if at.settled:
        return Move.SETTLED
    if at.court == "waiting":
        return Move.IN_COURT
    if at.court == "over":
        return Move.AFTER_COURT
    if at.days_left is not None and at.days_left < 0:
        return Move.EXPIRED
    if at.days_left is not None and at.days_left <= HURRY_DAYS:
        return Move.ADVICE if at.complaint == "unfit" else Move.HURRY
    return _talks(at) or _suit(at)


def _talks(at: Standing) -> Move | None:
    if at.seller == "open":
        return Move.SELLER
    if at.seller == "waiting":
        return Move.WAIT_SELLER
    if at.owes_money:
        return Move.ORDER
    for stage, ask, wait in (
        (at.platform, Move.PLATFORM, Move.WAIT_PLATFORM),
        (at.mediation, Move.MEDIATE, Move.WAIT_MEDIATION),
    ):
        if stage == "open":
            return ask
        if stage == "waiting":
            return wait
    return None


def _suit(at: Standing) -> Move:
    moves: dict[Complaint, Move] = {
        "unfit": Move.ADVICE,
        "lacking": Move.FILL,
        "ready": Move.MAKE,
        "made": Move.FILE,
    }
    return moves[at.complaint]


def standing(desk: Desk, complaint: Complaint) -> Standing:
    """How the case stands; `complaint` as its panel says."""
    dealings = desk.case.dealings
    ends = [day.date for day in desk.assessment.deadlines if day.code in _LIMITS and day.date]
    return Standing(
        days_left=(min(ends) - desk.today).days if ends else None,
        seller=_seller(desk),
        platform=_platform(desk),
        mediation=_sent(desk, *_MEDIATORS) if desk.assessment.consumer_law else "none",
        court=_sent(desk, vocab.SubmissionChannel.COURT),
        complaint=complaint,
        owes_money=dealings.reply_kind == vocab.ReplyKind.AGREED and dealings.wanted in MONEY,
        settled=any(each.state == vocab.SubmissionState.SETTLED for each in desk.submissions),
    )


def _seller(desk: Desk) -> Stage:
    dealings = desk.case.dealings
    if not (desk.was_sent(Kind.SELLER) or desk.contacts or dealings.asked_seller_on):
        return "open"
    due = desk.awaited(Kind.SELLER) or dealings.reply_by
    silent = dealings.reply_kind in NO_ANSWER
    return "waiting" if silent and due and due >= desk.today else "over"


def _platform(desk: Desk) -> Stage:
    if desk.case.purchase.channel not in PLATFORM_CHANNELS:
        return "none"
    found = _sent(desk, vocab.SubmissionChannel.PLATFORM)
    told = desk.case.platform_conduct
    if found != "open" or not (desk.was_sent(Kind.PLATFORM) or told.complained_on):
        return found
    due = _platform_due(desk)
    return "waiting" if not told.answer and due and due >= desk.today else "over"


def _platform_due(desk: Desk) -> date | None:
    """By when the platform is expected to answer: a letter's own day, or the usual days of a complaint."""
    complained = desk.case.platform_conduct.complained_on
    usual = complained + timedelta(days=REPLY_DAYS) if complained else None
    return desk.awaited(Kind.PLATFORM) or usual


def _sent(desk: Desk, *channels: str) -> Stage:
    """What became of the last submission to one of them. A court that refused it may be asked again."""
    last = next((each for each in reversed(desk.submissions) if each.channel in channels), None)
    if last is None:
        return "open"
    return "waiting" if last.state in LIVE else "over"


@dataclass(frozen=True)
class NextMove:
    """`by` is the day to wait until or to sue by; `url` and `label` are the way to do it."""

    move: Move
    why: Any
    label: Any
    url: str
    by: date | None = None
    citations: tuple[Citation, ...] = ()

    @property
    def title(self) -> Any:
        return self.move.label


_WAYS = _("Compare the ways")
_COMPLAINT = _("Go to the complaint")
_MEDIATION = _("Go to step 7")
_SAID: dict[Move, tuple[Any, Any, str]] = {
    Move.SETTLED: (
        _("See that the other side does what it agreed to. Then close the case."),
        _("The dispute is settled"),
        "cases:settle",
    ),
    Move.IN_COURT: (
        _("Watch for the court's notices. The fee is due within 7 days from the day after its notice."),
        _("What the court costs"),
        "where",
    ),
    Move.AFTER_COURT: (
        _(
            "You may appeal within 15 days of a judgment, 10 of a ruling; not in small claims. If the other "
            "side does not pay, ask the court within two years to enforce it."
        ),
        _("For a lawyer or an advice desk"),
        "lawyer",
    ),
    Move.EXPIRED: (
        _("The other side may refuse for that. See what interrupts it, then ask a lawyer or 12348."),
        _("See how it is counted"),
        "days",
    ),
    Move.HURRY: (
        _("Few days are left. A suit interrupts the limitation period; talks alone may not."),
        _COMPLAINT,
        "complaint",
    ),
    Move.SELLER: (
        _("It costs little, and a demand that arrives starts the limitation period anew."),
        _("Go to step 3"),
        "step:seller",
    ),
    Move.WAIT_SELLER: (_("Go on if no answer comes, or one that does not help."), _WAYS, "ways"),
    Move.ORDER: (
        _("The seller agreed. If it does not pay, the court can order payment without a hearing."),
        _("See the payment order"),
        "ways#order",
    ),
    Move.PLATFORM: (
        _("It keeps the records of the sale and must take your complaint. It costs nothing."),
        _("Go to step 4"),
        "step:platform",
    ),
    Move.WAIT_PLATFORM: (_("Go on if no answer comes, or one that does not help."), _WAYS, "ways"),
    Move.MEDIATE: (
        _("Mediation costs you nothing. One body at a time: 12315 refuses what another has taken."),
        _MEDIATION,
        "step:association",
    ),
    Move.WAIT_MEDIATION: (
        _("Note the result in step 7. If it fails, you can sue."),
        _MEDIATION,
        "step:association",
    ),
    Move.ADVICE: (
        _("On your answers so far no complaint can be written. Someone should look at the case."),
        _("For a lawyer or an advice desk"),
        "lawyer",
    ),
    Move.FILL: (
        _("What was tried did not settle it. Some values are still missing."),
        _COMPLAINT,
        "complaint",
    ),
    Move.MAKE: (
        _("What was tried did not settle it. All that we ask for is there."),
        _COMPLAINT,
        "complaint",
    ),
    Move.FILE: (
        _("It is made. Fill in the boxes left to you, sign it, and take the evidence along."),
        _COMPLAINT,
        "complaint",
    ),
}


# The duty to take complaints is one towards those who trade with a business (电商法 59).
_OF_A_PERSON: dict[Move, Any] = {
    Move.PLATFORM: _("It keeps the records of the sale and has rules for disputes. It costs nothing."),
}
BASIS: dict[Move, tuple[str, ...]] = {
    Move.IN_COURT: ("susong_feiyong:22(1)",),
    Move.AFTER_COURT: ("minsufa:171", "minsufa:165", "minsufa:250"),
    Move.EXPIRED: ("minfadian:192",),
    Move.HURRY: ("minfadian:195",),
    Move.SELLER: ("minfadian:195", "xiaobaofa:39"),
    Move.ORDER: ("minsufa:225",),
    Move.PLATFORM: ("dianshangfa:31", "dianshangfa:59"),
    Move.MEDIATE: ("xiaobaofa:39", "tousu_jubao:16#2"),
}


def next_move(desk: Desk, complaint: Complaint) -> NextMove:
    """What the result page of the step puts first."""
    move = move_for(standing(desk, complaint))
    why, label, target = _SAID[move]
    if desk.facts.from_person:
        why = _OF_A_PERSON.get(move, why)
    basis = desk.law(*BASIS.get(move, ()))
    return NextMove(move, why, label, _url(desk, target), _by(desk, move), basis)


def _by(desk: Desk, move: Move) -> date | None:
    if move is Move.WAIT_SELLER:
        return desk.awaited(Kind.SELLER) or desk.case.dealings.reply_by
    if move is Move.WAIT_PLATFORM:
        return _platform_due(desk)
    return None


def _url(desk: Desk, target: str) -> str:
    """Of a part of this step ("days"), another step ("step:seller") or a page ("cases:settle")."""
    room, _colon, rest = target.rpartition(":")
    if room == "step":
        return reverse("guide:step", args=[desk.case.pk, rest])
    if room:
        return reverse(target, args=[desk.case.pk])
    slug, _hash, anchor = target.partition("#")
    return reverse("guide:page", args=[desk.case.pk, "legal", slug]) + (f"#{anchor}" if anchor else "")
