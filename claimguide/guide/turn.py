"""One request to one question page: what was asked, what came, and where to go on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from claimguide.cases import typed
from claimguide.cases.models import Case
from claimguide.core import language

from .desk import Desk
from .forms import CaseForm
from .step import AnyPage, RowPage, Step


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
        """What the form holds, as it came."""
        return typed.typed(self.request)

    def leave(self) -> HttpResponse | None:
        """Back, Save-and-exit and the language switch: what was typed is kept unchecked."""
        if self.action.startswith(language.SWITCH):
            return language.in_language(self.action, self.here())
        if self.action == "back":
            return redirect(self.back_url())
        if self.action == "save":
            messages.success(self.request, _("What you typed is saved."))
            return redirect("guide:case", self.case.pk)
        return None


def form_of(turn: Turn, data: Any = None) -> CaseForm:
    """The page's form: bound to what came, or showing the draft, or what the case holds."""
    form_class = turn.page.form
    if data is not None:
        return form_class(data, case=turn.case)
    draft = typed.draft_of(turn.case, turn.key)
    form = form_class(case=turn.case)
    form.initial = {} if isinstance(turn.page, RowPage) else form.load(turn.case)
    if turn.key not in turn.desk.answered:
        _offer(form, turn.case)
    if draft is not None:
        form.initial.update(typed.as_initial(form, draft))
    return form


def _offer(form: CaseForm, case: Case) -> None:
    """Fill in what may be suggested, where the case says nothing."""
    nothing: tuple[Any, ...] = (None, "", [])
    open_ = {name for name in form.fields if form.initial.get(name) in nothing}
    form.offered = {k: v for k, v in form.suggest(case).items() if k in open_ and v not in nothing}
    form.initial.update(form.offered)
