"""The board of a case's exhibits: ordering and removing them, and proof that is not here yet."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.cases.selectors import assessment, get_visible_case

from . import board as page
from . import selectors, services
from .access import case_to_change
from .forms import StatusForm
from .models import Exhibit
from .refusals import Refused


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
