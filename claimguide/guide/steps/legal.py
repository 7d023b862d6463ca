"""Step 5, legal help: routes, court fee, court choices, limitation, and what a lawyer would ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from claimguide.core.forms import CleanCharField, TriField
from claimguide.guide.desk import Desk
from claimguide.guide.forms import CaseForm
from claimguide.guide.step import Page, Result, Step
from claimguide.reference.models import Region


class PlacesForm(CaseForm):
    homes = {
        "receipt_region": "plans",
        "receipt_place": "plans",
        "seller_region": "plans",
        "goods_by_courier": "plans",
    }
    receipt_region = forms.ModelChoiceField(
        label=_("Where did you receive the goods?"), queryset=Region.objects.none(), empty_label="—"
    )
    receipt_place = CleanCharField(
        label=_("City and district of receipt (optional)"), max_length=200, required=False
    )
    seller_region = forms.ModelChoiceField(
        label=_("Where is the seller registered? (optional)"),
        queryset=Region.objects.none(),
        required=False,
        empty_label="—",
    )
    goods_by_courier = TriField(label=_("Did the goods come by courier?"))

    def prepare(self) -> None:
        for name in ("receipt_region", "seller_region"):
            self.fields[name].queryset = Region.objects.all()  # type: ignore[attr-defined]


class LegalStep(Step):
    slug = "legal"
    number = 5
    title = _("Get legal help")
    lead = _("Which ways there are, what they cost, and until when.")
    pages = (Page("places", _("Where did it happen?"), PlacesForm, _("It decides which court you may choose.")),)

    def limitation(self, desk: Desk) -> Any:
        return next((d for d in desk.assessment.deadlines if "limitation" in d.code), None)

    def line(self, desk: Desk) -> Any:
        if not self.answered(desk):
            return ""
        limitation = self.limitation(desk)
        if limitation is None or limitation.date is None:
            return ""
        return _now("Sue by %(day)s at the latest") % {"day": f"{limitation.date:%Y-%m-%d}"}

    def result(self, desk: Desk) -> Result:
        return Result("guide/legal/result.html", {"limitation": self.limitation(desk)})
