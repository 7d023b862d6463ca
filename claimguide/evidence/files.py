"""Giving files out to people who may see the case, marked so that no browser runs or keeps them."""

from __future__ import annotations

import logging
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from claimguide.cases.selectors import get_visible_case
from claimguide.cases.services import record

from . import vault
from .access import is_holder
from .models import Exhibit
from .selectors import get_exhibit

log = logging.getLogger(__name__)


@require_safe
def thumbnail(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> FileResponse:
    exhibit = get_exhibit(get_visible_case(request, case_id), exhibit_id)
    return _sent(exhibit.thumbnail_name, "image/jpeg")


@require_safe
def preview(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> FileResponse:
    """The derived picture without metadata: of a photo, or of the first page of a PDF."""
    exhibit = get_exhibit(get_visible_case(request, case_id), exhibit_id)
    _note_reading(request, exhibit, "preview")
    return _sent(exhibit.preview_name, "image/jpeg")


@require_safe
def original(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> FileResponse:
    """The sealed file, byte for byte, always as a download."""
    exhibit = get_exhibit(get_visible_case(request, case_id), exhibit_id)
    _note_reading(request, exhibit, "original")
    return _sent(exhibit.storage_name, exhibit.file_kind.content_type, download_as=exhibit.original_name)


def _note_reading(request: HttpRequest, exhibit: Exhibit, what: str) -> None:
    """Whoever sees a consumer's evidence without holding the case leaves a trace in it."""
    if not is_holder(request, exhibit.case):
        record(exhibit.case, "exhibit_opened", request.user, exhibit=str(exhibit.pk), what=what)


def _sent(name: str, content_type: str, download_as: str = "") -> FileResponse:
    try:
        content = vault.open_file(name)
    except FileNotFoundError:
        log.error("an exhibit has no file: %s", name.rpartition("/")[2])
        raise Http404 from None
    response = FileResponse(
        content, as_attachment=bool(download_as), filename=download_as, content_type=content_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response
