"""What the consumer says about exhibits and about proof that is not here yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claimguide.cases.vocab import ProofHave
from claimguide.core.folding import Folding
from claimguide.core.forms import CleanCharField, DateField

from .elements import Element
from .models import Source
from .selectors import ElementStrength
from .services import Description
from .sorts import Sort


class DescribeForm(Folding):
    """One choice is enough: it gives title and elements, which can be said otherwise below."""

    sort = forms.ChoiceField(
        label=_("What is it?"),
        choices=[*Sort.choices, ("", _("Something else"))],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("It gives the title and says what the file shows. You can change both below."),
    )
    title = CleanCharField(
        label=_("Title"),
        max_length=80,
        required=False,
        help_text=_("This line stands in the letters. For example: chat with the seller, 5 March."),
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
        help_text=_("For example: myself, my wife, the seller, the courier."),
    )
    device = CleanCharField(
        label=_("On which device?"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("For example: my Huawei phone. A court may ask to see the device itself."),
    )
    as_found = forms.BooleanField(label=_("As the file says"), required=False)
    folded = ("title", "proves", "taken_on", "source", "taken_by", "device", "as_found")
    folded_title = _("Title, what it shows, date and origin")

    def __init__(
        self, *args: Any, chinese: str, found_device: str = "", offered: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered.update(offered)
        self.initial.update(offered)
        self.chinese = chinese
        self.found_device = found_device
        if not found_device or self.initial.get("device") == found_device:
            del self.fields["as_found"]
            return
        self.fields["as_found"].label = _("The file names this device: %(device)s. That is right.") % {
            "device": found_device
        }
        self.fields["device"].widget.attrs["placeholder"] = found_device

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        untitled = cleaned.get("title") in ("", self.offered.get("title"))
        if cleaned.get("sort"):
            sort = Sort(cleaned["sort"])
            if untitled and "title" not in self.errors:
                cleaned["title"] = sort.letter_name(self.chinese)
            if "proves" not in self.errors:
                cleaned["proves"] = cleaned.get("proves") or [element.value for element in sort.proves]
        elif not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", _("Choose what it is, or write a title."))
        return cleaned

    def description(self) -> Description:
        said = {name: value for name, value in self.cleaned_data.items() if name != "sort"}
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
