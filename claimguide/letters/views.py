"""Check your answers and the preview; then one page per letter: its state, its file, what to do next."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claimguide.cases import guards
from claimguide.cases.access import is_holder
from claimguide.cases.models import Case
from claimguide.cases.selectors import consumer_law, get_visible_case
from claimguide.cases.services import drop_draft, record
from claimguide.core import throttle
from claimguide.core.problem_pages import needs_storage

from . import confirmed, documents, selectors, services, store
from . import render as printing
from .answers import answers
from .compose.source import Rows, Source
from .forms import ConfirmForm, SentForm
from .models import LetterFile, LetterVersion
from .outcome import sendings_of, unanswered_url
from .outputs import OUTPUTS, Form
from .review_page import Draft, context_of, draft_key, drafted_of, opened
from .sheets import registry
from .written import write

DAY = 24 * 3600
NEW_PER_KIND_AND_DAY = 3
NEW_PER_BROWSER_AND_DAY = 10
# htmx stops asking when it gets this status.
STOP_POLLING = 286
# More paragraphs than this tell nobody more: then everything has changed.
MOST_CHANGES = 12
PRIVATE_FILE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@require_GET
def index(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every document the site can write for this case."""
    case = get_visible_case(request, case_id)
    versions = selectors.versions(case)
    source = Source.of(case, timezone.localdate(), rows=Rows.of(case, versions))
    context = {
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "back_url": reverse("guide:case", args=[case.pk]),
        "groups": documents.groups(source, versions),
        "sheets": list(registry.offers(source)),
    }
    return render(request, "letters/page_index.html", context)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """Everything the letter uses, and the letter itself; confirming it makes the final version."""
    case = get_visible_case(request, case_id)
    selectors.require_kind(kind)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _order(request, case, kind)
    if (drop := request.GET.get("drop")) and is_holder(request, case):
        drop_draft(case, draft_key(kind, drop))
        return redirect(f"{request.path}?{urlencode({'at': request.GET.get('at', '')})}")
    read = drafted_of(case, kind)
    context = context_of(request, read, form, opened(request, read))
    return render(request, "letters/page_review.html", context)


def _order(request: HttpRequest, case: Case, kind: str) -> HttpResponse:
    read = drafted_of(case, kind)
    if wait := _too_many(request, read, kind):
        response = render(request, "errors/429.html", {"wait": wait}, status=429)
        response["Retry-After"] = str(wait)
        return response
    try:
        version = services.order(case, kind, request.user)
    except services.Incomplete:
        messages.warning(request, _("Some values are still missing. Fill them in first."))
    except services.Unprintable:
        messages.warning(
            request, _("The letter holds characters that cannot be printed. Replace them first.")
        )
    except guards.Barred as barred:
        messages.warning(request, str(barred.reason))
    else:
        confirmed.confirm(request, case, answers(read.source, kind, back=""))
        return redirect("letters:status", case.pk, kind, version.pk)
    return redirect("letters:review", case.pk, kind)


def _too_many(request: HttpRequest, read: Draft, kind: str) -> int:
    """Seconds to wait, 0 if the letter may be made. The same letter again is not counted."""
    case, content = read.source.case, read.drafted.content
    sha256 = content.sha256(printing.revision())
    if content.gaps() or any(v.content_sha256 == sha256 for v in selectors.versions(case, kind)):
        return 0
    by_case = throttle.hit("letter", f"{case.pk}:{kind}", NEW_PER_KIND_AND_DAY, DAY)
    browser = request.session.session_key or request.META.get("REMOTE_ADDR", "")
    return by_case or throttle.hit("letters", browser, NEW_PER_BROWSER_AND_DAY, DAY)


def _found(request: HttpRequest, case_id: UUID, kind: str, version_id: UUID) -> tuple[Case, LetterVersion]:
    case = get_visible_case(request, case_id)
    return case, selectors.get_version(case, kind, version_id)


