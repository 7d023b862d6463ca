"""Opening a case, coming back to it with the resume code, ending and reopening it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claimguide.core import throttle
from claimguide.core.visitor import client_address, safe_next, too_many

from . import guards, resume, services
from .access import require_holder
from .forms import ResumeForm
from .models import Case, State
from .selectors import code_is_fresh, get_visible_case, held_cases, on_shared_device
from .typed import NOT_TYPED

HOUR = 3600
NEW_CASES_PER_DAY = 10
TRIES_PER_HOUR = 10
TRIES_BY_ALL = 200
KEPT = "kept-"


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    return begin(request)


def begin(request: HttpRequest, fill: Callable[[Case], None] | None = None) -> HttpResponse:
    """Open a case for this browser, filled by `fill` in the same transaction, and show its code."""
    wait = throttle.hit("new-case", client_address(request), NEW_CASES_PER_DAY, 24 * HOUR)
    if wait:
        return too_many(request, wait)
    with transaction.atomic():
        case = services.open_case(request.user)
        if fill:
            fill(case)
    services.bind(request, case, fresh=True)
    return redirect("cases:code", case.pk)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("code")
def resume_case(request: HttpRequest) -> HttpResponse:
    form = ResumeForm(request.POST or None)
    if request.method == "POST":
        wait = throttle.hit("resume", client_address(request), TRIES_PER_HOUR, HOUR) or throttle.hit(
            "resume-all", "", TRIES_BY_ALL, HOUR
        )
        if wait:
            return too_many(request, wait)
        if form.is_valid() and (case := resume.find(form.cleaned_data["code"])):
            services.bind(request, case)
            if form.cleaned_data["shared"]:
                services.mark_shared(request)
            return redirect(_return_path(request, case))
        if form.is_valid():
            form.add_error("code", _("This code opens no case. Check it character by character."))
    return resume_page(request, form, target=safe_next(request), typed=_handed_on(request))


def resume_page(
    request: HttpRequest, form: ResumeForm, *, target: str, typed: Mapping[str, Any] | QueryDict
) -> HttpResponse:
    """Ask for the code. `typed` travels along in hidden fields: a visit that ran out loses no answer."""
    lists = typed.lists() if isinstance(typed, QueryDict) else typed.items()
    kept = [(name, value) for name, values in lists if name not in NOT_TYPED for value in values]
    context = {
        "form": form,
        "next": target,
        "kept": kept,
        "expired": bool(kept) or "expired" in request.GET,
        "held": held_cases(request),
    }
    return render(request, "cases/resume.html", context)


def _handed_on(request: HttpRequest) -> dict[str, list[str]]:
    """The answers an expired page was sent with, out of the resume page's hidden fields."""
    return {k.removeprefix(KEPT): v for k, v in request.POST.lists() if k.startswith(KEPT)}


def _return_path(request: HttpRequest, case: Case) -> str:
    """Back to the very page, with its text as a draft, but only if it belongs to the case the code opened."""
    own = reverse("guide:case", args=[case.pk])
    target = safe_next(request)
    if not target.startswith(own):
        return own
    if typed := _handed_on(request):
        services.keep_draft(case, target.removeprefix(own).strip("/")[:200], typed)
    return target


@require_GET
def code(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_visible_case(request, case_id)
    require_holder(request, case)
    if not code_is_fresh(request, case):
        return redirect("guide:case", case.pk)
    plain = resume.grouped(resume.code_of(case.pk, case.resume_salt))
    return render(
        request, "cases/code.html", {"case": case, "code": plain, "shared": on_shared_device(request)}
    )


@require_GET
def code_qr(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The address of the resume page with the code behind '#': browsers never send that part to a server."""
    case = get_visible_case(request, case_id)
    require_holder(request, case)
    if not code_is_fresh(request, case):
        return redirect("guide:case", case.pk)
    address = request.build_absolute_uri(reverse("cases:resume"))
    picture = io.BytesIO()
    segno.make(f"{address}#{resume.code_of(case.pk, case.resume_salt)}", error="m").save(
        picture, kind="svg", scale=5, border=4, light="#ffffff"
    )
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@require_POST
def code_kept(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """On to the first question of a case that knows nothing yet, to the eight steps of any other."""
    case = get_visible_case(request, case_id)
    require_holder(request, case)
    services.code_kept(request, case)
    if case.problems.exists():
        return redirect("guide:case", case.pk)
    return redirect("guide:step", case.pk, "law")


@require_http_methods(["GET", "POST"])
def renew_code(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_visible_case(request, case_id)
    require_holder(request, case)
    if request.method == "POST":
        services.renew_code(case, request.user)
        services.show_code_once(request, case)
        return redirect("cases:code", case.pk)
    return render(request, "cases/renew_code.html", {"case": case})


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The consumer says the dispute is over."""
    case = get_visible_case(request, case_id)
    if request.method == "POST":
        _move(request, case, State.SETTLED)
        return redirect("guide:case", case.pk)
    return render(request, "cases/settle.html", {"case": case})


@require_POST
def reopen(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_visible_case(request, case_id)
    _move(request, case, State.OPEN)
    return redirect("guide:case", case.pk)


def _move(request: HttpRequest, case: Case, state: str) -> None:
    try:
        services.move(case, state, request.user)
    except guards.Barred as barred:
        messages.warning(request, str(barred.reason))


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the visit on this device: the session goes, and the browser is asked to forget what it kept."""
    return forget_visit(request, reverse("core:home"))


def forget_visit(request: HttpRequest, target: str) -> HttpResponse:
    request.session.flush()
    response = redirect(target)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
