"""The forms of a letter, that it is true and that it was sent, and the code of a handed-over sheet."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claimguide.cases.forms import CodeField
from claimguide.core.forms import CleanCharField, DateField
from claimguide.evidence.models import Exhibit

from .models import LetterVersion
from .services import Proof


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
        error_messages={"required": _("Choose how you sent it.")},
    )

    number = CleanCharField(
        label=_("Tracking or receipt number"),
        max_length=64,
        required=False,
        help_text=_("Of the post, the courier, or the body that took it. You can add it later."),
    )
    exhibit = forms.ChoiceField(
        label=_("Exhibit that shows it"),
        required=False,
        help_text=_("For example the receipt or a screenshot of the sent message, uploaded as an exhibit."),
    )
    note = CleanCharField(label=_("Note"), max_length=200, required=False)

    def __init__(
        self, *args: object, version: LetterVersion, exhibits: Iterable[Exhibit], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.version = version
        self.fields["channel"].choices = [(way.value, way.label) for way in version.traits.ways]  # type: ignore[attr-defined]
        self._pieces = {str(piece.pk): piece for piece in exhibits}
        shown = [(key, f"{piece.number}. {piece.title}") for key, piece in self._pieces.items()]
        self.fields["exhibit"].choices = [("", "—"), *shown]  # type: ignore[attr-defined]
        if not shown:
            del self.fields["exhibit"]

    def clean_on(self) -> object:
        on = self.cleaned_data["on"]
        if on < self.version.letter.date:
            raise ValidationError(_("This day is before the letter was made. Check the date."))
        return on

    @property
    def proof(self) -> Proof:
        """What shows that it was sent. Only for a valid form."""
        given = self.cleaned_data
        return Proof(given["number"], given["note"], self._pieces.get(given.get("exhibit", "")))


class SheetCodeForm(forms.Form):
    code = CodeField(label=_("Code of the sheet"))
