"""Giving files out to people who may see the case, marked so that no browser runs or keeps them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import IO, Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from claimguide.cases.selectors import get_visible_case
from claimguide.cases.services import record
from claimguide.core.problem_pages import needs_storage

from . import vault
from .access import is_holder
from .inspect import runner
from .inspect.signatures import Medium
from .models import Exhibit
from .refusals import Refused
from .selectors import get_exhibit, page_asked

log = logging.getLogger(__name__)

PAGE_WIDTH = 1240
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


@require_safe
@needs_storage
def thumbnail(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> HttpResponseBase:
    exhibit = get_exhibit(get_visible_case(request, case_id), exhibit_id)
    return sent(exhibit.thumbnail_name, "image/jpeg")


@require_safe
@needs_storage
def preview(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> HttpResponseBase:
    """The derived picture without metadata: of a photo, or of the first page of a PDF."""
    exhibit = get_exhibit(get_visible_case(request, case_id), exhibit_id)
    note_reading(request, exhibit, "preview")
    return sent(exhibit.preview_name, "image/jpeg")


@require_safe
@needs_storage
def original(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> HttpResponseBase:
    """The sealed file, byte for byte, always as a download."""
    exhibit = get_exhibit(get_visible_case(request, case_id), exhibit_id)
    note_reading(request, exhibit, "original")
    return sent(exhibit.storage_name, exhibit.file_kind.content_type, download_as=exhibit.original_name)


@require_safe
@needs_storage
def media(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> HttpResponseBase:
    """A film or voice note to be played on the page. Browsers ask for parts of it (Range) to seek."""
    exhibit = get_exhibit(get_visible_case(request, case_id), exhibit_id)
    if exhibit.file_kind.medium not in (Medium.VIDEO, Medium.AUDIO):
        raise Http404
    wanted = _span(request.headers.get("Range", ""), exhibit.size)
    if wanted is None or wanted.start == 0:
        note_reading(request, exhibit, "media")
    content, kind = _opened(exhibit.storage_name), exhibit.file_kind.content_type
    response = (
        FileResponse(content, content_type=kind) if wanted is None else _part(content, kind, wanted, exhibit)
    )
    response.headers["Accept-Ranges"] = "bytes"
    return marked(response)


@require_safe
@needs_storage
def page(request: HttpRequest, case_id: UUID, exhibit_id: UUID, number: int) -> HttpResponseBase:
    """Page `number` (from 1) of a PDF as a picture, drawn when it is first asked for and then kept."""
    exhibit = get_exhibit(get_visible_case(request, case_id), exhibit_id)
    if exhibit.file_kind.medium != Medium.PAGES or not 1 <= number <= (exhibit.page_count or 0):
        raise Http404
    note_reading(request, exhibit, "page")
    name = f"{exhibit.storage_name}.page-{number:03d}.jpg"
    if not vault.is_there(name):
        try:
            with vault.local(exhibit.storage_name) as path:
                vault.replace(name, runner.page(path, exhibit.kind, number - 1, PAGE_WIDTH))
        except FileNotFoundError:
            raise Http404 from None
        except Refused as refused:
            return marked(HttpResponse(refused.message, status=refused.status, content_type="text/plain"))
    return sent(name, "image/jpeg")


@require_safe
def pages(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> HttpResponse:
    """A PDF to leaf through, one page at a time."""
    exhibit = get_exhibit(get_visible_case(request, case_id), exhibit_id)
    if exhibit.file_kind.medium != Medium.PAGES:
        raise Http404
    number, last = page_asked(exhibit, request.GET.get("page", "")) + 1, exhibit.page_count or 1
    context = {
        **_around(exhibit),
        "picture": reverse("evidence:page", args=[exhibit.case_id, exhibit.pk, number]),
        "page": number,
        "pages": last,
        "page_before": number - 1 if number > 1 else None,
        "page_after": number + 1 if number < last else None,
    }
    return render(request, "evidence/pages.html", context)


@require_safe
@needs_storage
def text(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> HttpResponse:
    """The beginning of a text file on a page of its own, as text and nothing else."""
    exhibit = get_exhibit(get_visible_case(request, case_id), exhibit_id)
    if exhibit.file_kind.medium != Medium.TEXT:
        raise Http404
    note_reading(request, exhibit, "text")
    try:
        with vault.open_file(f"{exhibit.storage_name}.txt") as kept:
            shown = kept.read().decode()
    except FileNotFoundError:
        raise Http404 from None
    whole = int(exhibit.found.get("characters", 0)) <= len(shown)
    return render(request, "evidence/text.html", {**_around(exhibit), "text": shown, "whole": whole})


def _around(exhibit: Exhibit) -> dict[str, Any]:
    """What every page about one exhibit shows around it."""
    return {
        "case": exhibit.case,
        "case_url": reverse("guide:case", args=[exhibit.case_id]),
        "back_url": f"{reverse('evidence:board', args=[exhibit.case_id])}#exhibit-{exhibit.pk}",
        "exhibit": exhibit,
    }


def note_reading(request: HttpRequest, exhibit: Exhibit, what: str) -> None:
    """Whoever sees a consumer's evidence without holding the case leaves a trace in it."""
    if not is_holder(request, exhibit.case):
        record(exhibit.case, "exhibit_opened", request.user, exhibit=str(exhibit.pk), what=what)


def _span(header: str, size: int) -> range | None:
    """The bytes a Range header asks for; None for all of them, also where it asks for several parts."""
    asked = _RANGE.fullmatch(header.strip())
    if asked is None or not (asked[1] or asked[2]):
        return None
    if not asked[1]:
        return range(max(0, size - int(asked[2])), size)
    return range(int(asked[1]), min(size, int(asked[2]) + 1 if asked[2] else size))


def _part(content: IO[bytes], content_type: str, wanted: range, exhibit: Exhibit) -> HttpResponseBase:
    """The answer that holds only these bytes of an open file."""
    if not wanted:
        content.close()
        ranges = {"Content-Range": f"bytes */{exhibit.size}"}
        return HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=ranges)
    content.seek(wanted.start)
    headers = {
        "Content-Length": str(len(wanted)),
        "Content-Range": f"bytes {wanted.start}-{wanted.stop - 1}/{exhibit.size}",
    }
    return StreamingHttpResponse(
        _read(content, len(wanted)),
        status=HTTPStatus.PARTIAL_CONTENT,
        content_type=content_type,
        headers=headers,
    )


def _read(content: IO[bytes], size: int) -> Iterator[bytes]:
    with content:
        while size > 0 and (chunk := content.read(min(vault.CHUNK, size))):
            size -= len(chunk)
            yield chunk


def _opened(name: str) -> IO[bytes]:
    try:
        return vault.open_file(name)
    except FileNotFoundError:
        log.error("an exhibit has no file: %s", name.rpartition("/")[2])
        raise Http404 from None


def sent(name: str, content_type: str, download_as: str = "") -> HttpResponseBase:
    """A stored file as an answer, as a download where it has a name for that. Http404 where it is missing."""
    response = FileResponse(
        _opened(name), as_attachment=bool(download_as), filename=download_as, content_type=content_type
    )
    return marked(response)


def marked(response: HttpResponseBase) -> HttpResponseBase:
    """No browser runs it, keeps it, or lets another site have it."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response
