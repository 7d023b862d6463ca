"""Step 4, the platform's rules: what it was told and answered, what makes it answer, its own way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases import vocab
from claimguide.cases.models import Case, Party
from claimguide.cases.selectors import party
from claimguide.cases.services import set_party
from claimguide.cases.wording import said
from claimguide.core.forms import CleanCharField, DateField, TriField
from claimguide.guide.desk import Desk
from claimguide.guide.forms import CaseForm, PartyForm
from claimguide.guide.letter_panel import letter_panel, letter_status
from claimguide.guide.platform_limits import ROLES, limits
from claimguide.guide.platform_moves import next_move
from claimguide.guide.platform_questions import DutiesForm, duties_asked, on_a_platform, still_open
from claimguide.guide.platform_texts import identity_request
from claimguide.guide.questions import slug_of
from claimguide.guide.step import Page, Result, Status, Step
from claimguide.law.assessment import PlatformFinding
from claimguide.law.questions import QUESTIONS
from claimguide.law.text import Text
from claimguide.letters.compose.seller import REPLY_DAYS
from claimguide.letters.kinds import Kind
from claimguide.letters.sheets import after_sales, registry
from claimguide.reference.changed import doubt
from claimguide.reference.models import Trust

ASKED_AT: dict[str, tuple[str, str]] = {
    "platform_named_seller": ("platform", "identity"),
    "platform_promise": ("platform", "conduct"),
    "platform_knew": ("platform", "conduct"),
    "platform_acted": ("platform", "conduct"),
    "platform_checked_licence": ("platform", "duties"),
    "platform_advertised": ("platform", "duties"),
    "seller_kind": ("platform", "own"),
    "problems": ("law", "problem"),
}
ASK_WHO = _(
    "Ask in writing for the seller's true name, address and a contact that works, and keep the record."
)
NOT_ASKED = _("I have not asked, or I do not know yet")


class ComplaintForm(CaseForm):
    homes = dict.fromkeys(("complained_on", "complaint_number", "answer"), "platform_conduct")
    complained_on = DateField(
        label=_("When did you complain to the platform?"),
        required=False,
        help_text=_("Leave it empty if you have not complained yet."),
    )
    complaint_number = CleanCharField(
        label=_("Number of the complaint or after-sales case"), max_length=64, required=False
    )
    answer = CleanCharField(
        label=_("What did the platform answer?"), max_length=1000, multiline=True, required=False
    )

    def clean_complained_on(self) -> Any:
        return self.not_before_order("complained_on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        told = cleaned.get("complaint_number") or cleaned.get("answer")
        if told and not cleaned.get("complained_on") and "complained_on" not in self.errors:
            self.add_error("complained_on", _("Write the day you complained; about right is enough."))
        return cleaned


class IdentityForm(CaseForm):
    homes = {"identity_asked_on": "platform_conduct"}
    platform_named_seller = forms.ChoiceField(
        label=_("Did the platform tell you who the seller is?"),
        choices=[*vocab.NamedSeller.choices, ("", NOT_ASKED)],
        widget=forms.RadioSelect,
        required=False,
    )
    identity_asked_on = DateField(
        label=_("When did you ask the platform for the seller's name and address?"), required=False
    )

    def clean_identity_asked_on(self) -> Any:
        return self.not_before_order("identity_asked_on")

    def warnings(self) -> list[str]:
        refused = self.cleaned_data["platform_named_seller"] in (
            vocab.NamedSeller.NO,
            vocab.NamedSeller.USELESS,
        )
        if refused and not self.cleaned_data["identity_asked_on"]:
            return [
                gettext(
                    "Without the day you asked in writing this point is hard to prove. The letter can ask "
                    "now."
                )
            ]
        return []


class ConductForm(CaseForm):
    homes = {"platform_promise_words": "platform_conduct"}
    platform_promise = TriField(
        label=_("Did the platform itself promise more, and not keep it?"),
        help_text=_("The platform, not the shop: for example “we pay first” or “genuine or money back”."),
    )
    platform_promise_words = CleanCharField(
        label=_("The platform's promise word for word"), max_length=300, required=False
    )
    platform_knew = TriField(
        label=_("Did the platform know, or should it have known, of the problem?"),
        help_text=_("For example from your complaint, many bad reviews, news or an official notice."),
    )
    platform_acted = TriField(
        label=_("Did it then act in time?"),
        help_text=_("For example take the goods down, close the shop or freeze its deposit."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("platform_promise") == vocab.Tri.NO and cleaned.get("platform_promise_words"):
            self.add_error(
                "platform_promise_words",
                _("You answered that there was no promise. Change that answer or empty this field."),
            )
        return cleaned

    def warnings(self) -> list[str]:
        given = self.cleaned_data
        if given["platform_promise"] == vocab.Tri.YES and not given["platform_promise_words"]:
            return [gettext("The letter can only name the promise if you copy its words.")]
        return []


class OwnForm(CaseForm):
    seller_kind = forms.ChoiceField(
        label=_("Who sold it?"),
        choices=[*vocab.SellerKind.choices, ("", _("I do not know"))],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("The page's mark and the seller named on the invoice (销售方) show it."),
    )


class CompanyForm(PartyForm):
    """The operating company as the platform's own licence page names it; our table is only a hint."""

    role = Party.Role.PLATFORM
    name = CleanCharField(
        label=_("The platform's operating company"),
        max_length=100,
        required=False,
        help_text=_("Copy it from the platform's licence page."),
    )
    address = CleanCharField(label=_("The company's address"), max_length=200, required=False)

    @property
    def hint(self) -> str:
        """The company our table names, "" where it names none."""
        platform = self.case.purchase.platform
        return platform.company if platform else ""

    def prepare(self) -> None:
        if self.hint:
            self.fields["same"] = forms.BooleanField(
                label=gettext("I compared it with the licence page: the company is %(company)s.")
                % {"company": self.hint},
                required=False,
                help_text=_("Our table names this company, but nobody has checked it at the source.")
                if not self._checked
                else "",
            )
            self.order_fields(["same", "name", "address"])

    @property
    def _checked(self) -> bool:
        platform = self.case.purchase.platform
        return platform is not None and platform.company_status == Trust.VERIFIED

    def load(self, case: Case) -> dict[str, Any]:
        row = party(case, self.role)
        same = bool(row.name) and row.name == self.hint
        return {"same": same, "name": "" if same else row.name, "address": row.address}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("same") and cleaned.get("name") not in ("", None, self.hint):
            self.add_error(
                "name", _("This is another company than the one you confirmed. Keep one of the two.")
            )
        return cleaned

    def write(self, case: Case) -> None:
        given = self.cleaned_data
        name = self.hint if given.get("same") else given["name"]
        set_party(case, self.role, name=name, address=given["address"])


