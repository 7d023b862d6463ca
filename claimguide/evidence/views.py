"""The board of a case's exhibits: taking files in, describing, ordering and removing them."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.cases.selectors import assessment, get_visible_case
from claimguide.core import throttle

from . import board as page
from . import selectors, services
from .access import case_to_change
from .cards import found_device
from .forms import DescribeForm, StatusForm
from .inspect.names import shown
from .intake import Declared
from .models import Exhibit
from .refusals import Refused

UPLOADS_PER_HOUR = 150
HOUR = 3600


@require_safe
def board(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_visible_case(request, case_id)
    context = page.context(request, case)
    undo = request.GET.get("removed", "")
    context["undo"] = next((each for each in context["removed"] if str(each.pk) == undo), None)
    return render(request, "evidence/board.html", context)


@require_safe
def strength(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The meter alone, for a board whose files changed without a reload."""
    case = get_visible_case(request, case_id)
    law = assessment(case, timezone.localdate())
    standing = selectors.strength(case, law)
    return render(request, "evidence/strength.html", page.strength_context(case, standing, law))


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
    if _by_script(request):
        return _as_json(request, case, taken[0])
    return _as_page(request, case, taken)


def _take(request: HttpRequest, case: Case, file: UploadedFile[Any], *, whole: bool) -> Taken:
    name = shown(file.name)
    try:
        if throttle.hit("upload", str(case.pk), UPLOADS_PER_HOUR, HOUR):
            raise Refused("too_fast")
        proves = page.elements_of(request.POST.getlist("proves"))
        declared = _declared(request, whole=whole)
        exhibit = services.receive(case, file, declared=declared, proves=proves, actor=request.user)
    except Refused as refused:
        return Taken(name, error=refused.message, code=refused.code, status=refused.status)
    except guards.Barred as barred:
        return Taken(name, error=str(barred.reason), code="barred", status=HTTPStatus.CONFLICT)
    return Taken(name, exhibit)


def _refused(code: str) -> Taken:
    refused = Refused(code)
    return Taken("", error=refused.message, code=refused.code, status=refused.status)


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _was_cut(request: HttpRequest) -> bool:
    """A body cut on its way loses its last field."""
    return ("client_size" if _by_script(request) else "whole") not in request.POST


def _declared(request: HttpRequest, *, whole: bool) -> Declared:
    """What the browser said of the file."""
    size = request.POST.get("client_size", "")
    return Declared(
        size=int(size) if size.isascii() and size.isdigit() and len(size) < 16 else None,
        sha256=request.POST.get("client_sha256") or None,
        whole=whole,
    )


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


@require_http_methods(["GET", "POST"])
def describe(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> HttpResponse:
    case = case_to_change(request, case_id)
    exhibit = selectors.get_exhibit(case, exhibit_id)
    initial = {
        "title": exhibit.title,
        "proves": [element.value for element in exhibit.elements],
        "taken_on": exhibit.taken_on,
        "source": exhibit.source,
        "taken_by": exhibit.taken_by or _("Myself"),
        "device": exhibit.device,
    }
    posted = request.POST if request.method == "POST" else None
    form = DescribeForm(posted, initial=initial, found_device=found_device(exhibit))
    if request.method == "POST" and form.is_valid():
        if (barred := _barred(request, case)) is not None:
            return barred
        services.describe(exhibit, form.description(), actor=request.user)
        return _to_board(case, f"#exhibit-{exhibit.pk}")
    board_url = reverse("evidence:board", args=[case.pk])
    context = {
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "back_url": board_url,
        "exhibit": exhibit,
        "meta": page.meta(exhibit),
        "form": form,
    }
    return render(request, "evidence/describe.html", context)


@require_POST
def change(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> HttpResponse:
    """The buttons of a card: go=up, down, remove; or undo for a removed one."""
    case = case_to_change(request, case_id)
    go = request.POST.get("go")
    if (barred := _barred(request, case)) is not None:
        return barred
    if go == "undo":
        return _undo(request, case, selectors.get_removed(case, exhibit_id))
    exhibit = selectors.get_exhibit(case, exhibit_id)
    if go == "remove":
        services.remove(exhibit, actor=request.user)
        return _to_board(case, f"?removed={exhibit.pk}")
    if go in ("up", "down"):
        services.move(exhibit, up=go == "up", actor=request.user)
        return _to_board(case, f"#exhibit-{exhibit.pk}")
    raise Http404


def _undo(request: HttpRequest, case: Case, exhibit: Exhibit) -> HttpResponse:
    try:
        services.restore(exhibit, actor=request.user)
    except Refused as refused:
        messages.warning(request, refused.message)
        return _to_board(case)
    return _to_board(case, f"#exhibit-{exhibit.pk}")


@require_POST
def statuses(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Keep what the consumer says about proof that is not here yet."""
    case = case_to_change(request, case_id)
    if (barred := _barred(request, case)) is not None:
        return barred
    standing = selectors.strength(case, assessment(case, timezone.localdate()))
    form = StatusForm(standing.gaps, request.POST)
    if form.is_valid():
        services.set_statuses(case, form.cleaned_data, actor=request.user)
        return _to_board(case, "#strength")
    context = {**page.context(request, case), "status_form": form, "has_errors": True}
    return render(request, "evidence/board.html", context)


def _barred(request: HttpRequest, case: Case) -> HttpResponse | None:
    """The answer to a change that the case's state forbids; None where it may go on."""
    reason = guards.reason_not_to("upload", case)
    if not reason:
        return None
    context = page.context(request, case, [str(reason)])
    return render(request, "evidence/board.html", context, status=HTTPStatus.CONFLICT)


def _to_board(case: Case, rest: str = "") -> HttpResponse:
    return redirect(reverse("evidence:board", args=[case.pk]) + rest)
