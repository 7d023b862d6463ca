"""Dossiers at the staff desk: to see which were made, never to change or to open."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import Dossier
from .shown import STATES


@admin.register(Dossier)
class DossierAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("case", "number", "form", "shown_state", "pages", "size", "created_at", "finished_at")
    list_filter = ("form", "created_at")
    search_fields = ("case__number",)
    date_hierarchy = "created_at"
    list_select_related = ("case",)
    show_full_result_count = False
    fields = (
        "case",
        "number",
        "form",
        "shown_state",
        "content_sha256",
        "sha256",
        "size",
        "pages",
        "created_at",
        "finished_at",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Dossier | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Dossier | None = None) -> bool:
        return False

    @admin.display(description=_("state"))
    def shown_state(self, dossier: Dossier) -> str:
        return str(STATES[dossier.state])
