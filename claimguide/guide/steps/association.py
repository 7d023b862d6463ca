"""Step 7, consumer organisations: the right association, the order of channels, the 12315 form, the log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases import vocab
from claimguide.cases.models import Case, Party, Submission
from claimguide.cases.selectors import party
from claimguide.cases.submissions import LIVE, conflict, log
from claimguide.core.forms import CHOOSE, CleanCharField, DateField, DistrictField, TriField
from claimguide.guide import mediation_move
from claimguide.guide.desk import Desk
from claimguide.guide.forms import CaseForm
from claimguide.guide.letter_panel import letter_panel, letter_status
from claimguide.guide.step import AnyPage, Page, Result, RowPage, Status, Step
from claimguide.law.citations import cite, in_force
from claimguide.law.vocabulary import PLATFORM_CHANNELS
from claimguide.letters.compose import delay, report, suspicion
from claimguide.letters.compose.association import taken_elsewhere
from claimguide.letters.sheets import registry
from claimguide.reference.models import Region
from claimguide.reference.selectors import channels, consumer_body_for, region_of

YES_OR_NO = [("yes", _("Yes")), ("no", _("No"))]
MEDIATORS = (vocab.SubmissionChannel.ASSOCIATION, vocab.SubmissionChannel.HOTLINE_12315)


class RegionForm(CaseForm):
    homes = {"region": "case"}
    region = forms.ModelChoiceField(
        label=_("Province, region or city"),
        queryset=Region.objects.none(),
        empty_label="—",
        error_messages={**CHOOSE, "invalid_choice": _("Please choose one of the answers shown.")},
    )

    suggested_from = _("We took this from your postal address. Check it.")

    def prepare(self) -> None:
        self.fields["region"].queryset = Region.objects.all()  # type: ignore[attr-defined]

    def suggest(self, case: Case) -> dict[str, Any]:
        return {"region": region_of(party(case, Party.Role.CONSUMER).address)}

    def write(self, case: Case) -> None:
        """Another region has another association: a name confirmed for the old one goes."""
        if case.region_id != self.cleaned_data["region"].pk and case.plans.body_name:
            case.plans.body_name = ""
            case.plans.save(update_fields=["body_name"])
        super().write(case)


class BodyForm(CaseForm):
    """Our list of names is mostly unchecked, so the letter prints one only after the consumer compared it."""

    homes = {"body_name": "plans"}
    body_name = CleanCharField(
        label=_("The association's name, if it is another one"),
        max_length=60,
        required=False,
        help_text=_("Leave both empty if you do not know it; the letter then names your region only."),
    )

    def prepare(self) -> None:
        body = consumer_body_for(self.case.region)
        self.hint = body.name if body else ""
        if body:
            self.fields["same"] = forms.BooleanField(
                label=gettext("I looked it up: it is called %(name)s.") % {"name": self.hint}, required=False
            )
            if not body.printable:
                self.fields["same"].help_text = _(
                    "Our list has this name, but nobody has checked it at the source."
                )
            self.order_fields(["same", "body_name"])

    def load(self, case: Case) -> dict[str, Any]:
        held = case.plans.body_name
        same = bool(held) and held == self.hint
        return {"same": same, "body_name": "" if same else held}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("same") and cleaned.get("body_name"):
            self.add_error(
                "body_name", _("This is another name than the one you confirmed. Keep one of the two.")
            )
        return cleaned

    def write(self, case: Case) -> None:
        given = self.cleaned_data
        case.plans.body_name = self.hint if given.get("same") else given["body_name"]
        case.plans.save(update_fields=["body_name"])


class DeclarationForm(CaseForm):
    homes = {"no_other_body": "plans", "mediation_terms": "plans"}
    no_other_body = TriField(
        label=_("Has another body already taken this dispute?"),
        choices=[("yes", _("No, none has")), ("no", _("Yes, one has")), ("", _("I am not sure"))],
        help_text=_("A court, an arbitration body, 12315 or another authority, or a consumer association."),
    )
    mediation_terms = CleanCharField(
        label=_("What would you accept in a mediation?"),
        max_length=500,
        multiline=True,
        required=False,
        help_text=_("For example a smaller sum that is paid at once. The letter prints it."),
    )

    def warnings(self) -> list[str]:
        if self.cleaned_data["no_other_body"] != vocab.Tri.YES:
            return []
        if taken_elsewhere(tuple(self.case.submissions.filter(removed_at=None))):
            return [
                gettext(
                    "Your list says that another body accepted it. The letter will not declare otherwise."
                )
            ]
        return []


class BureauForm(CaseForm):
    """What the form of the market regulator asks; each answer may wait, the complaint marks what lacks."""

    homes = {"bureau": "plans", "publish_complaint": "plans", "entrust_mediation": "plans"}
    bureau = DistrictField(
        label=_("District or county of the bureau"),
        max_length=40,
        required=False,
        help_text=_("For example 杭州市余杭区. The letter is addressed to its market regulation bureau."),
    )
    publish_complaint = TriField(
        label=_("Do you agree that the complaint information is published?"),
        choices=YES_OR_NO,
        help_text=_("The regulator publishes complaints by business. Its form asks for yes or no."),
    )
    entrust_mediation = TriField(
        label=_("Do you agree that the mediation is entrusted to another organisation?"),
        choices=YES_OR_NO,
        help_text=_("For example to a consumer association, if the other side agrees too."),
    )

    def prepare(self) -> None:
        """The addresses that decide are shown where the district is asked for."""
        held = [party(self.case, role).address for role in (Party.Role.SELLER, Party.Role.PLATFORM)]
        if known := gettext(", ").join(filter(None, held)):
            self.fields["bureau"].help_text = gettext(
                "For example 杭州市余杭区. Addresses you gave: %(addresses)s"
            ) % {"addresses": known}


class ReportForm(CaseForm):
    homes = {"report_as": "plans", "report_clues": "plans"}
    report_as = forms.ChoiceField(
        label=_("How do you want to report?"),
        choices=vocab.ReportAs.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_(
            "Anonymously, your name, phone, address and order number are left out. But then the bureau "
            "cannot ask you back, and can hardly tell you the result or give a reward."
        ),
    )
    report_clues = CleanCharField(
        label=_("More clues"),
        max_length=500,
        multiline=True,
        required=False,
        help_text=_(
            "For example the batch number, the date on the package or the name of the host. Of a suspected "
            "counterfeit: the anti-fake code, the usual price, what the brand answered."
        ),
    )


def reportable(desk: Desk) -> bool:
    """Whether a violation shows, or a delay or refusal that counts as one, or only a clue of one lacks."""
    return report.fits(desk.source) or suspicion.lacks_clue(desk.source)


class SubmissionForm(CaseForm):
    channel = forms.ChoiceField(
        label=_("Where did you take it?"),
        choices=[("", "—"), *vocab.SubmissionChannel.choices],
        error_messages=CHOOSE,
    )
    body = CleanCharField(label=_("Name of the body"), max_length=100, required=False)
    on = DateField(label=_("When was it sent?"), help_text=_("For example 2026-3-5."))
    number = CleanCharField(label=_("Its number"), max_length=64, required=False)
    state = forms.ChoiceField(
        label=_("Where does it stand now?"),
        choices=[("", "—"), *vocab.SubmissionState.choices],
        error_messages=CHOOSE,
    )

    def clean_on(self) -> Any:
        return self.not_before_order("on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        other = cleaned.get("channel") == vocab.SubmissionChannel.OTHER
        if other and not cleaned.get("body") and "body" not in self.errors:
            self.add_error("body", _("Write which body it is."))
        return cleaned


def region_known(desk: Desk) -> bool:
    return desk.case.region_id is not None


def has_it(desk: Desk, channel: str) -> bool:
    """Whether this body has the dispute now."""
    return any(each.channel == channel and each.state in LIVE for each in desk.submissions)


def is_taken(desk: Desk) -> bool:
    """Both take disputes of consumers with operators only (消保法 2, 3; 投诉举报处理办法 3, 16)."""
    return desk.assessment.consumer_law


def in_a_region(desk: Desk) -> bool:
    return is_taken(desk) and region_known(desk)


class AssociationStep(Step):
    slug = "association"
    number = 7
    title = _("Ask a consumer organisation or 12315")
    lead = _("Mediation by an association, or by the market regulator's 12315.")
    letter = "association"
    pages = (
        Page(
            "region",
            _("Where do you live?"),
            RegionForm,
            _("Each province has its own consumer association."),
            applies=is_taken,
        ),
        Page(
            "body",
            _("What is your association called?"),
            BodyForm,
            _("The names differ from province to province and change."),
            applies=in_a_region,
        ),
        Page(
            "declaration",
            _("Has anyone else taken it?"),
            DeclarationForm,
            _("12315 does not take what another body already has."),
            applies=is_taken,
        ),
        Page(
            "bureau",
            _("For a complaint to the market regulator"),
            BureauForm,
            _(
                "A shop on a platform: the district of the address it publishes, or of the platform's "
                "company. Others: the district of the business."
            ),
            _("Leave it empty if you do not want to complain to the market regulator (12315)."),
            applies=is_taken,
            later=True,
        ),
        Page(
            "report",
            _("For a report to the market regulator"),
            ReportForm,
            _("What you told shows a possible violation. You may report it, apart from your complaint."),
            _("Leave it empty if you do not want to report."),
            applies=reportable,
            later=True,
        ),
        RowPage(
            "submissions",
            _("Where have you taken it so far?"),
            SubmissionForm,
            Submission,
            "submissions",
            ("channel", "body", "on", "number", "state"),
            _("Nothing sent yet."),
            _("The days an authority has are counted from here."),
            _("To change a line, remove it and add it anew."),
        ),
    )

    def first_open(self, desk: Desk) -> AnyPage | None:
        """Nothing is asked for bodies that do not take the dispute."""
        return super().first_open(desk) if is_taken(desk) else None

    def status(self, desk: Desk) -> Status:
        if not is_taken(desk):
            return Status.OPTIONAL
        if not self.answered(desk):
            return Status.NEW
        sent = [s for s in desk.submissions if s.channel in MEDIATORS]
        if any(s.state in LIVE for s in sent):
            return Status.WAITING
        if sent and not self.first_open(desk):
            return Status.DONE
        made = "regulator" if desk.letter("regulator") else self.letter
        return letter_status(desk, made, all_answered=not self.first_open(desk), waiting=False)

    def line(self, desk: Desk) -> Any:
        last = next((s for s in reversed(desk.submissions) if s.channel in MEDIATORS), None)
        if last:
            return gettext("%(channel)s, %(day)s: %(state)s") % {
                "channel": last.get_channel_display(),
                "day": date_format(last.on, "DATE_FORMAT"),
                "state": last.get_state_display(),
            }
        if not is_taken(desk):
            return gettext("Neither 12315 nor a consumer association takes it.")
        return ""

    def result(self, desk: Desk) -> Result:
        case, today = desk.case, desk.today
        if not is_taken(desk):
            return _not_taken(desk)
        body = consumer_body_for(case.region)
        move = mediation_move.move_for(desk.submissions)
        return Result(
            "guide/association/result.html",
            {
                **letter_panel(desk, self.letter),
                "complaint": letter_panel(desk, "regulator"),
                "report": letter_panel(desk, "report"),
                "delay": delay.shown(desk.source),
                "suspected": suspicion.shown(desk.source),
                "lacks_clue": suspicion.lacks_clue(desk.source),
                "suspicion_citations": in_force(cite(*suspicion.RULES), today),
                "body": body,
                "body_name": case.plans.body_name or (body.name if body else ""),
                "body_confirmed": bool(case.plans.body_name) or bool(body and body.printable),
                "region": case.region,
                "channels": channels("12315", "xh315"),
                "move": move,
                "why": mediation_move.WHY[move],
                "with_12315": has_it(desk, vocab.SubmissionChannel.HOTLINE_12315),
                "with_association": has_it(desk, vocab.SubmissionChannel.ASSOCIATION),
                "conflict": conflict(desk.submissions, today),
                "log": log(desk.submissions, desk.calendar),
                "sheets": list(
                    registry.offers(desk.source, "12315_complaint", "12315_report", "association")
                ),
                "on_platform": desk.facts.maybe_on_platform,
                "order_citations": in_force(
                    cite("xiaobaofa:39", "tousu_jubao:16#2", "tousu_jubao:19(1)", "tousu_jubao:9"), today
                ),
                "association_citations": in_force(cite("xiaobaofa:37(1)#5", "xiaobao_tiaoli:45"), today),
            },
        )


def _not_taken(desk: Desk) -> Result:
    """Why neither body takes the dispute, and where to go instead; a report needs no dispute of one's own."""
    return Result(
        "guide/association/not_taken.html",
        {
            "report": letter_panel(desk, "report") if reportable(desk) else None,
            "on_platform": desk.case.purchase.channel in PLATFORM_CHANNELS,
            "log": log(desk.submissions, desk.calendar),
        },
    )
