"""The staff desk: Django's admin behind the site's own sign-in."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from claimguide.letters import selectors as letters


class ClaimguideAdminSite(AdminSite):
    site_header = _("Claim Guide staff desk")
    site_title = _("Staff desk")
    index_title = _("Staff desk")
    index_template = "review/index.html"

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The site's sign-in with its limits and second factor; the admin's own form is never shown."""
        response: HttpResponse = secure_admin_login(super().login)(request, extra_context=extra_context)
        return response

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The first page tells of letters that could not be made: consumers are told that staff will look."""
        failed = letters.failed().count() if request.user.has_perm("letters.view_letterversion") else 0
        return super().index(request, {**(extra_context or {}), "failed_letters": failed})
