"""The two forms of a letter: that its facts are true, and that it was sent."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claimguide.core.forms import DateField

from .models import LetterVersion


class ConfirmForm(forms.Form):
    """Nothing is ticked beforehand: the consumer answers for what the letter says."""

    true = forms.BooleanField(
        label=_("I have read the letter. The facts in it are true, and I want to send it in my own name."),
        error_messages={"required": _("Please confirm that the facts in the letter are true.")},
    )


class SentForm(forms.Form):
    on = DateField(label=_("When did you send it?"), help_text=_("For example today, or 2026-3-5."))
    channel = forms.ChoiceField(
        label=_("How did you send it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one answer.")},
    )

    def __init__(self, *args: object, version: LetterVersion, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.version = version
        self.fields["channel"].choices = [(way.value, way.label) for way in version.traits.ways]  # type: ignore[attr-defined]

    def clean_on(self) -> object:
        on = self.cleaned_data["on"]
        if on < self.version.letter.date:
            raise ValidationError(_("This day is before the letter was made. Check the date."))
        return on
