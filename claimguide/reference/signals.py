"""A change of a holiday by anybody, in any process, makes every process build its calendar anew."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .models import WorkDay, WorkYear
from .services import renew_calendar


@receiver([post_save, post_delete], sender=WorkDay)
@receiver([post_save, post_delete], sender=WorkYear)
def calendar_changed(**_event: Any) -> None:
    renew_calendar()
