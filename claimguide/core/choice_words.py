"""Our own words where an answer is none of a list's: Django's speak of values and choices."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

_FIELDS: tuple[type[forms.Field], ...] = (
    forms.ChoiceField,
    forms.MultipleChoiceField,
    forms.ModelChoiceField,
    forms.ModelMultipleChoiceField,
)


def use_plain_words() -> None:
    """For every field that names no words of its own, also those of packages."""
    for field in _FIELDS:
        field.default_error_messages = {
            **field.default_error_messages,
            "invalid_choice": _("Choose one from the list."),
        }