_conduct_open = still_open("platform/conduct", ("platform_promise", "platform_knew", "platform_acted"))


def conduct_asked(desk: Desk) -> bool:
    """While it could change who answers; a promise that was told of still needs its words."""
    told = desk.facts.platform_promise == "yes"
    return on_a_platform(desk) and (told or _conduct_open(desk))


def named_by_law(desk: Desk) -> bool:
    """A platform that cannot name the seller to a consumer may have to pay (消保法 44)."""
    return on_a_platform(desk) and desk.assessment.consumer_law


def named_on_request(desk: Desk) -> bool:
    return on_a_platform(desk) and not desk.assessment.consumer_law


class PlatformStep(Step):
    slug = "platform"
    number = 4
    title = _("Use the platform's rules")
    lead = _("When the platform is liable, how to complain to it, and what to ask for.")
    letter = "platform"
    pages = (
        Page(
            "complaint",
            _("Have you complained to the platform?"),
            ComplaintForm,
            _("From that day on the platform knows of the problem."),
            applies=on_a_platform,
        ),
        Page(
            "identity",
            _("Do you know who the seller is?"),
            IdentityForm,
            _("A platform that cannot name the seller may have to pay first."),
            ASK_WHO,
            applies=named_by_law,
        ),
        Page(
            "identity",
            _("Do you know who the seller is?"),
            IdentityForm,
            _("A court needs a defendant who can be told from others."),
            ASK_WHO,
            applies=named_on_request,
        ),
        Page(
            "conduct",
            _("What did the platform promise and do?"),
            ConductForm,
            _("It decides whether the platform is liable along with the seller."),
            applies=conduct_asked,
        ),
        Page(
            "duties",
            _("What did the platform do about it?"),
            DutiesForm,
            _("Each broken duty is one more point for your letter."),
            applies=duties_asked,
        ),
        Page(
            "own",
            _("Did the platform itself sell it?"),
            OwnForm,
            _("Then it answers as the seller."),
            applies=on_a_platform,
            needs=("seller_kind",),
        ),
        Page(
            "company",
            _("Which company runs the platform?"),
            CompanyForm,
            _("The letter must name the company."),
            _(
                "Every platform shows its business licence (营业执照) on its home page, often at the very "
                "bottom."
            ),
            applies=on_a_platform,
        ),
    )

    def status(self, desk: Desk) -> Status:
        if not on_a_platform(desk):
            return Status.OPTIONAL
        if not self.answered(desk):
            return Status.NEW
        made = desk.letter(self.letter)
        usual = timezone.localdate(made.created_at) + timedelta(days=REPLY_DAYS) if made else desk.today
        last = desk.awaited(self.letter) or desk.case.dealings.reply_by or usual
        waiting = bool(made) and desk.today <= last and not desk.case.platform_conduct.answer
        return letter_status(desk, self.letter, all_answered=not self.first_open(desk), waiting=waiting)

    def line(self, desk: Desk) -> Any:
        if not on_a_platform(desk):
            return gettext("Not needed: it was not bought through a platform.")
        if not self.answered(desk):
            return ""
        if held := [f for f in desk.assessment.platform if f.makes_liable and f.of_platform]:
            return gettext("The platform is liable too: %(ground)s") % {"ground": said(held[0].title)}
        if day := desk.case.platform_conduct.complained_on:
            return gettext("Complained on %(day)s") % {"day": date_format(day, "DATE_FORMAT")}
        return ""

    def result(self, desk: Desk) -> Result:
        case = desk.case
        platform = case.purchase.platform
        findings = [_shown(finding) for finding in desk.assessment.platform]
        named = desk.facts.platform_named_seller == "yes" or desk.source.self_operated
        return Result(
            "guide/platform/result.html",
            {
                **letter_panel(desk, self.letter),
                "move": next_move(desk),
                "appeal": letter_panel(desk, Kind.APPEAL),
                "report": letter_panel(desk, Kind.REPORT),
                "violation": letter_panel(desk, Kind.VIOLATION),
                "identity": None if named else identity_request(desk),
                "applies": on_a_platform(desk),
                "doubt": doubt(platform) if platform else None,
                "platform": platform,
                "platform_name": platform.name if platform else case.purchase.platform_other,
                "company": desk.platform,
                "phones": list(platform.phones.all()) if platform else [],
                "rules": list(platform.rules.all()) if platform else [],
                "holds": _holding(findings),
                "may": [f for f in findings if f["finding"].verdict == "needs_facts"],
                "fails": [f for f in findings if f["finding"].verdict == "fails"],
                "open_grounds": _open_grounds(desk),
                "limits": limits(desk.today, consumer_law=desk.assessment.consumer_law),
                "description": after_sales.box_of(desk.source),
                "form_sheet": next(registry.offers(desk.source, "after_sales")),
                "conduct": case.platform_conduct,
            },
        )


