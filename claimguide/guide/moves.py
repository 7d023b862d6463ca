"""The one thing to do now with the seller or the platform, and what is said of a letter on its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

WHY_OVER = _("The day you set has passed, and no answer is noted.")
WHY_SENT = _("Your letter is on its way. Note the answer as soon as it comes.")
WHY_NOT_SENT = _("The letter is made. Send it in a way that can be proven, and note the day here.")


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
