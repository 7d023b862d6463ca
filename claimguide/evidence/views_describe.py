"""What one exhibit is and shows: its form, with what was typed kept over a change of language and of tabs."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from claimguide.cases import guards, wording
from claimguide.cases.models import Case
from claimguide.cases.services import Stale, drop_draft, keep_draft
from claimguide.cases.typed import as_initial, draft_of, typed
from claimguide.core import language
from claimguide.core.forms import side_by_side
from claimguide.core.visitor import safe_next

from . import board as page
from . import selectors, services
from .access import case_to_change
from .cards import found_device
from .forms import DescribeForm
from .models import Exhibit
from .sorts import sort_named


@require_http_methods(["GET", "POST"])
def describe(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> HttpResponse:
    case = case_to_change(request, case_id)
    exhibit = selectors.get_exhibit(case, exhibit_id)
    if request.method == "POST":
        return _answer(request, case, exhibit)
    if "keep" in request.GET:
        drop_draft(case, _key(exhibit))
        return redirect("evidence:describe", case.pk, exhibit.pk)
    form = _form(case, exhibit)
    if (draft := draft_of(case, _key(exhibit))) is not None:
        form.initial.update(as_initial(form, draft))
    return _show(request, case, exhibit, form)


def _key(exhibit: Exhibit) -> str:
    """How drafts name this page."""
    return f"exhibits/{exhibit.pk}"


def _held(exhibit: Exhibit) -> dict[str, Any]:
    """What is said so far, as form data."""
    said = services.description_of(exhibit)
    return {**vars(said), "proves": list(said.proves)}


def _offered(exhibit: Exhibit) -> dict[str, str]:
    """While the title is the file's own name: that, and what the name says the file is."""
    name = services.without_ending(exhibit.original_name)
    return {"title": name, "sort": sort_named(name) or ""} if exhibit.title == name else {}


def _form(case: Case, exhibit: Exhibit, data: Any = None) -> DescribeForm:
    said = {"initial": _held(exhibit), "offered": _offered(exhibit)}
    return DescribeForm(data, chinese=wording.chinese(case), found_device=found_device(exhibit), **said)


def _answer(request: HttpRequest, case: Case, exhibit: Exhibit) -> HttpResponse:
    go = request.POST.get("go", "")
    if go.startswith(language.SWITCH):
        keep_draft(case, _key(exhibit), typed(request))
        return language.in_language(go, request.get_full_path())
    form = _form(case, exhibit, request.POST)
    if not form.is_valid():
        return _show(request, case, exhibit, form)
    if reason := guards.reason_not_to("upload", case):
        context = page.context(request, case, [str(reason)])
        return render(request, "evidence/board.html", context, status=HTTPStatus.CONFLICT)
    seen = request.POST.get("token", "")
    try:
        services.describe(exhibit, form.description(), seen=seen, actor=request.user)
    except Stale:
        return _both(request, case, exhibit, form)
    drop_draft(case, _key(exhibit))
    return redirect(
        safe_next(request) or reverse("evidence:board", args=[case.pk]) + f"#exhibit-{exhibit.pk}"
    )


def _both(request: HttpRequest, case: Case, exhibit: Exhibit, form: DescribeForm) -> HttpResponse:
    """Another tab or device described the file meanwhile: what it said, and what was typed here."""
    keep_draft(case, _key(exhibit), typed(request))
    both = side_by_side(form, _held(exhibit))
    return _show(request, case, exhibit, form, both=both, keep_url="?keep=1")


def _show(
    request: HttpRequest, case: Case, exhibit: Exhibit, form: DescribeForm, **extra: Any
) -> HttpResponse:
    context = {
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "back_url": safe_next(request) or reverse("evidence:board", args=[case.pk]),
        "typing_form": "page-form",
        "draft": _key(exhibit),
        "token": services.description_of(exhibit).token,
        "exhibit": exhibit,
        "meta": page.meta(exhibit),
        "form": form,
        **extra,
    }
    status = HTTPStatus.CONFLICT if "both" in extra else HTTPStatus.OK
    return render(request, "evidence/describe.html", context, status=status)
