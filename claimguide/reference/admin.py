"""The desk where staff keep the reference data true: what was checked, when, and against which source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Field, Model, Q, QuerySet, URLField
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from simple_history.admin import SimpleHistoryAdmin

from . import models
from .changed import settle

HTTPS: Mapping[type[Field[Any, Any]], Mapping[str, Any]] = {URLField: {"assume_scheme": "https"}}


class KeptAdmin(SimpleHistoryAdmin):  # type: ignore[misc]
    """What identifies a row in citations and fixtures is set once, when it is made."""

    fixed_fields: tuple[str, ...] = ()
    list_per_page = 50
    formfield_overrides = HTTPS

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        fixed = self.fixed_fields if obj else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    @admin.display(boolean=True, description=_("as shipped"))
    def as_shipped(self, obj: models.base.Kept) -> bool:
        return not obj.edited_by_staff


class SourcedAdmin(KeptAdmin):
    date_hierarchy = "last_checked"
    actions = ["mark_checked"]

    @admin.action(description=_("Checked today against the official source"), permissions=["change"])
    def mark_checked(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Rows without a source stay as they are: a check nobody can repeat is none."""
        done = 0
        for row in queryset.exclude(source=""):
            row.status, row.last_checked = models.Trust.VERIFIED, timezone.localdate()
            row.save()
            done += 1
        left = queryset.filter(source="").count()
        self.message_user(request, ngettext("%d entry marked.", "%d entries marked.", done) % done)
        if left:
            text = ngettext("%d entry names no source.", "%d entries name no source.", left) % left
            self.message_user(request, text, messages.WARNING)


class VersionInline(admin.TabularInline):  # type: ignore[type-arg]
    model = models.StatuteVersion
    extra = 0
    fields = ["label", "in_force_from", "in_force_until", "adopted_on", "document_no", "verified", "note"]


@admin.register(models.Statute)
class StatuteAdmin(SourcedAdmin):
    list_display = ["short_title", "title", "rank", "document_no", "status", "last_checked", "as_shipped"]
    list_filter = ["status", "rank"]
    search_fields = ["key", "title", "short_title", "title_en", "document_no"]
    fixed_fields = ("key",)
    inlines = [VersionInline]


@admin.register(models.Article)
class ArticleAdmin(SourcedAdmin):
    list_display = ["__str__", "summary_zh", "status", "last_checked", "as_shipped"]
    list_filter = ["status", "statute"]
    list_select_related = ["statute"]
    search_fields = ["=article", "summary_zh", "summary_en", "statute__title", "statute__short_title"]
    autocomplete_fields = ["statute"]


@admin.register(models.PolicyChange)
class PolicyChangeAdmin(SourcedAdmin):
    list_display = ["title_zh", "stage", "effective_on", "statute", "status", "last_checked", "as_shipped"]
    list_filter = ["stage", "status", "effective_on"]
    list_select_related = ["statute"]
    search_fields = ["title_zh", "title_en", "what_zh", "what_en"]
    autocomplete_fields = ["statute"]
    prepopulated_fields = {"slug": ["title_en"]}

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)


class PhoneInline(admin.TabularInline):  # type: ignore[type-arg]
    model = models.PlatformPhone
    extra = 0


class RuleInline(admin.StackedInline):  # type: ignore[type-arg]
    model = models.PlatformRule
    extra = 0
    formfield_overrides = HTTPS


@admin.register(models.Platform)
class PlatformAdmin(KeptAdmin):
    list_display = [
        "name_zh",
        "company",
        "company_status",
        "place_status",
        "route_status",
        "open_reports",
        "active",
        "as_shipped",
    ]
    list_filter = ["active", "company_status", "place_status", "route_status"]
    search_fields = ["slug", "name_zh", "name_en", "company", "other_companies"]
    fixed_fields = ("slug",)
    inlines = [PhoneInline, RuleInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Platform]:
        """Each with the number of reports on it that are open."""
        still = Q(route_reports__state=models.RouteReport.State.OPEN)
        found: QuerySet[models.Platform] = super().get_queryset(request)
        return found.annotate(reported=Count("route_reports", filter=still))

    @admin.display(description=_("open reports"), ordering="reported")
    def open_reports(self, obj: models.Platform) -> Any:
        """The number, leading to the reports."""
        count = getattr(obj, "reported", 0)
        if not count:
            return "–"
        url = reverse("admin:reference_routereport_changelist")
        return format_html(
            '<a href="{}?platform__id__exact={}&amp;state__exact=open">{}</a>', url, obj.pk, count
        )

    fieldsets = [
        (None, {"fields": [("slug", "position", "active"), ("name_zh", "name_en"), "note_zh", "note_en"]}),
        (
            _("Operating company"),
            {
                "fields": [
                    "company",
                    ("company_status", "company_checked_on"),
                    "company_source",
                    "other_companies",
                ]
            },
        ),
        (_("Registered place"), {"fields": ["place", ("place_status", "place_checked_on"), "place_source"]}),
        (
            _("Way in the app"),
            {"fields": ["route_zh", "route_en", ("route_status", "route_checked_on"), "route_source"]},
        ),
        (
            _("After-sales form"),
            {"fields": ["form_limit", ("form_limit_status", "form_limit_checked_on"), "form_limit_source"]},
        ),
    ]


