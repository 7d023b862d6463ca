"""For whom a copy is."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from claimguide.core.forms import CHOOSE
from claimguide.evidence.models import Recipient


class RecipientForm(forms.Form):
    recipient = forms.ChoiceField(
        label=_("Who gets the copy?"),
        choices=Recipient.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
