"""One request to one question page: what was asked, what came, and where to go on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from claimguide.cases.models import Case, Draft
from claimguide.cases.views import NOT_TYPED

from .desk import Desk
from .forms import CaseForm
from .step import AnyPage, RowPage, Step

# What the language switch of a question page sends, before the language's code.
LANGUAGE = "language:"


class Turn:
    """A page's request, with the ways back, on and out."""

    def __init__(self, request: HttpRequest, desk: Desk, step: Step, page: AnyPage) -> None:
        self.request, self.desk, self.step, self.page = request, desk, step, page
        self.case = desk.case
        self.key = step.key(page)
        self.action = request.POST.get("go", "continue")

    @property
    def return_to(self) -> str:
        """A review that sent the consumer here to change one answer, if it is a page of this case."""
        target = self.request.POST.get("next") or self.request.GET.get("next") or ""
        own = reverse("guide:case", args=[self.case.pk])
        safe = url_has_allowed_host_and_scheme(target, allowed_hosts=None) and target.startswith(own)
        return target if safe else ""

    @property
    def version(self) -> int | None:
        raw = self.request.POST.get("version", "")
        return int(raw) if raw.isdecimal() and len(raw) < 10 else None

    def url(self, page: AnyPage | None) -> str:
        if page is None:
            return reverse("guide:step", args=[self.case.pk, self.step.slug])
        return reverse("guide:page", args=[self.case.pk, self.step.slug, page.slug])

    def here(self, **query: str) -> str:
        """This page again, with the review it came from."""
        kept = {"next": self.return_to, **query}
        pairs = {key: value for key, value in kept.items() if value}
        return self.url(self.page) + (f"?{urlencode(pairs)}" if pairs else "")

    def back_url(self) -> str:
        if self.return_to:
            return self.return_to
        before = self.step.before(self.page, self.desk)
        return self.url(before) if before else reverse("guide:case", args=[self.case.pk])

    def onward(self) -> HttpResponse:
        """The review that asked, else the next page as the answers now stand."""
        if self.return_to:
            return redirect(self.return_to)
        desk = Desk(Case.objects.get(pk=self.case.pk), self.desk.today)
        return redirect(self.url(self.step.after(self.page, desk)))

    def typed(self) -> dict[str, list[str]]:
        """What the form holds, as it came; capped so that a draft cannot be used to fill the disk."""
        pairs = ((k, v) for k, v in self.request.POST.lists() if k not in NOT_TYPED)
        return {key[:60]: [value[:4000] for value in values[:60]] for key, values in list(pairs)[:60]}

    def leave(self) -> HttpResponse | None:
        """Back, Save-and-exit and the language switch: what was typed is kept unchecked."""
        if self.action.startswith(LANGUAGE):
            return self._in_language(self.action.removeprefix(LANGUAGE))
        if self.action == "back":
            return redirect(self.back_url())
        if self.action == "save":
            messages.success(self.request, _("What you typed is saved."))
            return redirect("guide:case", self.case.pk)
        return None

    def _in_language(self, language: str) -> HttpResponse:
        """This page again in another language, with what was typed as its draft."""
        response = redirect(self.here())
        if language in dict(settings.LANGUAGES):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                path=settings.LANGUAGE_COOKIE_PATH,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
                samesite=settings.LANGUAGE_COOKIE_SAMESITE,
            )
        return response


def form_of(turn: Turn, data: Any = None) -> CaseForm:
    """The page's form: bound to what came, or showing the draft, or what the case holds."""
    form_class = turn.page.form
    if data is not None:
        return form_class(data, case=turn.case)
    draft = Draft.objects.filter(case=turn.case, page=turn.key).first()
    form = form_class(case=turn.case)
    form.initial = {} if isinstance(turn.page, RowPage) else form.load(turn.case)
    if draft:
        form.initial.update(_as_initial(form, draft.data))
    return form


def _as_initial(form: CaseForm, data: dict[str, list[str]]) -> dict[str, Any]:
    """A draft's raw strings in the shape each widget shows."""
    shown: dict[str, Any] = {}
    for name, field in form.fields.items():
        values = data.get(name, [])
        many = getattr(field.widget, "allow_multiple_selected", False)
        shown[name] = values if many else (values[0] if values else "")
    return shown
