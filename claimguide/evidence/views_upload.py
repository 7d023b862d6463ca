"""Taking files in, each in one request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.core import throttle

from . import board as page
from . import services
from .access import case_to_change
from .inspect.names import shown
from .intake import Declared
from .models import Exhibit
from .refusals import Refused

UPLOADS_PER_HOUR = 150
HOUR = 3600
_LATEST_MS = 4_102_444_800_000  # the year 2100


def require_pace(case: Case) -> None:
    """Refused too_fast after too many files in an hour."""
    if throttle.hit("upload", str(case.pk), UPLOADS_PER_HOUR, HOUR):
        raise Refused("too_fast")


def by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def declared_by(request: HttpRequest, content_type: str = "") -> Declared:
    """What the browser said of the file in the fields client_size, client_sha256 and client_modified (ms)."""
    modified = _number(request.POST.get("client_modified", "")) or 0
    return Declared(
        size=_number(request.POST.get("client_size", "")),
        sha256=request.POST.get("client_sha256") or None,
        content_type="".join(sign for sign in content_type if sign.isprintable())[:80],
        modified=datetime.fromtimestamp(modified // 1000, UTC).isoformat()
        if 0 < modified < _LATEST_MS
        else "",
    )


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None


@dataclass
class Taken:
    """What became of one file of an upload."""

    name: str
    exhibit: Exhibit | None = None
    error: str = ""
    code: str = ""
    status: int = HTTPStatus.OK


@require_POST
def upload(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take the files one by one: a refused one never stops the others."""
    case = case_to_change(request, case_id)
    files = request.FILES.getlist("files")
    cut = _was_cut(request)
    # Django lists the files whose end arrived and is silent about the rest of a body that was cut.
    taken = [_take(request, case, file, whole=not cut or len(files) > 1) for file in files]
    if cut:
        taken.append(_refused("cut"))
    elif not taken:
        taken.append(_refused("no_file"))
    if by_script(request):
        return _as_json(request, case, taken[0])
    return _as_page(request, case, taken)


def _take(request: HttpRequest, case: Case, file: UploadedFile[Any], *, whole: bool) -> Taken:
    name = shown(file.name)
    try:
        require_pace(case)
        proves = page.elements_of(request.POST.getlist("proves"))
        declared = replace(declared_by(request, file.content_type or ""), whole=whole)
        exhibit = services.receive(case, file, declared=declared, proves=proves, actor=request.user)
    except Refused as refused:
        return Taken(name, error=refused.message, code=refused.code, status=refused.status)
    except guards.Barred as barred:
        return Taken(name, error=str(barred.reason), code="barred", status=HTTPStatus.CONFLICT)
    return Taken(name, exhibit)


def _refused(code: str) -> Taken:
    refused = Refused(code)
    return Taken("", error=refused.message, code=refused.code, status=refused.status)


def _was_cut(request: HttpRequest) -> bool:
    """A body cut on its way loses its last field."""
    return ("client_size" if by_script(request) else "whole") not in request.POST


def _as_json(request: HttpRequest, case: Case, taken: Taken) -> JsonResponse:
    if taken.exhibit is None:
        body = {"ok": False, "error": taken.error, "code": taken.code}
        return JsonResponse(body, status=taken.status)
    said: dict[str, Any] = {"ok": True, "id": str(taken.exhibit.pk)}
    if taken.exhibit.already_there:
        said["note"] = _("This file is already in the list.")
    else:
        said["html"] = page.card_html(request, case, taken.exhibit)
    return JsonResponse(said)


def _as_page(request: HttpRequest, case: Case, taken: list[Taken]) -> HttpResponse:
    errors = [f"{each.name}: {each.error}" if each.name else each.error for each in taken if each.error]
    for each in taken:
        if each.exhibit and each.exhibit.already_there:
            messages.info(request, _("%(name)s is already in the list.") % {"name": each.name})
    added = sum(1 for each in taken if each.exhibit and not each.exhibit.already_there)
    if added:
        messages.success(request, _("Files added: %(n)d.") % {"n": added})
    if not errors:
        return redirect("evidence:board", case.pk)
    barred = any(each.code == "barred" for each in taken)
    context = page.context(request, case, errors)
    status = HTTPStatus.CONFLICT if barred else HTTPStatus.OK
    return render(request, "evidence/board.html", context, status=status)
