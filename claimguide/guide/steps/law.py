"""Step 1, know the law: what happened, no personal data, then only what can change the answer."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases import vocab
from claimguide.cases.models import Case
from claimguide.cases.services import set_problems
from claimguide.cases.wording import said
from claimguide.core.forms import CHOOSE, CleanCharField, DateField, YuanField, require_not_before
from claimguide.core.money import yuan
from claimguide.guide.desk import Desk
from claimguide.guide.forms import CaseForm
from claimguide.guide.money_form import MoneyForm
from claimguide.guide.platform_questions import OF_PLATFORM
from claimguide.guide.problems import grouped_problems
from claimguide.guide.promise_words import multiple_in, multiple_of
from claimguide.guide.questions import COLUMNS, keys_of, question_page, together
from claimguide.guide.rights import rights_card
from claimguide.guide.step import AnyPage, Page, Result, Step
from claimguide.law.assessment import MissingFact
from claimguide.law.labels import OF_LABELS, has_label
from claimguide.law.questions import QUESTIONS
from claimguide.law.vocabulary import PLATFORM_CHANNELS, SERVICES
from claimguide.reference.selectors import platform, platform_choices

OTHER_PLATFORM = "other"
_ORDER_LABEL = re.compile(
    r"^(?:订单编号|订单号码?|编号|单号|order\s*(?:number|no\.?|id)?)\s*[:：]\s*|\s*复制$", re.IGNORECASE
)
_PAYMENTS = frozenset(
    {vocab.ProblemKind.AUTO_RENEWAL, vocab.ProblemKind.MINOR, vocab.ProblemKind.UNAUTHORISED}
)
NOT_THERE = frozenset({vocab.ProblemKind.NOT_DELIVERED, vocab.ProblemKind.CANCELLED, vocab.ProblemKind.LOST})


def _radios(choices: type[Any], label: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
        **options,
    )


class ProblemForm(CaseForm):
    problems = forms.MultipleChoiceField(
        label=_("What went wrong?"),
        choices=grouped_problems,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def load(self, case: Case) -> dict[str, Any]:
        return {"problems": [p.kind for p in case.problems.all()]}

    def warnings(self) -> list[str]:
        """A renewal and what a child paid are as a rule two payments, and a letter claims one."""
        if len(_PAYMENTS.intersection(self.cleaned_data["problems"])) < 2:
            return []
        return [
            gettext(
                "A case tells of one payment. If these were several payments, choose one here and start a "
                "case of its own for each of the others; otherwise the letters mix them up."
            )
        ]

    def write(self, case: Case) -> None:
        set_problems(case, self.cleaned_data["problems"])


class GoodsForm(CaseForm):
    homes = {"goods_name": "purchase"}
    goods_name = CleanCharField(
        label=_("Name of the goods or service"),
        max_length=50,
        help_text=_("As on the order page, for example “Sandalwood bracelet 15 mm”. At most 50 characters."),
    )
    goods_kind = forms.ChoiceField(label=_("What kind is it?"), choices=[("", "—"), *vocab.GoodsKind.choices])
    goods_condition = _radios(vocab.GoodsCondition, _("How was it sold?"), required=False)
    folded = ("goods_condition",)
    folded_title = _("Say whether it was sold as new or used")


class OrderForm(CaseForm):
    homes = {
        "platform": "purchase",
        "platform_other": "purchase",
        "shop_name": "purchase",
        "order_number": "purchase",
    }
    channel = _radios(vocab.Channel, _("Where did you buy it?"))
    platform = forms.ChoiceField(
        label=_("Platform"), required=False, help_text=_("Only if you bought it through a platform.")
    )
    platform_other = CleanCharField(
        label=_("Name of the other platform"),
        max_length=60,
        required=False,
        help_text=_("Only if the list above does not have it."),
    )
    shop_name = CleanCharField(
        label=_("Name of the shop, seller or live room"), max_length=100, required=False
    )
    order_number = CleanCharField(
        label=_("Order number"), max_length=64, required=False, help_text=_("Copy it from the order page.")
    )

    def clean_order_number(self) -> str:
        """Without the label that comes along when it is copied from the order page."""
        return _ORDER_LABEL.sub("", str(self.cleaned_data["order_number"])).strip()

    def prepare(self) -> None:
        through = " ".join(sorted(PLATFORM_CHANNELS))
        self.fields["platform"].widget.attrs["data-only-with"] = f"channel={through}"
        self.fields["platform_other"].widget.attrs["data-only-with"] = f"platform={OTHER_PLATFORM}"
        self.fields["platform"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *platform_choices(),
            (OTHER_PLATFORM, _("Another platform")),
        ]

    def load(self, case: Case) -> dict[str, Any]:
        held = super().load(case)
        bought = case.purchase
        other = OTHER_PLATFORM if bought.platform_other else ""
        held["platform"] = bought.platform.slug if bought.platform else other
        return held

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "channel" in cleaned and cleaned["channel"] not in PLATFORM_CHANNELS:
            cleaned["platform"] = ""
        if cleaned.get("platform") == OTHER_PLATFORM and not cleaned.get("platform_other"):
            if "platform_other" not in self.errors:
                self.add_error("platform_other", _("Write the platform's name."))
        elif cleaned.get("platform") != OTHER_PLATFORM:
            cleaned["platform_other"] = ""
        return cleaned

    def changes(self, case: Case) -> bool:
        held = {k: str(v or "") for k, v in self.load(case).items()}
        return held != {k: str(v or "") for k, v in self.cleaned_data.items()}

    def write(self, case: Case) -> None:
        bought = case.purchase
        chosen = self.cleaned_data["platform"]
        bought.platform = None if chosen in ("", OTHER_PLATFORM) else platform(chosen)
        for name in ("channel", "platform_other", "shop_name", "order_number"):
            setattr(bought, name, self.cleaned_data[name])
        bought.save()


class DatesForm(CaseForm):
    ordered_on = DateField(label=_("When did you order it?"), help_text=_("For example 2026-3-5."))
    received_on = DateField(label=_("When did you sign for it?"), required=False)
    discovered_on = DateField(label=_("When did you notice the problem?"), required=False)

    def prepare(self) -> None:
        bought = self.case.purchase
        if bought.goods_kind in SERVICES:
            self.fields["received_on"].label = _("When did the service begin?")
        kinds = {problem.kind for problem in self.case.problems.all()}
        if bought.received_on is None and kinds & NOT_THERE:
            # Nobody signs for what never came.
            del self.fields["received_on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("received_on", "discovered_on"):
            try:
                require_not_before(cleaned.get("ordered_on"), cleaned.get(name))
            except forms.ValidationError as error:
                self.add_error(name, error)
        return cleaned


class StoryForm(CaseForm):
    homes = {"seller_words": "problem", "reality": "problem", "description": "problem"}
    seller_words = CleanCharField(
        label=_("What did the page or the seller say?"),
        max_length=500,
        multiline=True,
        required=False,
        help_text=_("Their own words, as far as you have them."),
    )
    reality = CleanCharField(
        label=_("What is it really like?"),
        max_length=500,
        multiline=True,
        help_text=_("What you saw, measured or were told. Facts only; the letter prints this sentence."),
    )
    folded = ("description",)
    folded_title = _("Add what else happened")
    description = CleanCharField(
        label=_("What else happened?"), max_length=1000, multiline=True, required=False
    )


class PromisedField(YuanField):
    """A multiple of the price, as a number or as people say it (假一赔十, 十倍), or a sum in yuan."""

    def read(self, text: str) -> Decimal:
        said = multiple_of(text)
        if said is not None:
            return Decimal(said)
        try:
            return super().read(text)
        except forms.ValidationError as wrong:
            if wrong.code != "invalid":
                raise
            words = _("Write the multiple or the sum in figures, for example 10 or 199.00.")
            raise forms.ValidationError(words, code="invalid") from None


class PromiseForm(CaseForm):
    homes = {"promise_words": "promise"}
    promise_kind = _radios(vocab.PromiseKind, _("What was promised?"))
    promise_value = PromisedField(
        label=_("The multiple or the sum"),
        required=False,
        help_text=_("For “ten for one fake” write 10."),
    )
    promise_words = CleanCharField(
        label=_("The promise word for word"), max_length=300, required=False, help_text=_("As on the page.")
    )
    promise_by = _radios(vocab.PromiseBy, _("Who promised it?"), required=False)
    suggested_from = _("We took this from the words you told before. Check it.")

    def suggest(self, case: Case) -> dict[str, Any]:
        found = multiple_in(case.problem.seller_words)
        if found is None:
            return {}
        return {
            "promise_kind": vocab.PromiseKind.MULTIPLE,
            "promise_value": found.value,
            "promise_words": found.words,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        needs_value = cleaned.get("promise_kind") in (vocab.PromiseKind.MULTIPLE, vocab.PromiseKind.FIXED_SUM)
        if needs_value and not cleaned.get("promise_value") and "promise_value" not in self.errors:
            self.add_error("promise_value", _("Write the multiple or the sum that was promised."))
        said = multiple_of(str(self["promise_value"].value() or ""))
        if said and cleaned.get("promise_kind") == vocab.PromiseKind.FIXED_SUM:
            self.add_error("promise_value", _("This names a multiple. Write the sum in yuan."))
        return cleaned


def promise_asked(desk: Desk) -> bool:
    """Only where a promise is part of the trouble, or was already told of."""
    kinds = {p.kind for p in desk.case.problems.all()}
    told = desk.case.promise.promise_kind not in ("", vocab.PromiseKind.NONE)
    return told or bool(kinds & {vocab.ProblemKind.PROMISE, vocab.ProblemKind.COUNTERFEIT})


class LawStep(Step):
    slug = "law"
    number = 1
    title = _("Know the law")
    lead = _("What the law gives you, how much, and until when.")
    pages = (
        Page("problem", _("What went wrong?"), ProblemForm, _("It decides which law applies.")),
        Page("goods", _("What did you buy?"), GoodsForm, _("Some goods have rules of their own.")),
        Page(
            "order",
            _("Where did you buy it?"),
            OrderForm,
            _("It decides who answers: the seller, the live room or the platform."),
            needs=("channel", "platform", "order_number"),
        ),
        Page("money", _("What did it cost?"), MoneyForm, _("Refund and compensation are counted from it.")),
        Page(
            "dates",
            _("When was it?"),
            DatesForm,
            _("Time limits are counted from these days."),
            needs=("ordered_on", "received_on", "discovered_on"),
        ),
        Page(
            "story",
            _("What was said, and what is true?"),
            StoryForm,
            _("It becomes the heart of your letters."),
        ),
        Page(
            "promise",
            _("Was compensation promised?"),
            PromiseForm,
            _("A promise above the law must be kept."),
            applies=promise_asked,
        ),
    )

    def questions(self, desk: Desk) -> list[MissingFact]:
        """What could still change the answer and was not left open on a page that asked for it.

        What the platform did is asked by step 4.
        """
        seen = {name for page in self.answered_fixed(desk) for name in page.form.base_fields}
        done = desk.unknown | OF_PLATFORM | seen | (frozenset() if has_label(desk.facts) else OF_LABELS)
        return [m for m in desk.assessment.missing if m.key in COLUMNS and m.key not in done]

    def answered_fixed(self, desk: Desk) -> list[AnyPage]:
        return [page for page in self.pages if self.key(page) in desk.answered]

    def next_questions(self, desk: Desk) -> Page | None:
        """The page that asks what still decides most, with what belongs to it; None where nothing does."""
        keys = together(self.questions(desk), desk.assessment.findings)
        return question_page(*keys) if keys else None

    def open_pages(self, desk: Desk) -> list[AnyPage]:
        """The fixed pages, the questions that were answered, those that decide, and those that only add."""
        pages = super().open_pages(desk)
        asked = [key for page in desk.answered for key in keys_of(page.removeprefix(f"{self.slug}/"))]
        if not all(self.is_settled(page, desk) for page in pages):
            return [*pages, *(question_page(key) for key in QUESTIONS if key in asked)]
        left = [missing.key for missing in self.questions(desk)]
        answered = (question_page(key) for key in QUESTIONS if key in asked and key not in left)
        deciding = self.next_questions(desk)
        shown = keys_of(deciding.slug) if deciding else ()
        adding = (replace(question_page(key), optional=True) for key in left if key not in shown)
        return [*pages, *answered, *([deciding] if deciding else []), *adding]

    def is_settled(self, page: AnyPage, desk: Desk) -> bool:
        """A question is settled once its facts are known or were left open, on whatever page that was."""
        if not (keys := keys_of(page.slug)):
            return super().is_settled(page, desk)
        return not {missing.key for missing in self.questions(desk)}.intersection(keys)

    def page(self, slug: str, desk: Desk) -> AnyPage | None:
        """A question stays open once it has settled what it was asked for: its answer can be changed."""
        if keys := keys_of(slug):
            open_ = desk.unknown | {missing.key for missing in desk.assessment.missing}
            return question_page(*keys) if all(k in open_ or desk.facts.known(k) for k in keys) else None
        return super().page(slug, desk)

    def after(self, page: AnyPage, desk: Desk) -> AnyPage | None:
        """After the fixed pages the questions, most decisive first; each page counts the rest anew."""
        if not keys_of(page.slug) and (following := super().after(page, desk)):
            return following
        return self.next_questions(desk)

    def before(self, page: AnyPage, desk: Desk) -> AnyPage | None:
        if keys_of(page.slug):
            return next((p for p in reversed(self.pages) if self.on_the_way(p, desk)), None)
        return super().before(page, desk)

    def line(self, desk: Desk) -> Any:
        if not self.answered(desk):
            return ""
        found = desk.assessment
        holding = [said(f.title) for f in found.findings if f.holds]
        if holding and found.claim_max:
            return gettext("%(grounds)s: up to %(sum)s yuan") % {
                "grounds": gettext(", ").join(holding),
                "sum": yuan(found.claim_max),
            }
        if holding:
            return gettext(", ").join(holding)
        return (
            gettext("Some facts are still missing.")
            if self.next_questions(desk)
            else gettext("No claim ground holds so far.")
        )

    def result(self, desk: Desk) -> Result:
        return Result("guide/law/result.html", rights_card(desk.assessment, desk.facts))
