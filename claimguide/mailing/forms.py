"""The consumer's own address, the code that was sent to it, and the consent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claimguide.core.forms import CleanCharField
from claimguide.core.text import narrow

from .texts import is_plain_address

_WRONG = _("This is no e-mail address we can write to. Check it letter by letter.")


class AddressForm(forms.Form):
    email = CleanCharField(
        label=_("Your own e-mail address"),
        help_text=_("We send a code to it. Answers to the letter go there, and so does a copy."),
        max_length=120,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        value = narrow(self.cleaned_data["email"]).strip()
        if not is_plain_address(value):
            raise ValidationError(_WRONG)
        return value


class CodeForm(forms.Form):
    code = CleanCharField(
        label=_("Code from the e-mail"),
        help_text=_("Six figures, good for 15 minutes."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        return "".join(each for each in narrow(self.cleaned_data["code"]) if each.isdigit())


class SendForm(forms.Form):
    """Nothing is ticked beforehand. `to` is the recipient that the page showed."""

    to = forms.CharField(widget=forms.HiddenInput, max_length=120)
    sender = forms.UUIDField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        error_messages={"required": _("The letter is sent only if you agree to exactly this.")}
    )

    def __init__(self, *args: Any, consent: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = consent
