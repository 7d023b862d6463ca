"""What was typed on a page and not accepted yet, as drafts keep it and forms show it again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from .models import Case, Draft

NOT_TYPED = {"csrfmiddlewaretoken", "version", "token", "next", "go", "confirmed"}


def typed(request: HttpRequest) -> dict[str, list[str]]:
    """What the form holds, as it came; capped so that a draft cannot be used to fill the disk."""
    pairs = ((k, v) for k, v in request.POST.lists() if k not in NOT_TYPED)
    return {key[:60]: [value[:4000] for value in values[:60]] for key, values in list(pairs)[:60]}


def draft_of(case: Case, page: str) -> dict[str, list[str]] | None:
    """What the draft of a page holds; None where there is none."""
    draft = Draft.objects.filter(case=case, page=page).first()
    return draft.data if draft else None


def as_initial(form: forms.Form, data: dict[str, list[str]]) -> dict[str, Any]:
    """A draft's raw strings in the shape each widget shows."""
    shown: dict[str, Any] = {}
    for name, field in form.fields.items():
        values = data.get(name, [])
        many = getattr(field.widget, "allow_multiple_selected", False)
        shown[name] = values if many else (values[0] if values else "")
    return shown
