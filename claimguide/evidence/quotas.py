"""How much a case may hold, and how much of it may come in one day."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q, Sum
from django.utils import timezone

from claimguide.cases.models import Case

from . import vault
from .models import Exhibit, State, Upload
from .refusals import MAX_CASE_BYTES, MAX_FILES, MEGABYTE, Refused

MAX_DAY_FILES = 100
MAX_DAY_BYTES = 600 * MEGABYTE
DAY = timedelta(hours=24)


def require_room(case: Case, size: int, *, besides: Upload | None = None) -> None:
    """Refused too_many, case_full or disk_full where `size` more bytes have no place in the case.

    What is still on its way takes its place already, except `besides`, the upload that is asking.
    """
    files, used = _held(case)
    coming = case.uploads.exclude(pk=besides.pk) if besides else case.uploads.all()
    more = coming.aggregate(files=Count("pk"), size=Sum("size"))
    files, used = files + more["files"], used + (more["size"] or 0)
    if files >= MAX_FILES:
        raise Refused("too_many", max=MAX_FILES)
    if used + size > MAX_CASE_BYTES:
        raise Refused("case_full", max=MAX_CASE_BYTES // MEGABYTE, used=f"{used / MEGABYTE:.1f}")
    if not vault.has_room(size):
        raise Refused("disk_full")


def require_day(case: Case, size: int) -> None:
    """Refused day_full where the case has taken in enough in the last 24 hours, removed files included.

    Counted from the case's history: nobody can take a line out of it, while rows of files come and go.
    """
    since = timezone.now() - DAY
    added = case.events.filter(kind="exhibit_added", at__gte=since)
    sizes = [said or 0 for said in added.values_list("data__size", flat=True)]
    if len(sizes) >= MAX_DAY_FILES or sum(sizes) + size > MAX_DAY_BYTES:
        raise Refused("day_full", files=MAX_DAY_FILES, max=MAX_DAY_BYTES // MEGABYTE)


def _held(case: Case) -> tuple[int, int]:
    kept = Exhibit.objects.filter(Q(case=case) & ~Q(state=State.REFUSED)).live()
    held = kept.aggregate(files=Count("pk"), size=Sum("size"))
    return held["files"], held["size"] or 0
