"""Cases in the admin: a list to find them, a page that shows all of one, notes, assignment, letters again."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import BaseModelFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases import guards, services
from claimguide.cases.models import Case, Note, State
from claimguide.cases.vocab import ProblemKind
from claimguide.core.money import yuan
from claimguide.letters import services as letter_services
from claimguide.letters.models import LetterVersion

from . import selectors

# Long lists of choices stay folded until they are used.
FOLDED = "review/filter.html"


class ProblemFilter(admin.SimpleListFilter):
    template = FOLDED
    title = _("problem")
    parameter_name = "problem"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(ProblemKind.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Case]) -> QuerySet[Case]:
        return queryset.filter(problems__kind=self.value()) if self.value() else queryset


class PlatformFilter(admin.RelatedFieldListFilter):
    template = FOLDED


class StaffFilter(admin.RelatedFieldListFilter):
    """Only people who can be assigned."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        return list(field.get_choices(include_blank=False, limit_choices_to={"is_staff": True}))


class AgeFilter(admin.SimpleListFilter):
    title = _("age")
    parameter_name = "age"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("7", _("up to 7 days")), ("15", _("more than 15 days")), ("60", _("more than 60 days"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Case]) -> QuerySet[Case]:
        if self.value() not in ("7", "15", "60"):
            return queryset
        border = timezone.now() - dt.timedelta(days=int(str(self.value())))
        return (
            queryset.filter(created_at__gte=border)
            if self.value() == "7"
            else queryset.filter(created_at__lt=border)
        )


class NoteInline(admin.StackedInline):  # type: ignore[type-arg]
    model = Note
    extra = 1
    fields = ("text",)
    readonly_fields = ("written_by",)
    can_delete = False

    @admin.display(description=_("written"))
    def written_by(self, note: Note) -> str:
        return f"{timezone.localtime(note.at):%Y-%m-%d %H:%M} {note.author or ''}" if note.pk else ""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("written_by", "text")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A note once written stands."""
        return False


@admin.register(Case)
class CaseAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("number", "state", "platform", "shown_problems", "amount", "age", "assigned_to")
    list_filter = (
        "state",
        AgeFilter,
        ("assigned_to", StaffFilter),
        ProblemFilter,
        ("purchase__platform", PlatformFilter),
    )
    list_select_related = ("purchase__platform", "assigned_to")
    list_per_page = 50
    show_full_result_count = False
    search_fields = (
        "number",
        "purchase__goods_name",
        "purchase__shop_name",
        "purchase__order_number",
        "parties__name",
    )
    search_help_text = _("Case number, goods, shop, order number or a party's name")
    ordering = ("-updated_at",)
    fields = ("assigned_to",)
    inlines = (NoteInline,)
    change_form_template = "review/case_change.html"

    class Media:
        css = {"all": ["css/desk.css"]}

    def render_change_form(  # noqa: PLR0913, PLR0917 - the signature is the admin's
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Case | None = None,
    ) -> HttpResponse:
        """The case for staff, above the form for assignment and notes. Seeing it leaves an event."""
        if obj is not None:
            if not vars(obj)["seen_today"]:
                services.note_viewing(obj, request.user)
            context.update(selectors.desk(obj, timezone.localdate()))
            context["may_change"] = self.has_change_permission(request, obj)
            context["moves"] = [(each, State(each).label) for each in sorted(guards.TRANSITIONS[obj.state])]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "assigned_to":
            kwargs["queryset"] = get_user_model().objects.filter(is_staff=True, is_active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "assigned_to" in form.base_fields:
            # A case is assigned here; accounts are made elsewhere.
            widget = form.base_fields["assigned_to"].widget
            widget.can_add_related = widget.can_change_related = False
            widget.can_delete_related = widget.can_view_related = False
        return form

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Nobody asks the list letter by letter for what opens a case."""
        return not lookup.startswith("resume") and super().lookup_allowed(lookup, value, request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        query = super().get_queryset(request)
        resolved = request.resolver_match
        if resolved and "object_id" in resolved.kwargs:
            return selectors.to_show(query, request.user)
        return query.prefetch_related("problems")

    @admin.display(description=_("platform"), ordering="purchase__platform")
    def platform(self, case: Case) -> str:
        return str(case.purchase.platform or case.purchase.platform_other or "—")

    @admin.display(description=_("problem"))
    def shown_problems(self, case: Case) -> str:
        return gettext(", ").join(str(ProblemKind(p.kind).label) for p in case.problems.all()) or "—"

    @admin.display(description=_("price paid"), ordering="purchase__price")
    def amount(self, case: Case) -> str:
        return "—" if case.purchase.price is None else yuan(case.purchase.price)

    @admin.display(description=_("age"), ordering="-created_at")
    def age(self, case: Case) -> str:
        days = (timezone.now() - case.created_at).days
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Cases are opened by consumers."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Erasure is the consumer's right and goes its own way, not through a tick box."""
        return False

    def save_model(self, request: HttpRequest, obj: Case, form: Any, change: bool) -> None:
        obj.save(update_fields=["assigned_to", "updated_at"])
        if "assigned_to" in form.changed_data:
            services.record(obj, "assigned", request.user, to=obj.assigned_to_id)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: BaseModelFormSet[Any, Any], change: bool
    ) -> None:
        for note in formset.save(commit=False):
            note.author = request.user
            note.save()
            services.record(note.case, "noted", request.user, note=note.pk)

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                "<uuid:case_id>/letter/<uuid:version_id>/again/",
                self.admin_site.admin_view(self.letter_again),
                name="cases_case_letter_again",
            ),
            path(
                "<uuid:case_id>/move/<slug:state>/",
                self.admin_site.admin_view(self.move),
                name="cases_case_move",
            ),
        ]
        return [*own, *super().get_urls()]

    def _writable(self, request: HttpRequest, case_id: UUID) -> Case:
        case = get_object_or_404(Case, pk=case_id)
        if not self.has_change_permission(request, case):
            raise PermissionDenied
        return case

    def letter_again(self, request: HttpRequest, case_id: UUID, version_id: UUID) -> HttpResponse:
        """Have the worker render a letter version again from its frozen content."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        case = self._writable(request, case_id)
        version = get_object_or_404(LetterVersion, pk=version_id, case=case)
        letter_services.regenerate(version, request.user)
        messages.success(request, gettext("The letter is being made again."))
        return redirect("admin:cases_case_change", case.pk)

    def move(self, request: HttpRequest, case_id: UUID, state: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        case = self._writable(request, case_id)
        try:
            services.move(case, state, request.user)
        except (guards.Barred, ValueError) as barred:
            messages.error(request, str(barred))
        return redirect("admin:cases_case_change", case.pk)
