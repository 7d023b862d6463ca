"""Sending a letter by e-mail: the own address, exactly what will go, the consent, what became of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from claimguide.cases import guards
from claimguide.cases.access import require_holder
from claimguide.cases.models import Case
from claimguide.cases.selectors import get_visible_case, party
from claimguide.core.sentences import joined
from claimguide.core.visitor import client_address, safe_next, too_many
from claimguide.letters import selectors as letters
from claimguide.letters.models import LetterVersion

from . import codes, selectors, services, texts
from .forms import AddressForm, CodeForm, SendForm
from .models import SenderAddress


def _address(request: HttpRequest, case_id: UUID, address_id: UUID) -> SenderAddress:
    """An address of the case, for the case's holder alone: staff do nothing in a consumer's name."""
    address = selectors.get_address(get_visible_case(request, case_id), address_id)
    require_holder(request, address.case)
    return address


@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, case_id: UUID, kind: str, version_id: UUID) -> HttpResponse:
    """What would go out and what went; POST, with the consent, sends it."""
    case = get_visible_case(request, case_id)
    version = letters.get_version(case, kind, version_id)
    if not selectors.is_open(version):
        raise Http404
    require_holder(request, case)
    if request.method == "POST":
        return _send(request, version)
    return render(request, "mailing/letter.html", _context(version))


def _context(version: LetterVersion, form: SendForm | None = None) -> dict[str, Any]:
    case, reason = version.case, selectors.reason_not_to(version)
    every = selectors.addresses(case)
    sender = next((each for each in every if each.verified_at), None)
    context: dict[str, Any] = {
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "back_url": reverse("letters:status", args=[case.pk, version.kind, version.pk]),
        "version": version,
        "barred": reason,
        "mails": selectors.mails(version),
        "sender": sender,
        "waiting": [each for each in every if not each.verified_at],
        "address_form": AddressForm(initial={"email": party(case, "consumer").email}),
        "code_form": CodeForm(),
        "form": form,
    }
    to = None if reason else selectors.addressee(version)
    if not sender or not to or any(mail.to == to.email and mail.stands for mail in context["mails"]):
        return context
    return {**context, **_preview(version, sender, to, form)}


def _preview(
    version: LetterVersion, sender: SenderAddress, to: selectors.Addressee, form: SendForm | None
) -> dict[str, Any]:
    """Exactly what services.order will freeze."""
    consent = texts.consent(version, to=to.email, recipient=to.name, reply_to=sender.email)
    first = {"to": to.email, "sender": sender.pk}
    return {
        "to": to,
        "subject": texts.subject(version),
        "text": texts.body(version, sender.email),
        "consent": consent,
        "form": form or SendForm(initial=first, consent=consent),
    }


def _send(request: HttpRequest, version: LetterVersion) -> HttpResponse:
    here = redirect("mailing:letter", version.case_id, version.kind, version.pk)
    form = SendForm(request.POST)
    if not form.is_valid():
        return render(request, "mailing/letter.html", _context(version, form))
    sender = selectors.get_address(version.case, form.cleaned_data["sender"])
    try:
        services.order(version, sender, shown_to=form.cleaned_data["to"], user=request.user)
    except codes.Limited as limited:
        return too_many(request, limited.wait)
    except services.Changed:
        messages.warning(request, _("The recipient or your address has changed. Look at it once more."))
    except guards.Barred as barred:
        messages.warning(request, str(barred.reason))
    return here


@require_POST
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Send a code to an address that the consumer says is theirs."""
    case = get_visible_case(request, case_id)
    require_holder(request, case)
    form = AddressForm(request.POST)
    if not form.is_valid():
        messages.warning(request, joined(*form.errors["email"]))
        return _back(request, case)
    try:
        codes.ask(case, form.cleaned_data["email"], client_address(request))
    except codes.Limited as limited:
        return too_many(request, limited.wait)
    messages.info(request, _("If this address exists, the code arrives within a few minutes."))
    return _back(request, case)


@require_POST
@sensitive_post_parameters("code")
def confirm(request: HttpRequest, case_id: UUID, address_id: UUID) -> HttpResponse:
    address, form = _address(request, case_id, address_id), CodeForm(request.POST)
    if form.is_valid() and codes.confirm(address, form.cleaned_data["code"]):
        messages.success(request, _("The address is confirmed."))
    else:
        messages.warning(request, _("This code is wrong or too old. Try it again, or ask for a new one."))
    return _back(request, address.case)


@require_POST
def remove(request: HttpRequest, case_id: UUID, address_id: UUID) -> HttpResponse:
    address = _address(request, case_id, address_id)
    case = address.case
    codes.remove(address)
    messages.success(request, _("The address is removed."))
    return _back(request, case)


def _back(request: HttpRequest, case: Case) -> HttpResponse:
    return redirect(safe_next(request) or reverse("letters:index", args=[case.pk]))
