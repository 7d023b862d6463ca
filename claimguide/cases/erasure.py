"""A case goes for good: its rows, its files, its work orders. What stays is a number per day."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from . import holdings
from .models import Case, ErasedCount, Erasing

log = logging.getLogger(__name__)


@transaction.atomic
def erase(case: Case) -> None:
    """Delete everything this site holds about the case; its files go after the commit."""
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    folders = [holding.folder(fresh) for holding in holdings.every()]
    for holding in holdings.every():
        holding.forget(fresh)
    # The admin's own log names a case by its key and its number.
    LogEntry.objects.filter(object_id=str(fresh.pk)).delete()
    fresh.delete()
    _count()
    transaction.on_commit(lambda: _delete_folders(folders))


def let_history_go(instance: Case, using: str, **_: Any) -> None:
    """Before any deletion of a case, whoever asks for it: its events may go with it (cases.triggers)."""
    Erasing.objects.using(using).create(case_id=instance.pk)


def hold_history_again(instance: Case, using: str, **_: Any) -> None:
    Erasing.objects.using(using).filter(case_id=instance.pk).delete()


def _count() -> None:
    today = timezone.localdate()
    ErasedCount.objects.bulk_create([ErasedCount(day=today)], ignore_conflicts=True)
    ErasedCount.objects.filter(day=today).update(count=F("count") + 1)


def _delete_folders(folders: list[str]) -> None:
    """A file that cannot be deleted now is an orphan; the rooms' collectors take it within the hour."""
    for folder in folders:
        try:
            _delete_folder(folder)
        except OSError as error:
            log.error("files of an erased case stay for the collector: %s", type(error).__name__)


def _delete_folder(folder: str) -> None:
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)