def _note_reading(request: HttpRequest, version: LetterVersion) -> None:
    """Whoever reads a consumer's letter without holding the case leaves a trace in it."""
    if not is_holder(request, version.case):
        record(version.case, "letter_opened", request.user, letter=str(version.pk), letter_kind=version.kind)


@require_GET
def status(request: HttpRequest, case_id: UUID, kind: str, version_id: UUID) -> HttpResponse:
    case, version, rows = _read(request, case_id, kind, version_id)
    form = SentForm(version=version, exhibits=rows.exhibits)
    return render(request, "letters/page_status.html", _status_context(case, version, rows, form))


def _read(
    request: HttpRequest, case_id: UUID, kind: str, version_id: UUID
) -> tuple[Case, LetterVersion, Rows]:
    """The letter among all letters of its case, with what they are written from."""
    case = get_visible_case(request, case_id)
    every = selectors.versions(case)
    version = next((each for each in every if each.kind == kind and each.pk == version_id), None)
    if version is None:
        raise Http404
    version.case = case
    return case, version, Rows.of(case, every)


def _status_context(case: Case, version: LetterVersion, rows: Rows, form: SentForm) -> dict[str, Any]:
    where = [case.pk, version.kind, version.pk]
    every = [each for each in rows.versions if each.kind == version.kind]
    today, sendings = timezone.localdate(), sendings_of(version, rows)
    # Of versions that were never sent only the newest matters.
    counts = bool(sendings) or every[0].pk == version.pk
    comparison = selectors.compare(version, Source.of(case, today, rows=rows)) if counts else None
    changed = comparison.changed if comparison else ()
    return {
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "back_url": reverse("guide:step", args=[case.pk, version.traits.step]),
        "version": version,
        # 12315 and associations are named only where they take the dispute.
        "consumer_law": consumer_law(case, today),
        "content": version.letter,
        "busy": version.state == "working",
        "large": selectors.form_of(version, Form.LARGE),
        "state_url": reverse("letters:state", args=where),
        "refresh_url": reverse("letters:status", args=where),
        "form": form,
        "sendings": sendings,
        # On the day it is made the letter can hardly have been posted yet.
        "sending_is_due": bool(sendings) or version.letter.date < today,
        "unanswered_url": unanswered_url(version, sendings, today),
        "others": [v for v in every if v.pk != version.pk],
        "out_of_date": comparison is not None and comparison.out_of_date,
        "changed": changed[:MOST_CHANGES],
        "more_changed": max(0, len(changed) - MOST_CHANGES),
        "barred": guards.reason_not_to("letter", case),
        "law_checked_on": version.law_date,
    }


@require_GET
def state(request: HttpRequest, case_id: UUID, kind: str, version_id: UUID) -> HttpResponse:
    """The state alone, asked for every second while the letter is being made."""
    case, version = _found(request, case_id, kind, version_id)
    if not request.headers.get("HX-Request"):
        return redirect("letters:status", case.pk, kind, version.pk)
    busy = version.state == "working"
    context = {"case": case, "version": version, "busy": busy}
    return render(request, "letters/page_state.html", context, status=200 if busy else STOP_POLLING)


@require_GET
def read(request: HttpRequest, case_id: UUID, kind: str, version_id: UUID) -> HttpResponse:
    """The letter as HTML, as it was frozen, inside a page of the site."""
    case, version = _found(request, case_id, kind, version_id)
    _note_reading(request, version)
    # The frozen HTML was escaped when it was made; it goes in behind the template engine.
    slot = secrets.token_hex(16)
    context = {
        "case": case,
        "version": version,
        "slot": slot,
        "back_url": reverse("letters:status", args=[case.pk, kind, version.pk]),
    }
    page = render_to_string("letters/page_read.html", context, request)
    return HttpResponse(page.replace(slot, version.html, 1))


@require_GET
@needs_storage
def pdf(request: HttpRequest, case_id: UUID, kind: str, version_id: UUID) -> HttpResponse:
    """The file, if it is there and whole."""
    _case, version = _found(request, case_id, kind, version_id)
    _note_reading(request, version)
    data = store.read(version.pdf_name) if version.pdf_name else None
    if data is None:
        raise Http404
    return _file(version, Form.PDF, data)


