"""Step 3, contact the seller: who it is, what was said and asked, by when, and answers to refusals."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases import vocab
from claimguide.cases.models import Case, ContactEntry, Party
from claimguide.cases.remedies import remedies
from claimguide.core.forms import CHOOSE, CleanCharField, CreditCodeField, DateField, MailField, PhoneField
from claimguide.guide.desk import Desk
from claimguide.guide.forms import CaseForm, PartyForm
from claimguide.guide.letter_panel import letter_panel, letter_status
from claimguide.guide.seller_dates import LONGEST_REPLY, marks, usual_reply_day
from claimguide.guide.seller_moves import next_move
from claimguide.guide.seller_reply import NO_ANSWER, ReplyForm, others, told
from claimguide.guide.step import Page, Result, RowPage, Status, Step, from_business, from_person
from claimguide.letters.kinds import Kind
from claimguide.letters.sheets import registry, seller_chat


class SellerForm(PartyForm):
    role = Party.Role.SELLER
    name = CleanCharField(
        label=_("The seller's full name"),
        max_length=100,
        required=False,
        help_text=_("As on the licence page, not the shop's name. A company's name mostly ends in 公司."),
    )
    credit_code = CreditCodeField(
        label=_("Unified social credit code"),
        required=False,
        help_text=_("18 letters and digits on the licence page."),
    )
    address = CleanCharField(label=_("The seller's address"), max_length=200, required=False)
    phone = PhoneField(label=_("The seller's phone number"), required=False)

    def warnings(self) -> list[str]:
        given = self.cleaned_data
        if not given["name"]:
            return [
                gettext(
                    "Without the full name the letter can only name the shop, and 12315 and a court need "
                    "the name. "
                    "If the page hides it, ask the platform."
                )
            ]
        if not given["address"] and not given["phone"]:
            return [
                gettext(
                    "Without an address or phone number nobody can be sure that a letter reaches the seller."
                )
            ]
        return []


class PersonForm(PartyForm):
    """A private person has no licence; what was typed of a business stays in its own columns."""

    role = Party.Role.SELLER
    name = CleanCharField(
        label=_("The seller's name or nickname"),
        max_length=100,
        required=False,
        help_text=_("The real name if you know it, otherwise the nickname on the platform."),
    )
    address = CleanCharField(label=_("The person's address"), max_length=200, required=False)
    phone = PhoneField(label=_("The person's phone number"), required=False)

    def warnings(self) -> list[str]:
        if self.cleaned_data["name"]:
            return []
        return [
            gettext(
                "Without a name or nickname the letter can only say “the seller”. A court must be able to "
                "tell whom you sue."
            )
        ]


class ContactForm(CaseForm):
    on = DateField(label=_("On which day?"), help_text=_("For example 2026-3-5."))
    channel = forms.ChoiceField(
        label=_("How did you reach the seller?"),
        choices=[("", "—"), *vocab.ContactChannel.choices],
        error_messages=CHOOSE,
    )
    said = CleanCharField(label=_("What did you ask for?"), max_length=500, multiline=True)
    answer = CleanCharField(
        label=_("What did the seller answer?"),
        max_length=500,
        multiline=True,
        required=False,
        help_text=_("Leave it empty if there was no answer."),
    )

    def prepare(self) -> None:
        for name in ("said", "answer"):
            self.fields[name].widget.attrs["rows"] = 2

    def clean_on(self) -> Any:
        return self.not_before_order("on")


class RemedyForm(CaseForm):
    homes = {"wanted": "dealings", "fallback": "dealings", "reply_by": "dealings", "tone": "dealings"}
    folded = ("tone",)
    folded_title = _("Choose how the letter sounds")
    wanted = forms.ChoiceField(
        label=_("What do you want most?"),
        choices=vocab.Remedy.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    fallback = forms.ChoiceField(
        label=_("What would you accept instead?"),
        choices=[("", _("Nothing else")), *vocab.Remedy.choices],
        required=False,
    )
    reply_by = DateField(label=_("By what day should the seller answer?"), allow_future=True)
    tone = forms.ChoiceField(
        label=_("How should the letter sound?"),
        choices=vocab.Tone.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )

    def prepare(self) -> None:
        offered = remedies(self.case, {problem.kind for problem in self.case.problems.all()})
        self.fields["wanted"].choices = offered  # type: ignore[attr-defined]
        self.fields["fallback"].choices = [("", _("Nothing else")), *offered]  # type: ignore[attr-defined]
        usual = date_format(usual_reply_day(timezone.localdate()), "DATE_FORMAT")
        self.fields["reply_by"].help_text = gettext(
            "Seven days are usual: %(day)s. No law fixes this day."
        ) % {"day": usual}

    def suggest(self, case: Case) -> dict[str, Any]:
        return {"reply_by": usual_reply_day(timezone.localdate()), "tone": vocab.Tone.FIRM}

    def clean_reply_by(self) -> Any:
        last, today = self.cleaned_data["reply_by"], timezone.localdate()
        if last <= today:
            raise forms.ValidationError(_("The day must be after today."))
        if last > today + timedelta(days=LONGEST_REPLY):
            raise forms.ValidationError(
                _("The day must be within %(days)d days."), params={"days": LONGEST_REPLY}
            )
        return last

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("fallback") and cleaned.get("fallback") == cleaned.get("wanted"):
            self.add_error("fallback", _("This is the same as what you want most. Choose another one."))
        return cleaned


class YouForm(PartyForm):
    personal = True
    role = Party.Role.CONSUMER
    name = CleanCharField(label=_("Your name"), max_length=50, required=False)
    phone = PhoneField(label=_("Your phone number"), required=False)
    address = CleanCharField(label=_("Your postal address"), max_length=200, required=False)
    email = MailField(label=_("Your e-mail address"), max_length=120, required=False)
    account = CleanCharField(
        label=_("Your user name on the platform"),
        max_length=60,
        required=False,
        help_text=_("It helps the seller find the order."),
    )

    def warnings(self) -> list[str]:
        if self.cleaned_data["name"] and self.cleaned_data["phone"]:
            return []
        return [gettext("A letter needs your name and phone number. You can fill them in later.")]


def spoken_to(desk: Desk) -> bool:
    """The seller was asked already, so it may have answered."""
    return bool(desk.case.dealings.asked_seller_on or desk.contacts or desk.letter("seller"))


class SellerStep(Step):
    slug = "seller"
    number = 3
    title = _("Contact the seller")
    lead = _("Ask clearly, by a day, and in a way that can be proven.")
    letter = "seller"
    pages = (
        Page(
            "party",
            _("Who is the seller?"),
            SellerForm,
            _("A letter must name the company, so that it counts later."),
            _(
                "Open the shop's home page from the order and look for “Business licence” (营业执照), "
                "“Shop qualification” or “Merchant information”. Every online seller must show it there, or "
                "say why it needs no registration. Copy the name, code and address.\n\n"
                "Bought in a live room: go from the order to the shop, not from the streamer's page.\n\n"
                "If the page hides it, ask the platform in writing for the seller's true name, address and "
                "contact. Step 4 writes that letter."
            ),
            applies=from_business,
        ),
        Page(
            "party",
            _("Who is the person selling?"),
            PersonForm,
            _("A court needs a defendant who can be told from others. For a message a nickname is enough."),
            _(
                "Look at the seller's profile and at the order: they show the nickname, and sometimes an "
                "address for returns. Keep pictures of both, and of the chat.\n\n"
                "To sue you need a definite defendant (Civil Procedure Law, art. 122). If you know only "
                "the nickname, ask the platform for the name, address and contact; step 4 has the words. If "
                "it refuses, ask the court's filing desk how they can be obtained.\n\n"
                "Do not search for the person elsewhere, and publish nothing of them."
            ),
            applies=from_person,
        ),
        RowPage(
            "contacts",
            _("What passed between you and the seller?"),
            ContactForm,
            ContactEntry,
            "contacts",
            ("on", "channel", "said", "answer"),
            _("No contact noted yet."),
            _("Dates and answers prove that you asked, and since when."),
            line_template="guide/seller/shown_by.html",
            listed="contacts",
        ),
        Page(
            "remedy",
            _("What do you ask for, and by when?"),
            RemedyForm,
            _("A clear demand with a deadline is answered sooner."),
        ),
        Page(
            "reply",
            _("What did the seller answer?"),
            ReplyForm,
            _("Paste its words: each usual refusal gets an answer with its article."),
            due=spoken_to,
        ),
        Page(
            "you",
            _("How can the seller reach you?"),
            YouForm,
            _("It is printed in the letters you make, and used for nothing else."),
        ),
    )

    def status(self, desk: Desk) -> Status:
        if not self.answered(desk):
            return Status.NEW
        dealings = desk.case.dealings
        if dealings.reply_kind == vocab.ReplyKind.AGREED and not self.first_open(desk):
            return Status.DONE
        due = desk.awaited(self.letter) or dealings.reply_by
        waiting = dealings.reply_kind in NO_ANSWER and bool(due and due >= desk.today)
        return letter_status(desk, self.letter, all_answered=not self.first_open(desk), waiting=waiting)

    def line(self, desk: Desk) -> Any:
        if not self.answered(desk):
            return ""
        dealings = desk.case.dealings
        if dealings.reply_kind not in NO_ANSWER:
            return gettext("The seller's answer: %(reply)s") % {"reply": dealings.get_reply_kind_display()}
        if (due := desk.awaited(self.letter)) and due < desk.today:
            day = date_format(due, "DATE_FORMAT")
            return gettext("No answer by %(day)s: take the next step") % {"day": day}
        if due:
            return gettext("Letter sent, answer asked by %(day)s") % {"day": date_format(due, "DATE_FORMAT")}
        if desk.letter(self.letter) and dealings.reply_by:
            day = date_format(dealings.reply_by, "DATE_FORMAT")
            return gettext("Letter made, answer asked by %(day)s") % {"day": day}
        if self.first_open(desk):
            return ""
        return gettext("All is there for the letter.")

    def result(self, desk: Desk) -> Result:
        dealings = desk.case.dealings
        message, answer = seller_chat.build(desk.source)[0], told(desk)
        return Result(
            "guide/seller/result.html",
            {
                **letter_panel(desk, self.letter),
                "reply_letter": letter_panel(desk, Kind.REPLY) if answer else None,
                "message": message,
                "chat_sheet": next(registry.offers(desk.source, "seller_chat")),
                "script": seller_chat.call_script(desk.source),
                "answer": answer,
                "others": others(desk),
                "move": next_move(desk, can_reply=bool(answer and answer.text), chat=bool(message.text)),
                "waiting": dealings.reply_kind in NO_ANSWER,
                "on_platform": desk.facts.maybe_on_platform,
                "deadlines": marks(desk),
                "consumer_law": desk.assessment.consumer_law,
                "asked_known": desk.facts.asked_seller_on is not None,
                "contacts": desk.contacts,
                "limitation": desk.law("minfadian:195#1", "minfadian:188"),
            },
        )
