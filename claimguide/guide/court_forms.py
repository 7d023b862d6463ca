"""The two pages that a complaint needs beyond the other letters: the court, and who the plaintiff is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import Case, Party
from claimguide.cases.vocab import Sex
from claimguide.core.forms import CleanCharField, DateField
from claimguide.core.templatetags.ui import local

from .courts import choices
from .desk import Desk
from .forms import CaseForm, PartyForm

OTHER = "other"
COURT = "法院"


class CourtForm(CaseForm):
    """A court out of those the facts allow, where its name follows from the place, or one typed in."""

    court = forms.ChoiceField(
        label=_("The court you choose"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "The name follows from the place. Compare it with the court's own site: districts change, and "
            "some courts share the work."
        ),
    )
    court_other = CleanCharField(
        label=_("Name of another court"),
        max_length=60,
        required=False,
        help_text=_("In full, for example 杭州市西湖区人民法院. Only if it is none of those above."),
    )

    def prepare(self) -> None:
        self.named: dict[str, str] = {}
        for each in choices(Desk(self.case, timezone.localdate())):
            if each.court:
                why = local(each.venue.title) if each.venue.certain else gettext("Ask the court first")
                self.named.setdefault(each.court, f"{each.court} · {why}")
        if self.named:
            field: Any = self.fields["court"]
            field.choices = [*self.named.items(), (OTHER, gettext("Another court"))]
        else:
            del self.fields["court"]

    def load(self, case: Case) -> dict[str, Any]:
        held = case.plans.court_name
        if held in self.named:
            return {"court": held, "court_other": ""}
        return {"court": OTHER if held else "", "court_other": held}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen, typed = cleaned.get("court", ""), cleaned.get("court_other", "")
        if chosen == OTHER and not typed and "court_other" not in self.errors:
            self.add_error("court_other", _("Write the name of the court."))
        if chosen not in ("", OTHER) and typed not in ("", chosen):
            self.add_error("court_other", _("You chose a court above. Keep one of the two."))
        return cleaned

    @property
    def name(self) -> str:
        chosen: str = self.cleaned_data.get("court", "")
        typed: str = self.cleaned_data["court_other"]
        return chosen if chosen in self.named else typed

    def write(self, case: Case) -> None:
        case.plans.court_name = self.name
        case.plans.save(update_fields=["court_name"])

    def warnings(self) -> list[str]:
        if not self.name or self.name.endswith(COURT):
            return []
        return [gettext("The name of a court ends in 法院. Check it.")]


class IdentityForm(PartyForm):
    """What 民诉法 124(1) asks of a plaintiff; each may be left to the pen. Never an identity number."""

    personal = True
    role = Party.Role.CONSUMER
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=[*Sex.choices, ("", _("I write it by hand"))],
        required=False,
        widget=forms.RadioSelect,
    )
    born_on = DateField(label=_("Date of birth"), earliest=date(1900, 1, 1), required=False)
    ethnic_group = CleanCharField(
        label=_("Ethnic group"), max_length=20, required=False, help_text=_("For example 汉族.")
    )
    occupation = CleanCharField(label=_("Occupation"), max_length=40, required=False)
    employer = CleanCharField(label=_("Employer"), max_length=100, required=False)
    domicile = CleanCharField(
        label=_("Registered domicile"),
        max_length=200,
        required=False,
        help_text=_("As in your household register (户口簿). The address for letters is asked elsewhere."),
    )