def _file(version: LetterVersion, form: Form, data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type=OUTPUTS[form].content_type, headers=PRIVATE_FILE)
    response.headers["Content-Disposition"] = store.attachment(version.name_as(form))
    return response


@require_http_methods(["GET", "POST"])
@needs_storage
def large(request: HttpRequest, case_id: UUID, kind: str, version_id: UUID) -> HttpResponse:
    """The letter in large print: GET is the file, POST orders it."""
    case, version = _found(request, case_id, kind, version_id)
    if request.method == "POST":
        services.order_form(version, Form.LARGE, request.user)
        return redirect("letters:status", case.pk, kind, version.pk)
    _note_reading(request, version)
    file = selectors.form_of(version, Form.LARGE)
    data = store.read(file.name) if file and file.name else None
    if data is None:
        raise Http404
    return _file(version, Form.LARGE, data)


@require_GET
def large_state(request: HttpRequest, case_id: UUID, kind: str, version_id: UUID) -> HttpResponse:
    """The state of the large print alone, asked for while it is being made."""
    case, version = _found(request, case_id, kind, version_id)
    if not request.headers.get("HX-Request"):
        return redirect("letters:status", case.pk, kind, version.pk)
    file: LetterFile | None = selectors.form_of(version, Form.LARGE)
    busy = file is not None and file.state == "working"
    context = {"case": case, "version": version, "large": file}
    return render(request, "letters/page_large.html", context, status=200 if busy else STOP_POLLING)


@require_GET
def docx(request: HttpRequest, case_id: UUID, kind: str, version_id: UUID) -> HttpResponse:
    return _written(request, _found(request, case_id, kind, version_id)[1], Form.DOCX)


@require_GET
def txt(request: HttpRequest, case_id: UUID, kind: str, version_id: UUID) -> HttpResponse:
    return _written(request, _found(request, case_id, kind, version_id)[1], Form.TXT)


def _written(request: HttpRequest, version: LetterVersion, form: Form) -> HttpResponse:
    """A form of the frozen letter that is made while the reader waits."""
    _note_reading(request, version)
    data = write(form, version.html, title=version.content["title"], created=version.created_at)
    return _file(version, form, data)


@require_POST
def retry(request: HttpRequest, case_id: UUID, kind: str, version_id: UUID) -> HttpResponse:
    case, version = _found(request, case_id, kind, version_id)
    if not services.retry(version, request.user):
        messages.info(request, _("This letter does not need to be made again."))
    return redirect("letters:status", case.pk, kind, version.pk)


@require_POST
def sent(request: HttpRequest, case_id: UUID, kind: str, version_id: UUID) -> HttpResponse:
    case, version, rows = _read(request, case_id, kind, version_id)
    form = SentForm(request.POST, version=version, exhibits=rows.exhibits)
    if not form.is_valid():
        return render(request, "letters/page_status.html", _status_context(case, version, rows, form))
    try:
        on, channel = form.cleaned_data["on"], form.cleaned_data["channel"]
        services.mark_sent(version, on, channel, request.user, form.proof)
    except guards.Barred as barred:
        messages.warning(request, str(barred.reason))
    else:
        messages.success(request, _("Noted. The case now waits for an answer."))
    return redirect("letters:status", case.pk, kind, version.pk)


@require_POST
def unsent(request: HttpRequest, case_id: UUID, kind: str, version_id: UUID, sending_id: int) -> HttpResponse:
    """It was not sent after all."""
    case, version = _found(request, case_id, kind, version_id)
    sending = version.sendings.filter(pk=sending_id).select_related("letter__case").first()
    if sending is None:
        raise Http404
    try:
        if services.take_back(sending, request.user):
            messages.success(request, _("Taken back. The case no longer counts it as sent."))
    except guards.Barred as barred:
        messages.warning(request, str(barred.reason))
    return redirect("letters:status", case.pk, kind, version.pk)
