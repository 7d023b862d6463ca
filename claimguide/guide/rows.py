"""Pages that keep a list: contacts, links, submissions. Adding, removing and undoing are one POST each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from claimguide.cases import services
from claimguide.cases.models import Case

from .changing import Change
from .forms import CaseForm
from .step import RowPage
from .turn import Turn, form_of

MOST = 40


def answer(turn: Turn) -> HttpResponse:
    """Show the list and its add form, or do what the button said."""
    if turn.request.method == "GET":
        return _show(turn, form_of(turn))
    if turn.action in ("remove", "undo"):
        return _set_removed(turn, removed=turn.action == "remove")
    typed_something = any(v.strip() for values in turn.typed().values() for v in values)
    if turn.action == "continue" and not typed_something:
        return _seen(turn)
    services.keep_draft(turn.case, turn.key, turn.typed())
    return turn.leave() or _add(turn)


def _add(turn: Turn) -> HttpResponse:
    """Add what was typed; Continue with a filled form adds it too, so nothing typed is left behind."""
    page: RowPage = turn.page  # type: ignore[assignment]
    form = form_of(turn, turn.request.POST)
    if form.is_valid() and _live(turn).count() >= MOST:
        form.add_error(None, _("This list is full. Remove a line first."))
    if not form.is_valid():
        return _show(turn, form)

    def write(case: Case) -> None:
        # The same line twice is a double click, not a second event in life.
        page.model._default_manager.get_or_create(case=case, removed_at=None, **form.cleaned_data)

    _save(turn, write)
    return turn.onward() if turn.action == "continue" else redirect(turn.here())


def _save(turn: Turn, write: Callable[[Case], None]) -> None:
    """Store it, and say what it changed if the list was gone through before."""
    change = Change(turn.request, turn.desk) if turn.key in turn.desk.answered else None
    services.save_answers(turn.case, turn.key, write, version=None, actor=turn.request.user)
    if change:
        change.tell(quiet=True)


def _seen(turn: Turn) -> HttpResponse:
    """Going on with the list as it is counts as an answer."""
    if turn.key not in turn.desk.answered:
        services.save_answers(turn.case, turn.key, lambda case: None, version=None, actor=turn.request.user)
    return turn.onward()


def _live(turn: Turn) -> Any:
    return getattr(turn.case, turn.page.related).filter(removed_at=None)  # type: ignore[union-attr]


def _set_removed(turn: Turn, *, removed: bool) -> HttpResponse:
    page: RowPage = turn.page  # type: ignore[assignment]
    raw = turn.request.POST.get("row", "")
    if not (raw.isdecimal() and len(raw) < 19):
        raise Http404
    row = getattr(turn.case, page.related).filter(pk=int(raw)).first()
    if row is None:
        raise Http404

    def write(case: Case) -> None:
        row.removed_at = timezone.now() if removed else None
        row.save(update_fields=["removed_at"])

    _save(turn, write)
    messages.success(turn.request, _("Removed.") if removed else _("The line is back."))
    return redirect(turn.here(undo=str(row.pk) if removed else ""))


def _show(turn: Turn, form: CaseForm) -> HttpResponse:
    page: RowPage = turn.page  # type: ignore[assignment]
    names = {field.name: field.verbose_name for field in page.model._meta.fields}
    lines = [
        {"row": row, "cells": [(names[column], _cell(row, column)) for column in page.columns]}
        for row in (getattr(turn.desk, page.listed) if page.listed else _live(turn))
    ]
    undo = turn.request.GET.get("undo", "")
    context = {
        "case": turn.case,
        "case_url": reverse("guide:case", args=[turn.case.pk]),
        "step": turn.step,
        "page": page,
        "title": page.title,
        "why": page.why,
        "help": page.help,
        "form": form,
        "lines": lines,
        "undo": undo if undo.isdecimal() else "",
        "back_posts": True,
        "draft": turn.key,
        "next": turn.return_to,
        "left": turn.step.left(turn.page, turn.desk),
    }
    return render(turn.request, "guide/rows.html", context)


def _cell(row: Any, column: str) -> Any:
    display = getattr(row, f"get_{column}_display", None)
    return display() if display else getattr(row, column)
