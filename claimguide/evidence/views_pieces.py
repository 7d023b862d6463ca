"""Taking large files in, piece by piece. Every answer is JSON that says where the file stands.

POST uploads/                 name, client_size, client_sha256, client_type, client_modified, proves
POST uploads/<id>/<start>/    the bytes of one piece, with their SHA-256 in the header Piece-SHA256
POST uploads/<id>/finish/
GET  uploads/<id>/            after that too: received, checking, clean or refused
POST uploads/<id>/cancel/     gives an upload up, or takes the line of a refused file away
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claimguide.cases import guards
from claimguide.cases.selectors import get_visible_case

from . import board as page
from . import judging, pieces, services
from .access import case_to_change
from .models import PIECE_BYTES, Exhibit, State, Upload
from .refusals import Refused
from .views_upload import by_script, declared_by, require_pace

PIECE_TYPE = "application/octet-stream"
View = Callable[..., HttpResponse]


def said_as_json(view: View) -> View:
    """What stops an upload, as an answer the script can act on."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            return _stopped(refused.code, refused.message, refused.status)
        except pieces.OutOfOrder as out:
            late = Refused("out_of_order")
            return _stopped(late.code, late.message, late.status, received=out.received)
        except guards.Barred as barred:
            return _stopped("barred", str(barred.reason), HTTPStatus.CONFLICT)

    return answer


@require_POST
@said_as_json
def begin(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Begin, or go on with, the upload of one file."""
    case = case_to_change(request, case_id)
    require_pace(case)
    declared = declared_by(request, request.POST.get("client_type", ""))
    proves = page.elements_of(request.POST.getlist("proves"))
    name = request.POST.get("name", "")
    return _standing(request, pieces.begin(case, name, declared, proves=proves, actor=request.user))


@require_http_methods(["POST", "PUT"])
@said_as_json
def piece(request: HttpRequest, case_id: UUID, upload_id: UUID, start: int) -> HttpResponse:
    """Take the bytes of one piece. They go to disk as they come: `request.body` is never asked for."""
    upload = pieces.get_upload(case_to_change(request, case_id), upload_id)
    if request.content_type != PIECE_TYPE:
        raise Refused("truncated")
    length = request.META.get("CONTENT_LENGTH") or ""
    sha256 = request.headers.get("Piece-SHA256", "")
    received = pieces.take(upload, start, request, int(length) if length.isdigit() else None, sha256)
    return JsonResponse({"ok": True, "id": str(upload.pk), "state": "sending", "received": received})


@require_POST
@said_as_json
def finish(request: HttpRequest, case_id: UUID, upload_id: UUID) -> HttpResponse:
    """All pieces are here: seal the file and have it checked. Asked again, it answers the same."""
    case = case_to_change(request, case_id)
    upload = Upload.objects.filter(case=case, pk=upload_id).first()
    if upload is None:
        return _standing(request, pieces.get_coming(case, upload_id))
    return _standing(request, pieces.finish(upload, actor=request.user))


@require_http_methods(["GET", "HEAD", "DELETE"])
@said_as_json
def state(request: HttpRequest, case_id: UUID, upload_id: UUID) -> HttpResponse:
    """Where the file stands. DELETE does what cancel does."""
    if request.method == "DELETE":
        return _cancelled(request, case_id, upload_id)
    case = get_visible_case(request, case_id)
    upload = Upload.objects.filter(case=case, pk=upload_id).first()
    return _standing(request, upload or pieces.get_coming(case, upload_id))


@require_POST
@said_as_json
def cancel(request: HttpRequest, case_id: UUID, upload_id: UUID) -> HttpResponse:
    """Give an upload up, remove a file that waits for its check, or dismiss a refused one."""
    return _cancelled(request, case_id, upload_id)


def _cancelled(request: HttpRequest, case_id: UUID, upload_id: UUID) -> HttpResponse:
    case = case_to_change(request, case_id)
    if upload := Upload.objects.filter(case=case, pk=upload_id).first():
        pieces.cancel(upload)
    else:
        _take_out(request, pieces.get_coming(case, upload_id))
    if by_script(request) or request.method == "DELETE":
        return JsonResponse({"ok": True})
    messages.success(request, _("It was taken out of the list."))
    return redirect("evidence:board", case.pk)


def _take_out(request: HttpRequest, exhibit: Exhibit) -> None:
    if exhibit.state == State.REFUSED:
        judging.dismiss(exhibit)
    elif exhibit.state == State.CLEAN:
        raise Http404
    else:
        services.remove(exhibit, actor=request.user)


def _standing(request: HttpRequest, thing: Upload | Exhibit) -> JsonResponse:
    said: dict[str, Any] = {"ok": True, "id": str(thing.pk)}
    if isinstance(thing, Upload):
        said |= {
            "state": "sending",
            "received": thing.received,
            "size": thing.size,
            "piece_bytes": PIECE_BYTES,
        }
        return JsonResponse(said)
    said["state"] = thing.state
    if thing.already_there:
        said["note"] = _("This file is already in the list.")
    elif thing.state == State.REFUSED:
        said["error"] = judging.why_refused(thing)
    elif thing.state == State.CLEAN and not guards.reason_not_to("upload", thing.case):
        said["html"] = page.card_html(request, thing.case, thing)
    return JsonResponse(said)


def _stopped(code: str, error: str, status: int, **more: Any) -> JsonResponse:
    return JsonResponse({"ok": False, "code": code, "error": error, **more}, status=status)
