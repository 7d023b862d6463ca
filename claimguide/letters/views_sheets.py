"""Copy-out sheets: to copy, to type line by line, and on another device by a code that opens nothing else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claimguide.cases import resume
from claimguide.cases.access import is_holder, require_holder
from claimguide.cases.models import Case
from claimguide.cases.selectors import get_visible_case
from claimguide.cases.views import HOUR
from claimguide.core import throttle
from claimguide.core.visitor import client_address, too_many
from claimguide.law.citations import cite, in_force

from .compose import reason_not_to
from .compose.source import Source
from .forms import SheetCodeForm
from .kinds import traits
from .models import HandOver
from .sheets import handover, registry
from .sheets.form import Field, Form

CODES_PER_HOUR = 20
TRIES_PER_HOUR = 10
TRIES_BY_ALL = 200


@require_GET
def sheet(request: HttpRequest, case_id: UUID, slug: str) -> HttpResponse:
    """The boxes of one form, filled from the case; `?typing=1` for a box that takes no pasting."""
    case = get_visible_case(request, case_id)
    form = registry.form(slug)
    context = {
        **_shown(request, case, form),
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "back_url": reverse("letters:index", args=[case.pk]),
        "letter_url": reverse("letters:review", args=[case.pk, form.kind]),
        "step_url": reverse("guide:step", args=[case.pk, traits(form.kind).step]),
        **(_panel(request, case, form) if is_holder(request, case) else {}),
    }
    return render(request, "letters/page_sheet.html", context)


def _shown(request: HttpRequest, case: Case, form: Form) -> dict[str, Any]:
    """What holder and reader see alike."""
    source = Source.of(case, timezone.localdate())
    reason = reason_not_to(source, form.kind)
    fields = [] if reason else form.build(source)
    return {
        "form_of": form,
        "reason": reason,
        "fields": fields,
        "typing": bool(request.GET.get("typing")),
        "groups": list(_typed(fields)),
        "line_count": sum(len(each.lines) for each in fields),
        "citations": in_force(cite(*form.cited), source.on) if form.cited else (),
    }


def _typed(fields: list[Field]) -> Any:
    """The boxes with the number of their first line: lines are counted through the whole sheet."""
    first = 1
    for each in fields:
        if each.text:
            yield {"field": each, "first": first}
            first += len(each.lines)


def _panel(request: HttpRequest, case: Case, form: Form) -> dict[str, Any]:
    """The hand-over as it stands; the code goes behind '#', which browsers never send to a server."""
    made = handover.current(case, form.slug)
    panel: dict[str, Any] = {"holder": True, "hand_over": made}
    if made is not None and made.opened_at is None:
        code = handover.code_of(made)
        address = request.build_absolute_uri(reverse("letters:receive"))
        panel |= {"code": resume.grouped(code), "address": address, "qr_value": f"{address}#{code}"}
    return panel


def _held(request: HttpRequest, case_id: UUID, slug: str) -> tuple[Case, Form]:
    case = get_visible_case(request, case_id)
    form = registry.form(slug)
    require_holder(request, case)
    return case, form


@require_POST
def hand_over(request: HttpRequest, case_id: UUID, slug: str) -> HttpResponse:
    case, form = _held(request, case_id, slug)
    if wait := throttle.hit("sheet-offer", str(case.pk), CODES_PER_HOUR, HOUR):
        return too_many(request, wait)
    handover.offer(case, form.slug, request.user)
    return redirect(f"{reverse('letters:sheet', args=[case.pk, form.slug])}#hand-over")


@require_POST
def hand_over_end(request: HttpRequest, case_id: UUID, slug: str) -> HttpResponse:
    case, form = _held(request, case_id, slug)
    if handover.end(case, form.slug, request.user):
        messages.success(request, _("Ended: the sheet can no longer be opened or read on another device."))
    return redirect("letters:sheet", case.pk, form.slug)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("code")
def receive(request: HttpRequest) -> HttpResponse:
    """On the other device: the code, typed or out of the QR code, opens the sheet once."""
    form = SheetCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        wait = throttle.hit("sheet-code", client_address(request), TRIES_PER_HOUR, HOUR) or throttle.hit(
            "sheet-code-all", "", TRIES_BY_ALL, HOUR
        )
        if wait:
            return too_many(request, wait)
        if form.is_valid():
            if opened := handover.accept(form.cleaned_data["code"], request.user):
                handover.let_read(request, opened)
                return redirect("letters:handed", opened.pk)
            form.add_error("code", _("This code opens no sheet. It may be used or too old: make a new one."))
    return render(request, "letters/page_receive.html", {"form": form})


@require_GET
def handed(request: HttpRequest, hand_over_id: UUID) -> HttpResponse:
    """The sheet alone, for the browser that used its code; no way leads from here into the case."""
    found = handover.readable(request, hand_over_id)
    if found is None:
        raise Http404
    context = {**_shown(request, _read(found), registry.form(found.sheet)), "read_until": found.read_until}
    return render(request, "letters/page_handed.html", context)


def _read(hand_over: HandOver) -> Case:
    return Case.objects.select_related("purchase__platform", "region").get(pk=hand_over.case_id)
