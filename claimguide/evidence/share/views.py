"""The page on which the consumer says what recipients get of an exhibit, and its pictures."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from claimguide.cases import guards
from claimguide.cases.selectors import get_visible_case
from claimguide.core.problem_pages import needs_storage
from claimguide.evidence import files
from claimguide.evidence.access import case_to_change
from claimguide.evidence.inspect.signatures import Medium
from claimguide.evidence.models import Exhibit, Sharing
from claimguide.evidence.refusals import Refused
from claimguide.evidence.selectors import get_exhibit

from . import copies, page, selectors, services
from .forms import STRIPS
from .page import Place

# htmx stops asking when it gets this status.
STOP_POLLING = 286
_CHANGED = gettext_lazy(
    "The boxes were changed in another window. Look at what is shown here and save it again."
)


@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> HttpResponse:
    case = (
        get_visible_case(request, case_id) if request.method != "POST" else case_to_change(request, case_id)
    )
    at = page.place(get_exhibit(case, exhibit_id), request.GET.get("page", ""))
    try:
        return _act(request, at) if request.method == "POST" else _shown(request, at)
    except guards.Barred as barred:
        return _shown(request, at, [str(barred.reason)], HTTPStatus.CONFLICT)
    except Refused as refused:
        return _problem(request, at, refused)


def _act(request: HttpRequest, at: Place) -> HttpResponse:
    go = request.POST.get("go", "")
    if go in _DECISIONS:
        return _decide(request, at, go)
    unhide = go.startswith("unhide-") and _is_text(at.exhibit)
    known = unhide or go in ("save", "preview", "next", "before", *STRIPS)
    if known and selectors.can_be_covered(at.exhibit):
        return _save_text(request, at, go) if _is_text(at.exhibit) else _save_boxes(request, at, go)
    raise Http404


def _is_text(exhibit: Exhibit) -> bool:
    return exhibit.file_kind.medium == Medium.TEXT


# deciding ---------------------------------------------------------------------------------------------


def _confirm(request: HttpRequest, exhibit: Exhibit) -> None:
    services.confirm(exhibit, request.POST.get("sha256", ""), actor=request.user)


def _whole(request: HttpRequest, exhibit: Exhibit) -> None:
    services.share_whole(exhibit, actor=request.user)


def _keep(request: HttpRequest, exhibit: Exhibit) -> None:
    services.keep_back(exhibit, actor=request.user)


def _reopen(request: HttpRequest, exhibit: Exhibit) -> None:
    services.reopen(exhibit, actor=request.user)


def _again(request: HttpRequest, exhibit: Exhibit) -> None:
    services.order_again(exhibit, actor=request.user)


_DECISIONS: dict[str, Callable[[HttpRequest, Exhibit], None]] = {
    "confirm": _confirm,
    "whole": _whole,
    "keep": _keep,
    "reopen": _reopen,
    "again": _again,
}


# After these there is nothing left to say about an exhibit.
_LAST_WORDS = frozenset({"confirm", "whole", "keep"})


def _decide(request: HttpRequest, at: Place, go: str) -> HttpResponse:
    try:
        _DECISIONS[go](request, at.exhibit)
    except services.Changed:
        return _shown(request, at, [str(_CHANGED)], HTTPStatus.CONFLICT)
    except services.HasBoxes:
        error = _("There are boxes on it. Take them off first, or make the copy with them.")
        return _shown(request, at, [error], HTTPStatus.CONFLICT)
    return _onwards(request, at) if go in _LAST_WORDS else redirect(at.url)


def _onwards(request: HttpRequest, at: Place) -> HttpResponse:
    """From a decision to the next exhibit without one; what was decided stands above it."""
    framed = page.frame(page.Place(get_exhibit(at.exhibit.case, at.exhibit.pk), 0))
    words = {"label": framed["label"], "state": page.decided_words(framed["exhibit"])}
    said = format_html(
        '{} <a href="{}">{}</a>',
        _("%(label)s: %(state)s.") % words,
        at.url,
        _("Look at it or change it"),
    )
    messages.success(request, said)
    return redirect(framed["next"]["url"])


# boxes and words --------------------------------------------------------------------------------------


def _save_boxes(request: HttpRequest, at: Place, go: str) -> HttpResponse:
    form = page.boxes_form(at, request.POST)
    if not form.is_valid():
        return _edit(request, at, form)
    drawn = form.drawn()
    if go in STRIPS and STRIPS[go] not in drawn:
        drawn.append(STRIPS[go])
    expected = request.POST.get("expected", "")
    try:
        services.save_boxes(at.exhibit, at.number, drawn, expected=expected, actor=request.user)
    except services.Changed:
        return _edit(request, at, form, [str(_CHANGED)], HTTPStatus.CONFLICT)
    except services.TooMany:
        error = _("At most %(max)d boxes on one file, please.") % {"max": services.MAX_BOXES}
        return _edit(request, at, form, [error])
    return _after_saving(request, at, go)


def _save_text(request: HttpRequest, at: Place, go: str) -> HttpResponse:
    form = page.words_form(at.exhibit, copies.text_of(at.exhibit), request.POST)
    if not form.is_valid():
        return _edit(request, at, form)
    expected = request.POST.get("expected", "")
    try:
        shown_again = go.removeprefix("unhide-")
        runs = [run for run in form.hidden() if f"{run.start}-{run.length}" != shown_again]
        services.save_runs(at.exhibit, runs, expected=expected, actor=request.user)
    except services.Changed:
        return _edit(request, at, form, [str(_CHANGED)], HTTPStatus.CONFLICT)
    except services.TooMany:
        error = _("At most %(max)d places, please.") % {"max": services.MAX_PLACES}
        return _edit(request, at, form, [error])
    return _after_saving(request, at, go)


def _after_saving(request: HttpRequest, at: Place, go: str) -> HttpResponse:
    if go == "preview":
        try:
            services.prepare_copy(at.exhibit, actor=request.user)
        except services.Changed:
            return _shown(request, at, [str(_CHANGED)], HTTPStatus.CONFLICT)
        return redirect(at.url)
    step = {"next": 2, "before": 0}.get(go, 1)
    there = "#text" if _is_text(at.exhibit) else f"&page={min(max(1, at.number + step), at.pages)}"
    return redirect(f"{at.url}?edit=1{there}")


# showing ----------------------------------------------------------------------------------------------


def _shown(
    request: HttpRequest, at: Place, errors: list[str] | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    at.exhibit.refresh_from_db(fields=["sharing", "shared_sha256", "shared_size", "shared_key", "shared_at"])
    exhibit = at.exhibit
    editing = request.GET.get("edit") and not guards.reason_not_to("upload", exhibit.case)
    context = {**page.frame(at), "errors": errors, "has_errors": bool(errors)}
    if not editing and selectors.copy_order(exhibit):
        making = {"stage": "making", "making": page.making(exhibit)}
        return render(request, "evidence/share.html", {**context, **making}, status=status)
    if exhibit.shared_sha256 and not editing:
        context["stage"] = "check" if exhibit.sharing == Sharing.UNDECIDED else "decided"
        return render(request, "evidence/share.html", {**context, **page.checking(at)}, status=status)
    if exhibit.sharing != Sharing.UNDECIDED and (not editing or not context["coverable"]):
        return render(request, "evidence/share.html", {**context, "stage": "decided"}, status=status)
    if not context["coverable"]:
        return render(request, "evidence/share.html", {**context, "stage": "film"}, status=status)
    if _is_text(exhibit):
        form: Any = page.words_form(exhibit, copies.text_of(exhibit))
    else:
        form = page.boxes_form(at)
    return _edit(request, at, form, errors, status)


def _edit(
    request: HttpRequest, at: Place, form: Any, errors: list[str] | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    shown = page.writing(at.exhibit, form.text, form) if _is_text(at.exhibit) else page.drawing(at, form)
    context = {**page.frame(at), **shown, "stage": "edit", "errors": errors}
    context["has_errors"] = bool(errors or form.errors)
    return render(request, "evidence/share.html", context, status=status)


@require_safe
def state(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> HttpResponse:
    """How the copy stands, asked for every second while it is being made."""
    exhibit = get_exhibit(get_visible_case(request, case_id), exhibit_id)
    making = page.making(exhibit)
    if not request.headers.get("HX-Request"):
        return redirect(making["url"])
    context = {"making": making, "barred": guards.reason_not_to("upload", exhibit.case)}
    status = HTTPStatus.OK if making["state"] == "working" else STOP_POLLING
    return render(request, "evidence/share_state.html", context, status=status)


def _problem(request: HttpRequest, at: Place, refused: Refused) -> HttpResponse:
    """The file cannot be worked on now: say so, and leave only what needs no copy."""
    said = page.reason(refused.code) if refused.code == "unavailable" else refused.message
    context = {**page.frame(at), "stage": "stuck", "errors": [said], "has_errors": True}
    return render(request, "evidence/share.html", context, status=refused.status)


# pictures ---------------------------------------------------------------------------------------------


@require_safe
@needs_storage
def copy(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> HttpResponseBase:
    """The copy for recipients, byte for byte: a picture in the page, anything else as a download."""
    exhibit = _with_copy(request, case_id, exhibit_id)
    form = selectors.copy_format(exhibit)
    name = "" if form.ending == "jpg" else f"copy-{exhibit.shared_sha256[:8]}.{form.ending}"
    return files.sent(exhibit.shared_name, form.content_type, download_as=name)


@require_safe
def copy_page(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> HttpResponseBase:
    """A page of a copied PDF as a picture."""
    at = page.place(_with_copy(request, case_id, exhibit_id), request.GET.get("page", ""))
    if at.exhibit.file_kind.medium != Medium.PAGES:
        raise Http404
    try:
        content = copies.page_of(at.exhibit.shared_name, "pdf", at.number)
    except Refused as refused:
        return HttpResponse(status=refused.status)
    return files.marked(HttpResponse(content, content_type="image/jpeg"))


def _with_copy(request: HttpRequest, case_id: UUID, exhibit_id: UUID) -> Exhibit:
    exhibit = get_exhibit(get_visible_case(request, case_id), exhibit_id)
    if not exhibit.shared_sha256:
        raise Http404
    files.note_reading(request, exhibit, "copy")
    return exhibit
