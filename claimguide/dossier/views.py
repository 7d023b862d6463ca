"""The page of dossiers: choose what goes in, see it become ready, fetch it, delete it."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claimguide.cases.models import Case
from claimguide.cases.selectors import get_visible_case
from claimguide.cases.services import record
from claimguide.core import throttle
from claimguide.core.problem_pages import needs_storage
from claimguide.core.visitor import too_many
from claimguide.evidence import vault
from claimguide.evidence.access import case_to_change
from claimguide.evidence.bundle.views import PRIVATE_FILE, STOP_POLLING

from . import papers, selectors, services, shown
from .forms import DossierForm

log = logging.getLogger(__name__)

ORDERS_PER_DAY = 20
DAY = 24 * 3600
_CONTENT_TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


@require_http_methods(["GET", "POST"])
def dossiers(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """All dossiers of a case and the form for a new one; POST orders one."""
    if request.method == "POST":
        return _order(request, case_to_change(request, case_id))
    case = get_visible_case(request, case_id)
    return render(request, "dossier/page.html", _context(case, _form(case)))


def _form(case: Case, data: Any = None) -> DossierForm:
    return DossierForm(data, papers=papers.papers(case), bundles=papers.bundles(case))


def _order(request: HttpRequest, case: Case) -> HttpResponse:
    form = _form(case, request.POST)
    if form.is_valid():
        if wait := throttle.hit("dossier", str(case.pk), ORDERS_PER_DAY, DAY):
            return too_many(request, wait)
        told = form.cleaned_data
        try:
            made = services.order(
                case,
                form.chosen(),
                form=told["form"],
                with_timeline=told["timeline"],
                with_sheets=told["sheets"],
                actor=request.user,
            )
        except services.Barred as barred:
            form.add_error(None, str(barred.barriers[0].text))
        else:
            return redirect(f"{reverse('dossier:all', args=[case.pk])}#dossier-{made.pk}")
    return render(request, "dossier/page.html", _context(case, form))


def _context(case: Case, form: DossierForm) -> dict[str, Any]:
    return {
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "back_url": reverse("letters:index", args=[case.pk]),
        "form": form,
        "offer": _offer(case, form),
        "dossiers": shown.rows(case, selectors.dossiers(case)),
    }


def _offer(case: Case, form: DossierForm) -> dict[str, Any]:
    """The choices as the page groups them, each with whether it is ticked now."""
    ticked, bundle = form["papers"].value() or [], form["bundle"].value()
    listed = [(paper, paper.key in ticked) for paper in papers.papers(case)]
    return {
        "newest": [each for each in listed if each[0].newest],
        "older": [each for each in listed if not each[0].newest],
        "bundles": [(paper, paper.key == bundle) for paper in papers.bundles(case)],
        "no_bundle": bundle not in {paper.key for paper in papers.bundles(case)},
    }


@require_GET
def state(request: HttpRequest, case_id: UUID, dossier_id: UUID) -> HttpResponse:
    """The state alone, asked for every second while the dossier is being made."""
    case = get_visible_case(request, case_id)
    dossier = selectors.get_dossier(case, dossier_id)
    if not request.headers.get("HX-Request"):
        return redirect("dossier:all", case.pk)
    row = shown.row(case, dossier)
    context = {"case": case, "row": row}
    return render(request, "dossier/state.html", context, status=200 if row["busy"] else STOP_POLLING)


@require_POST
def retry(request: HttpRequest, case_id: UUID, dossier_id: UUID) -> HttpResponse:
    case = case_to_change(request, case_id)
    if not services.retry(selectors.get_dossier(case, dossier_id), request.user):
        messages.info(request, _("This dossier does not need to be made again."))
    return redirect("dossier:all", case.pk)


@require_POST
def delete(request: HttpRequest, case_id: UUID, dossier_id: UUID) -> HttpResponse:
    case = case_to_change(request, case_id)
    services.delete(selectors.get_dossier(case, dossier_id), request.user)
    messages.success(request, _("The dossier is deleted. The letters and bundles in it stay."))
    return redirect("dossier:all", case.pk)


@require_GET
@needs_storage
def file(request: HttpRequest, case_id: UUID, dossier_id: UUID) -> HttpResponseBase:
    """The file as a download, with a line in the history: who has a dossier matters."""
    dossier = selectors.get_dossier(get_visible_case(request, case_id), dossier_id)
    if not dossier.finished_at:
        raise Http404
    try:
        content = vault.open_file(dossier.stored_as)
    except FileNotFoundError:
        log.error("a dossier has no file: %s", dossier.pk)
        raise Http404 from None
    record(dossier.case, "dossier_downloaded", request.user, dossier=str(dossier.pk), what=dossier.form)
    response = FileResponse(
        content,
        as_attachment=True,
        filename=shown.file_name(dossier),
        content_type=_CONTENT_TYPES[dossier.form],
    )
    for header, value in PRIVATE_FILE.items():
        response.headers[header] = value
    return response
