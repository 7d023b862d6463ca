"""What follows when anybody changes a row, in any process: a new calendar, a search in step with it."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .models import (
    Article,
    Channel,
    ConsumerBody,
    Platform,
    PlatformRule,
    Statute,
    WorkDay,
    WorkYear,
)
from .search import index
from .services import renew_calendar


@receiver([post_save, post_delete], sender=WorkDay)
@receiver([post_save, post_delete], sender=WorkYear)
def calendar_changed(**_event: Any) -> None:
    renew_calendar()


@receiver([post_save, post_delete], sender=Article)
@receiver([post_save, post_delete], sender=Channel)
@receiver([post_save, post_delete], sender=ConsumerBody)
@receiver([post_save, post_delete], sender=Platform)
@receiver([post_save, post_delete], sender=PlatformRule)
@receiver([post_save, post_delete], sender=Statute)
def searched_changed(**_event: Any) -> None:
    index.touch()
