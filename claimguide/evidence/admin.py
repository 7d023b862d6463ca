"""Roots of days at the staff desk: to see which are sealed and stamped. Nothing is changed here."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import DayRoot


@admin.register(DayRoot)
class DayRootAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("day", "leaf_count", "root", "made_at", "is_stamped", "stamp_authority", "stamped_at")
    list_filter = (("stamped_at", admin.EmptyFieldListFilter),)
    date_hierarchy = "day"
    show_full_result_count = False
    fields = (
        "day",
        "root",
        "leaf_count",
        "key",
        "signature",
        "made_at",
        "is_stamped",
        "stamp_authority",
        "stamped_at",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: DayRoot | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: DayRoot | None = None) -> bool:
        return False

    @admin.display(description=_("time stamp"), boolean=True)
    def is_stamped(self, root: DayRoot) -> bool:
        return root.stamped_at is not None
