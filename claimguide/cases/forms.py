"""The forms that open a case again and that end it for good."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from claimguide.core.forms import CleanCharField

from . import resume


class ResumeForm(forms.Form):
    code = CleanCharField(
        label=_("Resume code"),
        max_length=60,
        help_text=_("20 letters and digits. Capitals, spaces and hyphens do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    shared = forms.BooleanField(
        label=_("Other people use this device too"),
        required=False,
        help_text=_("The visit then ends after 10 minutes without an entry."),
    )

    def clean_code(self) -> str:
        code = resume.fold(self.cleaned_data["code"])
        if len(code) != resume.LENGTH:
            raise forms.ValidationError(_("A resume code has 20 characters. Please check it."))
        return code


class EraseForm(forms.Form):
    """Nothing is ticked beforehand."""

    sure = forms.BooleanField(
        label=_("Yes, delete this case with all answers, files and letters. I know that nobody can undo it."),
        error_messages={"required": _("Tick the box if you really want to delete the case.")},
    )
