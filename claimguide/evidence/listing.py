"""The list as a whole: its order, the files that are not judged yet, and the refused ones."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.cases.selectors import get_visible_case

from . import board as page
from . import ordering, selectors
from .access import case_to_change

MAX_ORDERED = 100


@require_safe
def arrivals(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What is on its way or was refused; with it the list where it changed. 204 where nothing did."""
    case = get_visible_case(request, case_id)
    found = selectors.listing(case)
    if request.GET.get("seen") == found.mark:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    context = {**page.list_context(request, case, found), "swap_list": True}
    answer = render(request, "evidence/arrivals.html", context)
    if "seen" in request.GET:
        answer["HX-Trigger"] = "files-judged"
    return answer


@require_POST
def order(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take the order of all exhibits, as dragging leaves it: the field `order`, once for each."""
    case = case_to_change(request, case_id)
    try:
        ids = [UUID(value) for value in request.POST.getlist("order")[:MAX_ORDERED]]
        ordering.reorder(case, ids, actor=request.user)
    except guards.Barred as barred:
        return _not_ordered(request, case, str(barred.reason))
    except (ValueError, ordering.OutOfDate):
        said = _("The list changed meanwhile, so nothing was moved. Load the page again.")
        return _not_ordered(request, case, said)
    if not _by_script(request):
        return redirect("evidence:board", case.pk)
    context = page.list_context(request, case, selectors.listing(case))
    html = render_to_string("evidence/listing.html", context, request)
    return JsonResponse({"ok": True, "html": html, "said": _("The new order is saved.")})


def _not_ordered(request: HttpRequest, case: Case, said: str) -> HttpResponse:
    if _by_script(request):
        return JsonResponse({"ok": False, "error": said}, status=HTTPStatus.CONFLICT)
    context = page.context(request, case, [said])
    return render(request, "evidence/board.html", context, status=HTTPStatus.CONFLICT)


@require_POST
def dismiss(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> HttpResponse:
    """Put a refused file away, its reason read."""
    case = case_to_change(request, case_id)
    ordering.dismiss(selectors.get_refused(case, exhibit_id), actor=request.user)
    return redirect(f"{reverse('evidence:board', args=[case.pk])}#arrivals")


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"