@admin.register(models.RouteReport)
class RouteReportAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Reports of visitors. Settling one says the day and deletes what was typed."""

    list_display = ["platform", "reported_on", "shown", "told", "state", "settled_on"]
    list_filter = ["state", "platform"]
    list_select_related = ["platform"]
    date_hierarchy = "reported_on"
    actions = ["mark_checked", "dismiss"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return ("platform", "reported_on", "shown", "told", "state", "settled_on")

    @admin.action(description=_("Checked today: the entry is right now"), permissions=["change"])
    def mark_checked(self, request: HttpRequest, queryset: QuerySet[models.RouteReport]) -> None:
        self._settle(request, queryset, models.RouteReport.State.CHECKED)

    @admin.action(description=_("Dismiss: the entry was right"), permissions=["change"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet[models.RouteReport]) -> None:
        self._settle(request, queryset, models.RouteReport.State.DISMISSED)

    def _settle(self, request: HttpRequest, queryset: QuerySet[models.RouteReport], state: Any) -> None:
        done = settle(queryset, state)
        self.message_user(request, ngettext("%d report settled.", "%d reports settled.", done) % done)


@admin.register(models.PlatformRule)
class PlatformRuleAdmin(SourcedAdmin):
    list_display = ["__str__", "platform", "fact_zh", "in_force_from", "status", "last_checked", "as_shipped"]
    list_filter = ["status", "platform"]
    list_select_related = ["platform"]
    search_fields = ["title", "citation", "fact_zh", "fact_en"]


@admin.register(models.ConsumerBody)
class ConsumerBodyAdmin(SourcedAdmin):
    list_display = ["name", "region", "status", "phone", "phone_status", "last_checked", "as_shipped"]
    list_filter = ["level", "status", "phone_status", "online_entry_status"]
    list_select_related = ["region"]
    search_fields = ["name", "name_en", "other_names", "region__name_zh"]


@admin.register(models.Channel)
class ChannelAdmin(SourcedAdmin):
    list_display = ["name_zh", "hotline", "hotline_status", "url", "url_status", "status", "as_shipped"]
    list_filter = ["status", "hotline_status", "url_status"]
    search_fields = ["slug", "name_zh", "name_en", "hotline", "purpose_zh"]
    fixed_fields = ("slug",)


@admin.register(models.MediaSource)
class MediaSourceAdmin(SourcedAdmin):
    list_display = ["name_zh", "url", "status", "last_checked", "as_shipped"]
    list_filter = ["status"]
    search_fields = ["slug", "name_zh", "name_en"]
    fixed_fields = ("slug",)


class WorkDayInline(admin.TabularInline):  # type: ignore[type-arg]
    model = models.WorkDay
    extra = 0


@admin.register(models.WorkYear)
class WorkYearAdmin(KeptAdmin):
    list_display = ["year", "status", "notice", "notice_date", "as_shipped"]
    list_filter = ["status"]
    search_fields = ["=year", "notice"]
    inlines = [WorkDayInline]


@admin.register(models.Region)
class RegionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """To look up only: the 34 units change by law, not by staff."""

    list_display = ["code", "name_zh", "name_en"]
    search_fields = ["code", "name_zh", "name_en"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(models.WageFigure)
class WageFigureAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The limit of small claims follows from it; a page shows it only for the year before today."""

    list_display = ["region", "year", "average_wage", "small_claims_limit", "last_checked"]
    list_filter = ["year"]
    list_select_related = ["region"]
    autocomplete_fields = ["region"]
    search_fields = ["region__name_zh", "=year"]
