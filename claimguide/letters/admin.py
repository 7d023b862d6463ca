"""Letters at the staff desk: to read, never to change."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import selectors, services
from .models import LetterVersion


class FailedFilter(admin.SimpleListFilter):
    """Letters that wait for somebody to look at them."""

    title = _("making")
    parameter_name = "making"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("failed", _("could not be made"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LetterVersion]) -> QuerySet[LetterVersion]:
        failed = selectors.failed().values("pk")
        return queryset.filter(pk__in=failed) if self.value() == "failed" else queryset


@admin.register(LetterVersion)
class LetterVersionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("case", "kind", "number", "shown_state", "law_date", "created_at", "finished_at")
    list_filter = (FailedFilter, "kind", "created_at")
    search_fields = ("case__number",)
    date_hierarchy = "created_at"
    list_select_related = ("case",)
    show_full_result_count = False
    actions = ("make_again",)
    fields = (
        "case",
        "kind",
        "number",
        "shown_state",
        "law_date",
        "case_version",
        "template_revision",
        "content_sha256",
        "pdf_sha256",
        "pdf_size",
        "pdf_pages",
        "created_at",
        "finished_at",
        "shown_changes",
        "shown_sendings",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LetterVersion | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LetterVersion | None = None) -> bool:
        return False

    @admin.display(description=_("state"))
    def shown_state(self, version: LetterVersion) -> str:
        return str(version.state_label)

    @admin.display(description=_("changed by the consumer"))
    def shown_changes(self, version: LetterVersion) -> str:
        if not version.edits:
            return "-"
        return render_to_string("letters/page_diffs.html", {"differences": version.differences})

    @admin.display(description=_("sendings of letters"))
    def shown_sendings(self, version: LetterVersion) -> str:
        return ", ".join(str(sending) for sending in version.live_sendings) or "-"

    @admin.action(description=_("Make the files again from the same letters"), permissions=["view"])
    def make_again(self, request: HttpRequest, queryset: QuerySet[LetterVersion]) -> None:
        if not request.user.has_perm("cases.change_case"):
            messages.error(request, gettext("You may not do this."))
            return
        for version in queryset.select_related("case"):
            services.regenerate(version, request.user)
        messages.success(request, gettext("Ordered again: %(count)d") % {"count": len(queryset)})
