"""One value at a time beside its place in the picture, and the list of all of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.cases.selectors import get_visible_case
from claimguide.cases.services import Stale, record
from claimguide.evidence.access import case_to_change, is_holder
from claimguide.evidence.elements import Element
from claimguide.evidence.models import Reading
from claimguide.evidence.refusals import Refused
from claimguide.evidence.selectors import clean_exhibits, get_exhibit

from . import filling, pixels, selectors, services
from .forms import ValueForm
from .selectors import Item


@require_safe
def begin(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """To the first value that waits for a word, or to the list."""
    case = get_visible_case(request, case_id)
    first = None
    if not guards.reason_not_to("answer", case):
        first = selectors.following(selectors.items(case), None)
    return redirect(_url(case, first))


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, case_id: UUID, suggestion_id: int) -> HttpResponse:
    case = case_to_change(request, case_id)
    every = selectors.items(case)
    item = selectors.get_item(case, every, suggestion_id)
    reason = guards.reason_not_to("answer", case)
    if request.method == "POST":
        if reason:
            return render(request, "errors/409.html", {"reason": reason, "case": case}, status=409)
        return _decide(request, case, every, item)
    if reason:
        return redirect(_url(case, None))
    return _show(request, case, every, item, ValueForm(item))


def _show(
    request: HttpRequest, case: Case, every: list[Item], item: Item, form: ValueForm, **more: Any
) -> HttpResponse:
    asked = selectors.to_decide(every)
    places = [each.lead.pk for each in asked]
    exhibit = item.lead.reading.exhibit
    context = {
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "back_url": reverse("evidence:board", args=[case.pk]),
        "item": item,
        "exhibit": exhibit,
        "form": form,
        "place": places.index(item.lead.pk) + 1 if item.lead.pk in places else 0,
        "total": len(asked),
        "later_url": _url(case, selectors.following(every, item)),
        "elements": selectors.seems_to_show(every, exhibit),
        "last": _last(request, every),
        **more,
    }
    return render(request, "evidence/reading_one.html", context)


def _last(request: HttpRequest, every: list[Item]) -> Item | None:
    """The value decided on just now, to be able to undo it."""
    named = request.GET.get("last", "")
    return next((item for item in every if item.decided and str(item.lead.pk) == named), None)


def _decide(request: HttpRequest, case: Case, every: list[Item], item: Item) -> HttpResponse:
    go = request.POST.get("go")
    try:
        if go == "not":
            services.turn_down(case, item)
        elif go == "keep":
            services.turn_down(case, item, kept=item.held)
        else:
            return _take(request, case, every, item)
    except services.Decided:
        pass
    return _onward(case, every, item)


def _take(request: HttpRequest, case: Case, every: list[Item], item: Item) -> HttpResponse:
    form = ValueForm(item, request.POST)
    if not form.is_valid():
        return _show(request, case, every, item, form)
    try:
        services.take(case, item, form.taken, seen=request.POST.get("held", ""), actor=request.user)
    except services.Decided:
        pass
    except ValidationError as error:
        form.add_error("value", error)
        return _show(request, case, every, item, form)
    except (services.Differs, Stale):
        fresh = get_visible_case(request, case.pk)
        again = selectors.items(fresh)
        item = selectors.get_item(fresh, again, item.lead.pk)
        return _show(request, fresh, again, item, ValueForm(item, request.POST), differs=True)
    return _onward(case, every, item)


def _onward(case: Case, every: list[Item], item: Item) -> HttpResponse:
    """The next open value, with the way to undo this one."""
    following = selectors.following(every, item)
    return redirect(f"{_url(case, following)}?last={item.lead.pk}")


def _url(case: Case, item: Item | None) -> str:
    if item is None:
        return reverse("evidence:reading_list", args=[case.pk])
    return reverse("evidence:reading_one", args=[case.pk, item.lead.pk])


@require_safe
def everything(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every value with what became of it, exhibit by exhibit."""
    case = get_visible_case(request, case_id)
    every = selectors.items(case)
    barred = guards.reason_not_to("answer", case)
    readings = {each.pk: each for each in Reading.objects.filter(exhibit__case=case)}
    exhibits = [
        {
            "exhibit": exhibit,
            "reading": readings[exhibit.pk],
            "items": [item for item in every if item.lead.reading_id == exhibit.pk],
            "again": [item for item in every if exhibit.pk in {each.reading_id for each in item.others}],
            "elements": [] if barred else selectors.seems_to_show(every, exhibit),
        }
        for exhibit in clean_exhibits(case)
        if exhibit.pk in readings
    ]
    context = {
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "back_url": reverse("evidence:board", args=[case.pk]),
        "exhibits": exhibits,
        "barred": barred,
        "open": sum(item.is_open for item in every),
        "begin_url": _url(case, selectors.following(every, None)),
        "waiting": selectors.waiting(case),
        "last": _last(request, every),
    }
    return render(request, "evidence/reading_list.html", context)


@require_POST
def undo(request: HttpRequest, case_id: UUID, suggestion_id: int) -> HttpResponse:
    """Take a decision back; the value is asked again."""
    case = case_to_change(request, case_id)
    item = selectors.get_item(case, selectors.items(case), suggestion_id)
    try:
        services.undo(case, item, actor=request.user)
    except guards.Barred as barred:
        return render(request, "errors/409.html", {"reason": barred.reason, "case": case}, status=409)
    except (filling.Moved, Stale):
        messages.warning(
            request, _("Your case was changed there since. Nothing was undone: change it on its own page.")
        )
        return redirect(_url(case, None))
    return redirect(_url(case, item))


@require_POST
def shows(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> HttpResponse:
    """One tap: this picture proves that too."""
    case = case_to_change(request, case_id)
    exhibit = get_exhibit(case, exhibit_id)
    element = request.POST.get("element", "")
    try:
        if element in Element.values:
            services.shows(exhibit, Element(element), actor=request.user)
            noted = _("Noted: this picture shows “%(what)s”.")
            messages.success(request, noted % {"what": Element(element).label})
    except guards.Barred as barred:
        return render(request, "errors/409.html", {"reason": barred.reason, "case": case}, status=409)
    at = request.POST.get("at", "")
    if at.isdecimal() and len(at) < 19:
        return redirect("evidence:reading_one", case.pk, int(at))
    return redirect(_url(case, None))


@require_safe
def panel(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The panel's inside, for the exhibits' page while pictures are being read."""
    case = get_visible_case(request, case_id)
    context = {"case": case, "reading": selectors.panel(case)}
    return render(request, "evidence/reading_panel_inner.html", context)


@require_safe
def cut(request: HttpRequest, case_id: UUID, suggestion_id: int) -> HttpResponse:
    """The value's place in the picture, as a JPEG that no browser keeps."""
    case = get_visible_case(request, case_id)
    item = selectors.get_item(case, selectors.items(case), suggestion_id)
    suggestion = next(each for each in item.all if each.pk == suggestion_id)
    if not is_holder(request, case):
        exhibit = suggestion.reading.exhibit
        record(case, "exhibit_opened", request.user, exhibit=str(exhibit.pk), what="preview")
    try:
        data = pixels.cut_out(suggestion)
    except (OSError, Refused):
        raise Http404 from None
    response = HttpResponse(data, content_type="image/jpeg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response
