"""One page: which exhibit shows a contact, chosen from the list or uploaded on the spot."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from claimguide.cases import guards
from claimguide.cases.models import Case, ContactEntry

from . import board, contacts, selectors, services
from .access import case_to_change
from .cards import thumb_url
from .elements import Element
from .inspect.signatures import ACCEPT
from .models import Exhibit
from .refusals import Refused
from .views_upload import declared_by, require_pace


class ContactProofForm(forms.Form):
    """One exhibit of the list, or none; a file that comes along goes before both."""

    exhibit = forms.ChoiceField(required=False)
    file = forms.FileField(required=False, allow_empty_file=True)

    def __init__(self, *args: Any, exhibits: list[Exhibit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_key = {str(each.pk): each for each in exhibits}
        self.fields["exhibit"].choices = [(key, key) for key in ("", *self._by_key)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Exhibit | None:
        return self._by_key.get(self.cleaned_data["exhibit"])


@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, case_id: UUID, entry: int) -> HttpResponse:
    case = case_to_change(request, case_id)
    told = contacts.entry_of(case, entry)
    exhibits = selectors.clean_exhibits(case)
    back_url = reverse("guide:page", args=[case.pk, "seller", "contacts"])
    if reason := guards.reason_not_to("upload", case):
        return render(request, "errors/409.html", {"reason": reason, "case": case}, status=409)
    errors: list[str] = []
    if request.method == "POST":
        form = ContactProofForm(request.POST, request.FILES, exhibits=exhibits)
        # An exhibit that was removed in another tab is no choice any more: the page shows the list as it is.
        if form.is_valid():
            try:
                contacts.show(told, _arrived(request, case) or form.chosen, actor=request.user)
                return redirect(back_url)
            except Refused as refused:
                errors = [refused.message]
        else:
            errors = [str(_("This exhibit is not in the list any more. Choose again."))]
    context = {
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "back_url": back_url,
        "entry": told,
        "choices": [(each, thumb_url(each)) for each in exhibits],
        "chosen": _held(case, told, exhibits),
        "accept": ACCEPT,
        "rules": board.rules(),
        "extra_errors": errors,
    }
    return render(request, "evidence/contact.html", context)


def _arrived(request: HttpRequest, case: Case) -> Exhibit | None:
    """The file that came along as an exhibit, None where none was chosen. Raises Refused."""
    file: UploadedFile[Any] | None = request.FILES.get("file")
    if file is None:
        if "whole" not in request.POST:
            raise Refused("cut")
        return None
    require_pace(case)
    # Its last field is missing from a body that was cut on its way.
    declared = replace(declared_by(request, file.content_type or ""), whole="whole" in request.POST)
    return services.receive(case, file, declared=declared, proves=[Element.NOTICE], actor=request.user)


def _held(case: Case, told: ContactEntry, exhibits: list[Exhibit]) -> Exhibit | None:
    return next((each.exhibit for each in contacts.log(case, exhibits) if each.pk == told.pk), None)
