"""On a site that other people reach, staff go nowhere before their second factor is set up."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _


class SecondFactorMiddleware:
    """Part of settings/prod.py: the desk of one's own machine works without."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_staff or self._is_account_page(request) or is_mfa_enabled(request.user):
            return self.get_response(request)
        messages.warning(request, _("Set up the second factor first: staff see other people's data."))
        return redirect("mfa_activate_totp")

    @staticmethod
    def _is_account_page(request: HttpRequest) -> bool:
        pages = ("mfa_index", "account_logout", "account_reauthenticate")
        return request.path.startswith(tuple(reverse(name) for name in pages))
