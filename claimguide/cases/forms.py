"""The forms that open a case again and that end it for good."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claimguide.core.forms import CleanCharField

from . import resume


class CodeField(CleanCharField):
    """A code as `resume.spelt` writes it, however it was typed: of a case or of a handed-over sheet."""

    default_error_messages = {"length": _("The code has 20 characters. Please check it.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=60,
            help_text=_("20 letters and digits. Capitals, spaces and hyphens do not matter."),
            widget=forms.TextInput(
                attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
            ),
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        code = resume.fold(typed)
        if typed and len(code) != resume.LENGTH:
            raise forms.ValidationError(self.error_messages["length"], code="length")
        return code


class ResumeForm(forms.Form):
    code = CodeField(
        label=_("Resume code"),
        error_messages={"length": _("A resume code has 20 characters. Please check it.")},
    )
    shared = forms.BooleanField(
        label=_("Other people use this device too"),
        required=False,
        help_text=_("The visit then ends after 10 minutes without an entry."),
    )


class EraseForm(forms.Form):
    """Nothing is ticked beforehand."""

    sure = forms.BooleanField(
        label=_("Yes, delete this case with all answers, files and letters. I know that nobody can undo it."),
        error_messages={"required": _("Tick the box if you really want to delete the case.")},
    )
