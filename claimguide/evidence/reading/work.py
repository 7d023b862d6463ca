"""The worker's part: one exhibit's pictures are read, and what was found is kept with the finished order."""

from __future__ import annotations

from collections.abc import Sequence

from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from claimguide.core import jobs
from claimguide.core.models import Job
from claimguide.evidence.models import Reading, Suggestion
from claimguide.evidence.read.engine import ReadingFailed
from claimguide.evidence.refusals import Refused

from . import machine, pixels
from .machine import Found, PageRead
from .targets import TARGETS, platform_slug

MOST_SUGGESTIONS = 60
_LONGEST = Suggestion._meta.get_field("value").max_length
Pages = Sequence[PageRead | ReadingFailed]


class NotRead(Exception):
    """The engine did not start. Worth another try, but not for ever."""


def read(job: Job, lease: jobs.Lease) -> None:
    """Does an order of kind READING_JOB: reads the exhibit `job.object_id`, and never harms it."""
    reading = Reading.objects.select_related("exhibit").filter(pk=job.object_id).first()
    if reading is None:
        return  # Erased in the meantime.
    failure, pages = _read(reading)
    if failure == "unavailable" and machine.available() and job.attempts < job.max_attempts:
        raise NotRead
    lease.commit(lambda: _keep(reading, failure, pages))


def _read(reading: Reading) -> tuple[str, Pages]:
    """Why nothing was read, or "", and the pages."""
    if not machine.available():
        return "unavailable", []
    try:
        pages = machine.read(pixels.pages(reading.exhibit), timezone.localdate())
    except SoftTimeLimitExceeded:
        # The same picture would take as long again.
        return "too_complex", []
    except FileNotFoundError:
        return "missing", []
    except Refused as refused:
        return ("unavailable" if refused.code == "unavailable" else "damaged"), []
    failed = [page for page in pages if isinstance(page, ReadingFailed)]
    return (failed[0].code if failed and len(failed) == len(pages) else ""), pages


def _keep(reading: Reading, failure: str, pages: Pages) -> None:
    fresh = Reading.objects.select_for_update().filter(pk=reading.pk).first()
    if fresh is None:
        return
    fresh.state = Reading.State.FAILED if failure else Reading.State.DONE
    fresh.failure, fresh.engine, fresh.read_at = failure, machine.name(), timezone.now()
    read_pages = [(n, page) for n, page in enumerate(pages) if isinstance(page, PageRead)]
    fresh.lines = [{"page": n, **line} for n, page in read_pages for line in page.lines]
    fresh.save()
    found = [(n, each) for n, page in read_pages for each in page.found if each.field in TARGETS]
    rows = [_row(fresh, n, each) for n, each in found]
    offered = [row for row in rows if row.value][:MOST_SUGGESTIONS]
    for position, row in enumerate(offered):
        row.position = position
    fresh.suggestions.all().delete()
    Suggestion.objects.bulk_create(offered)


def _row(reading: Reading, page: int, found: Found) -> Suggestion:
    value = found.value
    if found.field == "platform":
        # One this site does not know cannot be chosen, so it is not offered either.
        value = platform_slug(value) or ""
    x, y, width, height = found.box
    return Suggestion(
        reading=reading,
        field=found.field,
        value=value[:_LONGEST],
        raw=found.raw[:_LONGEST],
        extra=found.extra,
        page=page,
        x=x,
        y=y,
        width=width,
        height=height,
        confidence=found.confidence,
    )
