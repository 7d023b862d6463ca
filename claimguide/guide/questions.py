"""Questions for facts that can still change the answer: each field follows the fact's own column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import Case, UnknownAnswer
from claimguide.cases.selectors import FACT_HOME, unknown_answers
from claimguide.cases.services import PARTS
from claimguide.cases.wording import said
from claimguide.core.forms import CountField, DateField, YuanField
from claimguide.law.assessment import Finding, MissingFact
from claimguide.law.questions import QUESTIONS

from .forms import CaseForm
from .step import Page

PREFIX = "q-"
# Between the facts of one page; a fact's own name has single hyphens only.
BETWEEN = "--"
MOST = 5
NOT_SURE = "unsure"
COLUMNS: dict[str, models.Field[Any, Any]] = {
    f.name: f for part in PARTS for f in part._meta.fields if f.name in FACT_HOME
}


def slug_of(*keys: str) -> str:
    """The address of the page that asks for these facts: it says which, whatever the case says by then."""
    return PREFIX + BETWEEN.join(key.replace("_", "-") for key in keys)


def keys_of(slug: str) -> tuple[str, ...]:
    """The facts a question page asks, () if the slug names none."""
    if not slug.startswith(PREFIX):
        return ()
    keys = tuple(part.replace("-", "_") for part in slug.removeprefix(PREFIX).split(BETWEEN))
    sound = len(keys) <= MOST and len(set(keys)) == len(keys) and all(k in COLUMNS for k in keys)
    return keys if sound and all(k in QUESTIONS for k in keys) else ()


def together(missing: Iterable[MissingFact], findings: Iterable[Finding]) -> tuple[str, ...]:
    """Up to five facts for one page: the most decisive, then what the same grounds wait for besides.

    () where no fact is left that would change a claim, a sum or who answers.
    """
    found = list(missing)
    deciding = [each.key for each in found if each.decides][:MOST]
    waiting = [f.needs for f in findings if f.verdict == "needs_facts" and set(f.needs) & set(deciding)]
    beside = (each.key for each in found if any(each.key in needs for needs in waiting))
    return tuple(dict.fromkeys([*deciding, *beside]))[:MOST]


def field_of(key: str, label: str) -> forms.Field:
    """The field that reads an answer to the question about this fact."""
    column = COLUMNS[key]
    if choices := column.choices:
        offered = [*choices, (NOT_SURE, _("I am not sure"))]
        return forms.ChoiceField(label=label, choices=offered, widget=forms.RadioSelect, required=False)
    kinds: list[tuple[type[models.Field[Any, Any]], type[forms.Field]]] = [
        (models.DecimalField, YuanField),
        (models.DateField, DateField),
        (models.PositiveIntegerField, CountField),
    ]
    kind = next(form for model, form in kinds if isinstance(column, model))
    # A day that was promised may lie ahead; what happened cannot.
    options: dict[str, Any] = (
        {"allow_future": key == "promised_delivery_on"} if kind is DateField else {"min_value": 0}
    )
    return kind(label=label, required=False, **options)


class QuestionsForm(CaseForm):
    """Facts that are asked together. One left open counts as "I am not sure": it stays unknown, and is
    remembered, so it is not asked again."""

    keys: tuple[str, ...]
    # The page says once that every answer may be left open.
    hide_optional = True
    suggested_from = _("The sum paid in advance is the price you told. Check it.")

    def suggest(self, case: Case) -> dict[str, Any]:
        """What was paid for a card or a course was paid in advance."""
        return {"prepaid_amount": case.purchase.price} if "prepaid_amount" in self.keys else {}

    def prepare(self) -> None:
        for key in self.keys:
            asks = QUESTIONS[key]
            self.fields[key] = field_of(key, said(asks.question))
            if len(self.keys) > 1:
                self.fields[key].help_text = said(asks.why)

    def load(self, case: Case) -> dict[str, Any]:
        """What the case holds; "not sure" where it was left open before."""
        held = super().load(case)
        open_choices = [key for key in self.keys if COLUMNS[key].choices and not held[key]]
        unsure = unknown_answers(case) if open_choices else set()
        return {**held, **{key: NOT_SURE for key in open_choices if key in unsure}}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for key in self.keys:
            if COLUMNS[key].choices and cleaned.get(key) == "":
                cleaned[key] = NOT_SURE
        return cleaned

    def stored(self, name: str) -> Any:
        value = self.cleaned_data[name]
        return "" if value == NOT_SURE else value

    def write(self, case: Case) -> None:
        super().write(case)
        left = [key for key in self.keys if self.stored(key) in (None, "")]
        UnknownAnswer.objects.filter(case=case, key__in=self.keys).exclude(key__in=left).delete()
        for key in left:
            UnknownAnswer.objects.get_or_create(case=case, key=key)


def question_page(*keys: str) -> Page:
    """The page for missing facts, with the law's own questions and reasons."""
    form = type("QuestionsForm", (QuestionsForm,), {"keys": keys})
    if len(keys) == 1:
        asks = QUESTIONS[keys[0]]
        return Page(slug_of(*keys), said(asks.question), form, said(asks.why))
    why = gettext("Each answer can change your claim. Leave open what you do not know.")
    return Page(slug_of(*keys), gettext("What else matters here?"), form, why)
