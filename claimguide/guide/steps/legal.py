"""Step 5, legal help: ways and costs, courts to choose from, limitation, complaint, lawyer's brief."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases.vocab import SellerKind
from claimguide.core.forms import CleanCharField, TriField
from claimguide.guide.complaint_progress import state_of
from claimguide.guide.court_forms import CourtForm, IdentityForm
from claimguide.guide.desk import Desk
from claimguide.guide.forms import CaseForm
from claimguide.guide.legal_move import next_move
from claimguide.guide.legal_parts import LEAVES, complaint_panel, limitation
from claimguide.guide.step import Page, Result, Step
from claimguide.law.vocabulary import SERVICES
from claimguide.reference.models import Region

SORRY = {"invalid_choice": _("Please choose one of the answers shown.")}


class PlacesForm(CaseForm):
    homes = {
        "receipt_region": "plans",
        "receipt_place": "plans",
        "seller_region": "plans",
        "goods_by_courier": "plans",
    }
    goods_by_courier = TriField(
        label=_("Did the goods come by courier?"),
        choices=[
            ("yes", _("Yes, by courier or post")),
            ("no", _("No, in another way")),
            ("", _("Not sure")),
        ],
    )
    receipt_region = forms.ModelChoiceField(
        label=_("Where did you receive the goods?"),
        queryset=Region.objects.none(),
        required=False,
        empty_label="—",
        error_messages=SORRY,
        help_text=_("The province of the delivery address. Leave it empty if nothing was delivered."),
    )
    receipt_place = CleanCharField(
        label=_("City and district of receipt"),
        max_length=60,
        required=False,
        help_text=_("For example 杭州市西湖区. No street is needed."),
    )
    seller_region = forms.ModelChoiceField(
        label=_("Where is the seller registered?"),
        queryset=Region.objects.none(),
        required=False,
        empty_label="—",
        error_messages=SORRY,
        help_text=_("You find it on the shop's licence page."),
    )

    def prepare(self) -> None:
        for name in ("receipt_region", "seller_region"):
            self.fields[name].queryset = Region.objects.all()  # type: ignore[attr-defined]
        if self.case.purchase.seller_kind == SellerKind.PRIVATE:
            self.fields["seller_region"].label = _("Where does the seller live?")
            self.fields["seller_region"].help_text = _("Leave it empty if you do not know.")
        if self.case.purchase.goods_kind in SERVICES:
            # Nothing of a service is received anywhere (民诉法解释 20 speaks of sales).
            for name in ("goods_by_courier", "receipt_region", "receipt_place"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        alone = cleaned.get("receipt_place") and not cleaned.get("receipt_region")
        if alone and "receipt_region" not in self.errors:
            self.add_error("receipt_region", _("Choose the province of this place too."))
        return cleaned


class TriedForm(CaseForm):
    homes = {"mediation_wanted": "plans", "court_agreed": "plans"}
    mediation_wanted = TriField(
        label=_("Would you try mediation before a hearing?"),
        help_text=_("The court mediates first where that suits the case, unless a party refuses."),
    )
    court_agreed = TriField(
        label=_("Does a clause that you agreed to name a court?"),
        help_text=_(
            "Look into the user agreement of the platform for “管辖”, the word for the court in charge."
        ),
    )


class LegalStep(Step):
    slug = "legal"
    number = 5
    title = _("Get legal help")
    lead = _("Which ways there are, what they cost, and until when.")
    pages = (
        Page("places", _("Where did it happen?"), PlacesForm, _("It decides which court you may choose.")),
        Page(
            "tried",
            _("Mediation, and clauses on the court"),
            TriedForm,
            _("The complaint states both, and a clause may change the court."),
        ),
        Page(
            "court",
            _("Which court do you choose?"),
            CourtForm,
            _("The complaint is addressed to it."),
            _(
                "The places you gave decide which courts there are. The page of this step says why, and what "
                "to ask the court first."
            ),
            optional=True,
        ),
        Page(
            "identity",
            _("Your particulars for the complaint"),
            IdentityForm,
            _("A complaint must name them. What you leave empty becomes a box that you fill in by hand."),
            _("This site never asks for your identity number: write it on the printed complaint."),
            optional=True,
        ),
    )
    leaves = LEAVES

    def line(self, desk: Desk) -> Any:
        if not self.answered(desk):
            return ""
        last = limitation(desk)
        if last is None or last.date is None:
            return gettext("Routes and court fee worked out")
        return gettext("Sue by %(day)s at the latest") % {"day": date_format(last.date, "DATE_FORMAT")}

    def result(self, desk: Desk) -> Result:
        """The one next thing, then the parts of the result, each with its line."""
        case = desk.case
        context = {
            "move": next_move(desk, state_of(complaint_panel(desk))),
            "parts": [
                (leaf, reverse("guide:page", args=[case.pk, self.slug, leaf.slug]), leaf.line(desk))
                for leaf in self.leaves
            ],
        }
        return Result("guide/legal/result.html", context)
