"""What became of a letter that was sent, for its page: the proof, the days to wait for, where to go then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from .compose.source import Rows
from .deadlines import NEXT_STEP, Due, due
from .kinds import Kind
from .models import LetterVersion, Sending


@dataclass(frozen=True)
class Sent:
    """One sending, with the number of the exhibit that shows it (0 for none) and what is due."""

    sending: Sending
    exhibit_number: int
    due: Due
    undo_url: str


def sendings_of(version: LetterVersion, held: Rows | None = None) -> list[Sent]:
    """The times it was sent and not taken back, soonest first. No query where the case's rows are `held`."""
    rows = version.live_sendings
    if not rows:
        return []
    held = held or Rows.of(version.case)
    numbers = {piece.pk: piece.number for piece in held.exhibits}
    submissions = {each.pk: each for each in held.submissions}
    for sending in rows:
        if sending.submission_id in submissions:
            sending.submission = submissions[sending.submission_id]
    where = [version.case_id, version.kind, version.pk]
    return [
        Sent(
            sending,
            numbers.get(sending.exhibit_id, 0) if sending.exhibit_id else 0,
            due(sending, held.calendar),
            reverse("letters:unsent", args=[*where, sending.pk]),
        )
        for sending in rows
    ]


def unanswered_url(version: LetterVersion, sent: list[Sent], today: date) -> str:
    """The step that comes next once every day to wait for has passed, "" before that."""
    step = NEXT_STEP.get(Kind(version.kind))
    passed = bool(sent) and all(each.due.has_passed(today) for each in sent)
    return reverse("guide:step", args=[version.case_id, step]) if step and passed else ""
