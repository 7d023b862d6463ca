"""What a step shows of its letter: the version that was made, or what still bars one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from claimguide.letters import services as letters

from .desk import Desk
from .step import Status


def letter_panel(desk: Desk, kind: str) -> dict[str, Any]:
    """For templates/guide/seller/letter.html: the newest version and what bars the next one.

    `reason` says why no such letter fits the case as it stands; then nothing is missing from it.
    """
    made = desk.letter(kind)
    reason = letters.reason_not_to(kind, desk.case, desk.source)
    return {
        "letter": made,
        "letter_url": reverse("letters:status", args=[desk.case.pk, kind, made.pk]) if made else "",
        "review_url": reverse("letters:review", args=[desk.case.pk, kind]),
        "reason": reason,
        "missing": [] if reason else letters.still_missing(kind, desk.case, desk.source),
    }


def letter_status(desk: Desk, kind: str, *, all_answered: bool, waiting: bool) -> Status:
    """Ready until the letter was made and sent, then waiting while an answer may still come, then done."""
    if not all_answered:
        return Status.STARTED
    if not desk.was_sent(kind):
        return Status.READY
    return Status.WAITING if waiting else Status.DONE
