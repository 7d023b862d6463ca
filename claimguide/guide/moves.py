"""The one thing to do now with the seller or the platform, and what is said of a letter on its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from claimguide.letters.kinds import Kind

from .desk import Desk

WHY_OVER = _("The day you set has passed, and no answer is noted.")
WHY_SENT = _("Your letter is on its way. Note the answer as soon as it comes.")
WHY_NOT_SENT = _("The letter is made. Send it in a way that can be proven, and note the day here.")
# What the case no longer holds must not go out by itself.
WHY_CHANGED = _("Your answers changed after the letter was made. See whether it needs a new version first.")
# Neither 12315 nor an association takes what consumer law does not govern.
OUTSIDE_TITLE = _("Try people's mediation, or go to court")


@dataclass(frozen=True)
class NextMove:
    """`by` is the day to do it by, or to wait until; `kind` names the letter it is about."""

    move: models.TextChoices
    why: Any
    by: date | None = None
    kind: str = ""

    @property
    def title(self) -> Any:
        return self.move.label


def of_unsent(
    desk: Desk, kind: Kind, send: models.TextChoices, revise: models.TextChoices, by: date | None = None
) -> NextMove | None:
    """What a letter asks for that was made and not sent; None while there is none."""
    made = desk.letter(kind)
    if made is None:
        return None
    if desk.is_out_of_date(made):
        return NextMove(revise, WHY_CHANGED, by, kind)
    return NextMove(send, WHY_NOT_SENT, by, kind)