def _shown(finding: PlatformFinding) -> dict[str, Any]:
    """A finding with what its liability word means; those of the platform say nothing of others."""
    told = finding.of_platform or finding.role == "seller"
    return {"finding": finding, "role": ROLES.get(finding.role) if told else None}


def _holding(shown: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What holds, by who answers: the platform with money, the platform with a duty, somebody else."""
    found: dict[str, list[dict[str, Any]]] = {"platform": [], "duty": [], "other": []}
    for item in shown:
        finding = item["finding"]
        if finding.holds:
            owed = "platform" if finding.makes_liable else "duty"
            found[owed if finding.of_platform else "other"].append(item)
    return {whose: items for whose, items in found.items() if items}


@dataclass(frozen=True)
class OpenGround:
    """What only the consumer knows of a ground, each question with where to answer, and what would follow."""

    asks: list[tuple[str, str]]
    follows: Text


def _open_grounds(desk: Desk) -> list[OpenGround]:
    """The grounds that may hold as the plain questions they wait for, each question once."""
    asked = {missing.key for missing in desk.assessment.missing} | ASKED_AT.keys()
    seen: set[str] = set()
    found = []
    for finding in desk.assessment.platform:
        if finding.verdict != "needs_facts":
            continue
        open_keys = [key for key in finding.needs if key in asked and key not in seen]
        # What went wrong is the whole case's question: it is named only where it is the ground's last one.
        keys = [key for key in open_keys if key != "problems"] or open_keys
        seen.update(keys)
        if keys:
            found.append(OpenGround([_ask(desk, key) for key in keys], finding.consequence))
    return found


def _ask(desk: Desk, key: str) -> tuple[str, str]:
    place = ASKED_AT.get(key, ("law", slug_of(key)))
    return said(QUESTIONS[key].question), reverse("guide:page", args=[desk.case.pk, *place])
