"""The page of bundles: make one, see it become ready, fetch its files."""

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

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.cases.selectors import get_visible_case
from claimguide.cases.services import record
from claimguide.core import throttle
from claimguide.core.problem_pages import needs_storage
from claimguide.core.visitor import too_many
from claimguide.evidence import vault
from claimguide.evidence.access import case_to_change
from claimguide.evidence.models import Bundle, BundleKind, Sharing
from claimguide.evidence.selectors import clean_exhibits
from claimguide.evidence.share.progress import progress

from . import selectors, services, shown
from .forms import RecipientForm

log = logging.getLogger(__name__)

ORDERS_PER_DAY = 20
DAY = 24 * 3600
# htmx stops asking when it gets this status.
STOP_POLLING = 286
PRIVATE_FILE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@require_http_methods(["GET", "POST"])
def bundles(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """All bundles of a case and the two ways to make one; POST orders one."""
    if request.method == "POST":
        return _order(request, case_to_change(request, case_id))
    case = get_visible_case(request, case_id)
    return render(request, "evidence/bundle_page.html", _context(case, RecipientForm()))


def _order(request: HttpRequest, case: Case) -> HttpResponse:
    sealed = request.POST.get("kind") == BundleKind.SEALED
    form = RecipientForm(None if sealed else request.POST)
    if not sealed and not form.is_valid():
        return render(request, "evidence/bundle_page.html", _context(case, form))
    if wait := throttle.hit("bundle", str(case.pk), ORDERS_PER_DAY, DAY):
        return too_many(request, wait)
    kind, recipient = (
        (BundleKind.SEALED, "") if sealed else (BundleKind.RECIPIENT, form.cleaned_data["recipient"])
    )
    try:
        bundle = services.order(case, kind, recipient, actor=request.user)
    except services.Barred as barred:
        messages.warning(request, str(barred.barriers[0].text))
        return redirect("evidence:bundles", case.pk)
    return redirect(f"{reverse('evidence:bundles', args=[case.pk])}#bundle-{bundle.pk}")


def _context(case: Case, form: RecipientForm) -> dict[str, Any]:
    found, exhibits = selectors.bundles(case), clean_exhibits(case)
    kept = [each for each in exhibits if each.sharing == Sharing.KEPT_BACK]
    return {
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "back_url": reverse("evidence:board", args=[case.pk]),
        "form": form,
        "sealed_barriers": selectors.reason_not_to(BundleKind.SEALED, case, exhibits),
        "recipient_barriers": selectors.reason_not_to(BundleKind.RECIPIENT, case, exhibits),
        "count": len(exhibits),
        "progress": progress(case, exhibits),
        "outcome": [
            (_("In it, as copies:"), [each for each in exhibits if each not in kept]),
            (_("Kept back:"), kept),
        ],
        "barred": guards.reason_not_to("upload", case),
        "bundles": shown.rows(case, found),
    }


@require_GET
def state(request: HttpRequest, case_id: UUID, bundle_id: UUID) -> HttpResponse:
    """The state alone, asked for every second while the bundle is being made."""
    case = get_visible_case(request, case_id)
    bundle = selectors.get_bundle(case, bundle_id)
    if not request.headers.get("HX-Request"):
        return redirect("evidence:bundles", case.pk)
    row = shown.row(case, bundle, outdated=False)
    context = {"case": case, "row": row}
    return render(request, "evidence/bundle_state.html", context, status=200 if row["busy"] else STOP_POLLING)


@require_POST
def retry(request: HttpRequest, case_id: UUID, bundle_id: UUID) -> HttpResponse:
    case = case_to_change(request, case_id)
    if not services.retry(selectors.get_bundle(case, bundle_id), request.user):
        messages.info(request, _("This bundle does not need to be made again."))
    return redirect("evidence:bundles", case.pk)


@require_GET
@needs_storage
def pdf(request: HttpRequest, case_id: UUID, bundle_id: UUID) -> HttpResponseBase:
    bundle = selectors.get_bundle(get_visible_case(request, case_id), bundle_id)
    return _sent(request, bundle, bundle.pdf_name, "pdf", "application/pdf")


@require_GET
@needs_storage
def packed(request: HttpRequest, case_id: UUID, bundle_id: UUID) -> HttpResponseBase:
    bundle = selectors.get_bundle(get_visible_case(request, case_id), bundle_id)
    return _sent(request, bundle, bundle.zip_name, "zip", "application/zip")


def _sent(
    request: HttpRequest, bundle: Bundle, name: str, ending: str, content_type: str
) -> HttpResponseBase:
    """The file as a download, with a line in the history: who has a bundle matters."""
    if not bundle.finished_at:
        raise Http404
    try:
        content = vault.open_file(name)
    except FileNotFoundError:
        log.error("a bundle has no file: %s", name.rpartition("/")[2])
        raise Http404 from None
    record(bundle.case, "bundle_downloaded", request.user, bundle=str(bundle.pk), what=ending)
    response = FileResponse(
        content,
        as_attachment=True,
        filename=f"{shown.file_stem(bundle)}.{ending}",
        content_type=content_type,
    )
    for header, value in PRIVATE_FILE.items():
        response.headers[header] = value
    return response
