"""What the consumer says about exhibits and about proof that is not here yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claimguide.cases.vocab import ProofHave
from claimguide.core.forms import CleanCharField, DateField

from .elements import Element
from .models import Source
from .selectors import ElementStrength
from .services import Description


class DescribeForm(forms.Form):
    title = CleanCharField(
        label=_("Title"),
        max_length=80,
        help_text=_("This line stands in the letters. For example: chat with the shop, 5 March."),
    )
    proves = forms.MultipleChoiceField(
        label=_("What does it show?"),
        choices=Element.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick everything that fits."),
    )
    taken_on = DateField(label=_("When was it taken or made?"), required=False)
    source = forms.ChoiceField(
        label=_("Where does it come from?"),
        choices=[("", _("Not said")), *Source.choices],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("A court asks for this. Keep the original: the phone, the account, the paper."),
    )

    taken_by = CleanCharField(
        label=_("Who took or made it?"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"list": "takers", "autocomplete": "off"}),
        help_text=_("For example: myself, my wife, the shop, the courier."),
    )
    device = CleanCharField(
        label=_("On which device?"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("For example: my Huawei phone. A court may ask to see the device itself."),
    )
    as_found = forms.BooleanField(label=_("As the file says"), required=False)

    def __init__(self, *args: Any, found_device: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found_device = found_device
        if not found_device or self.initial.get("device") == found_device:
            del self.fields["as_found"]
            return
        self.fields["as_found"].label = _("The file names this device: %(device)s. That is right.") % {
            "device": found_device
        }
        self.fields["device"].widget.attrs["placeholder"] = found_device

    def description(self) -> Description:
        said = dict(self.cleaned_data)
        if said.pop("as_found", False):
            said["device"] = self.found_device
        return Description(**said)


class UploadForm(forms.Form):
    """The fields beside the files: what all files of this upload show."""

    proves = forms.MultipleChoiceField(
        label=_("What do the files show?"),
        choices=Element.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("You can also say it later, file by file."),
    )


class StatusForm(forms.Form):
    """For each element without a file: have it, can get it, gone, or nothing said."""

    def __init__(self, gaps: Iterable[ElementStrength], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for gap in gaps:
            self.fields[gap.element.value] = forms.ChoiceField(
                label=gap.label,
                choices=[("", _("Not said")), *ProofHave.choices],
                widget=forms.RadioSelect,
                required=False,
                initial=gap.have,
                help_text=gap.why,
            )
