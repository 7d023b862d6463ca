"""Step 5, legal help: ways and costs, courts to choose from, limitation, complaint, lawyer's brief."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claimguide.core.forms import CleanCharField, TriField
from claimguide.guide.court_forms import CourtForm, IdentityForm
from claimguide.guide.courts import choices, fees, injured, not_small, outside
from claimguide.guide.desk import Desk
from claimguide.guide.forms import CaseForm
from claimguide.guide.letter_panel import letter_panel
from claimguide.guide.routes import routes
from claimguide.guide.step import Page, Result, Step
from claimguide.law.assessment import Deadline
from claimguide.law.citations import Citation, cite, in_force
from claimguide.letters.compose import open_points
from claimguide.letters.kinds import Kind
from claimguide.reference.models import Region
from claimguide.reference.selectors import channels, wage_figure

LIMITATION = ("limitation", "limitation_renewed")
UNDOING = ("avoidance", "rescission")
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
        help_text=_("It stands on the shop's licence page."),
    )

    def prepare(self) -> None:
        for name in ("receipt_region", "seller_region"):
            self.fields[name].queryset = Region.objects.all()  # type: ignore[attr-defined]

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
            _("Both stand in the complaint, and a clause may change the court."),
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

    def limitation(self, desk: Desk) -> Deadline | None:
        return open_points.limitation(desk.source)

    def line(self, desk: Desk) -> Any:
        if not self.answered(desk):
            return ""
        limitation = self.limitation(desk)
        if limitation is None or limitation.date is None:
            return gettext("Routes and court fee worked out")
        return gettext("Sue by %(day)s at the latest") % {"day": date_format(limitation.date, "DATE_FORMAT")}

    def result(self, desk: Desk) -> Result:
        limitation = self.limitation(desk)
        courts = choices(desk)
        context = {
            **_costs(desk),
            **_before_court(desk, limitation),
            "routes": routes(desk),
            "courts": courts,
            "outside": outside(desk),
            **_documents(desk),
            "questions": [*open_points.contradictions(desk.source), *open_points.questions(desk.source)],
            "open_facts": open_points.open_facts(desk.source),
            "brief": letter_panel(desk, Kind.BRIEF),
            "aid": channels("12348"),
            "aid_citations": _articles(desk, "falv_yuanzhu", 2, 23, 31, 41, 42, 43),
        }
        return Result("guide/legal/result.html", context)


def _documents(desk: Desk) -> dict[str, Any]:
    """The complaint and the statement of account, with what the law asks of the complaint."""
    return {
        "complaint": letter_panel(desk, Kind.COMPLAINT),
        "account": letter_panel(desk, Kind.ACCOUNT),
        "complaint_citations": _then(
            desk, "minsufa:124", "dengji_lian:4", "dengji_lian:6", "minsufa:123", "minsu_zhengju:19"
        ),
        "exhibits": desk.exhibits,
    }


def _costs(desk: Desk) -> dict[str, Any]:
    found = desk.assessment
    return {
        "fees": fees(found.claim_min, found.claim_max),
        "fee_citations": _then(desk, "susong_feiyong:20", "susong_feiyong:22(1)", "susong_feiyong:29"),
        "relief_citations": _articles(desk, "susong_feiyong", 44, 45, 46, 47),
    }


def _before_court(desk: Desk, limitation: Deadline | None) -> dict[str, Any]:
    """Until when one may sue, and whether the small-claims procedure may apply."""
    return {
        "last_day": limitation.date if limitation else None,
        "days": [d for d in desk.assessment.deadlines if d.code in LIMITATION],
        "other_days": [d for d in desk.assessment.deadlines if d.code in UNDOING],
        "injury": injured(desk),
        "injury_citations": _then(desk, "chanpinfa:45"),
        "not_small": not_small(desk),
        "wage": wage_figure(desk.case.plans.receipt_region or desk.case.plans.seller_region, desk.today),
        "small_citations": _then(desk, "minsufa:165", "minsufa:166"),
    }


def _articles(desk: Desk, key: str, *articles: int) -> tuple[Citation, ...]:
    return _then(desk, *(f"{key}:{article}" for article in articles))


def _then(desk: Desk, *codes: str) -> tuple[Citation, ...]:
    return in_force(cite(*codes), desk.today)
