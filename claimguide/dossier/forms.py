"""What goes into a dossier."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Form
from .papers import Paper

NO_BUNDLE = "none"
_NOT_THERE = {"invalid_choice": _("One of these documents is not there any more. Choose again.")}


class DossierForm(forms.Form):
    """Newest versions and the newest copy for a recipient are chosen beforehand, sealed bundles never."""

    papers = forms.MultipleChoiceField(
        label=_("Letters and documents"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_NOT_THERE,
    )
    bundle = forms.ChoiceField(
        label=_("Evidence"),
        widget=forms.RadioSelect,
        error_messages={**_NOT_THERE, "required": _("Choose which evidence goes along, or none.")},
    )
    timeline = forms.BooleanField(label=_("Timeline of the case"), required=False, initial=True)
    sheets = forms.BooleanField(label=_("Sheets for the forms"), required=False)
    form = forms.ChoiceField(
        label=_("As what?"),
        choices=Form.choices,
        initial=Form.PDF,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one PDF or one ZIP.")},
    )

    def __init__(self, *args: Any, papers: list[Paper], bundles: list[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offered = {paper.key: paper for paper in (*papers, *bundles)}
        of_papers, of_bundles = self.fields["papers"], self.fields["bundle"]
        of_papers.choices = [(paper.key, paper.label) for paper in papers]  # type: ignore[attr-defined]
        of_papers.initial = [paper.key for paper in papers if paper.newest]
        of_bundles.choices = [  # type: ignore[attr-defined]
            (NO_BUNDLE, _("No evidence")),
            *((paper.key, paper.label) for paper in bundles),
        ]
        of_bundles.initial = next((paper.key for paper in bundles if paper.newest), NO_BUNDLE)

    def chosen(self) -> list[Paper]:
        """The papers in the order they take in the dossier, whatever order they were sent in."""
        keys = {*self.cleaned_data["papers"], self.cleaned_data["bundle"]}
        return [paper for key, paper in self._offered.items() if key in keys]
