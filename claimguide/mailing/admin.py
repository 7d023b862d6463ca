"""Mails at the staff desk: to look at, and to let go or refuse those that are held."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import services
from .models import Mail


@admin.register(Mail)
class MailAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("letter", "to", "state", "created_at", "sent_at", "error")
    list_filter = ("state", "created_at")
    search_fields = ("letter__case__number", "to")
    date_hierarchy = "created_at"
    list_select_related = ("letter",)
    show_full_result_count = False
    actions = ("release", "refuse")
    fields = (
        "letter",
        "to",
        "reply_to",
        "subject",
        "text",
        "consent",
        "state",
        "message_id",
        "error",
        "created_at",
        "sent_at",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return False

    @admin.action(description=_("Let held mails go"), permissions=["view"])
    def release(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        self._decide(request, queryset, go=True)

    @admin.action(description=_("Refuse held mails"), permissions=["view"])
    def refuse(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        self._decide(request, queryset, go=False)

    def _decide(self, request: HttpRequest, queryset: QuerySet[Mail], *, go: bool) -> None:
        if not request.user.has_perm("cases.change_case"):
            messages.error(request, gettext("You may not do this."))
            return
        decide = services.release if go else services.refuse
        count = sum(decide(mail, request.user) for mail in queryset.select_related("letter__case"))
        messages.success(request, gettext("Decided: %(count)d") % {"count": count})
