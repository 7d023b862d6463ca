"""What the site holds about a consumer: to see, take along, delete. For the holder of the case alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claimguide.core import throttle
from claimguide.core.problem_pages import needs_storage
from claimguide.core.visitor import too_many

from . import erasure, export, services
from .access import require_holder
from .forms import EraseForm
from .models import SESSION_KEY, Case
from .selectors import get_visible_case
from .views import HOUR

ARCHIVES_PER_HOUR = 10
# Events that say that a member of staff looked at something.
LOOKS = ("viewed", "exhibit_opened", "letter_opened", "bundle_downloaded", "dossier_downloaded")


def _held(request: HttpRequest, case_id: UUID) -> Case:
    case = get_visible_case(request, case_id)
    require_holder(request, case)
    return case


def _frame(case: Case, back: str) -> dict[str, Any]:
    return {"case": case, "case_url": reverse("guide:case", args=[case.pk]), "back_url": back}


@require_GET
def overview(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """How much is held, who of the staff looked at it, and the two buttons."""
    case = _held(request, case_id)
    looks = case.events.filter(kind__in=LOOKS, actor__isnull=False).values_list("at", flat=True)
    context = {
        **_frame(case, reverse("guide:case", args=[case.pk])),
        "answered": len(set(case.events.filter(kind="answered").values_list("data__page", flat=True))),
        "files": export.file_count(case),
        "looks": list(looks.order_by("-at")[:20]),
    }
    return render(request, "cases/my_data.html", context)


@require_POST
@needs_storage
def archive(request: HttpRequest, case_id: UUID) -> HttpResponse | FileResponse:
    case = _held(request, case_id)
    if wait := throttle.hit("archive", str(case.pk), ARCHIVES_PER_HOUR, HOUR):
        return too_many(request, wait)
    services.record(case, "exported", request.user)
    packed = export.archive(case)
    return FileResponse(packed, as_attachment=True, filename=f"{case.number}.zip")


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = _held(request, case_id)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        erasure.erase(case)
        return _forgotten(request, case_id)
    context = {**_frame(case, reverse("cases:my_data", args=[case.pk])), "form": form}
    return render(request, "cases/erase.html", context)


def _forgotten(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """This browser forgets the case too; where it was the last one, the whole visit ends."""
    held = [i for i in request.session.get(SESSION_KEY, []) if i != str(case_id)]
    if held or request.user.is_authenticated:
        request.session[SESSION_KEY] = held
    else:
        request.session.flush()
    messages.success(request, _("The case is deleted: all answers, files and letters."))
    response = redirect("core:home")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
