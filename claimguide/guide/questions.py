"""Single questions for facts that can still change the answer: the form follows the fact's own column."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import Case, UnknownAnswer
from claimguide.cases.selectors import FACT_HOME, unknown_answers
from claimguide.cases.services import PARTS
from claimguide.core.forms import CountField, DateField, YuanField
from claimguide.law.questions import QUESTIONS
from claimguide.law.text import Text

from .forms import CHOOSE, CaseForm
from .step import Page

PREFIX = "q-"
NOT_SURE = "unsure"
COLUMNS: dict[str, models.Field[Any, Any]] = {
    f.name: f for part in PARTS for f in part._meta.fields if f.name in FACT_HOME
}


def said(text: Text) -> str:
    """A law text in the page's language."""
    return text.en if get_language() == "en" else text.zh


def slug_of(key: str) -> str:
    return PREFIX + key.replace("_", "-")


def key_of(slug: str) -> str:
    """The fact a question page asks, "" if the slug names none."""
    key = slug.removeprefix(PREFIX).replace("-", "_")
    return key if slug.startswith(PREFIX) and key in FACT_HOME else ""


def field_of(key: str, label: str) -> forms.Field:
    """The field that reads an answer to the question about this fact."""
    column = COLUMNS[key]
    if choices := column.choices:
        offered = [*choices, (NOT_SURE, _("I am not sure"))]
        return forms.ChoiceField(
            label=label,
            choices=offered,
            widget=forms.RadioSelect,
            error_messages=CHOOSE,
        )
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


class QuestionForm(CaseForm):
    """One fact. "I am not sure" keeps it unknown and is remembered, so it is not asked again."""

    key: str
    label: str

    def prepare(self) -> None:
        self.fields[self.key] = field_of(self.key, self.label)
        if not COLUMNS[self.key].choices:
            self.fields["unsure"] = forms.BooleanField(label=_("I am not sure"), required=False)

    def load(self, case: Case) -> dict[str, Any]:
        value = getattr(self.part(case, self.key), self.key)
        unsure = value in (None, "") and self.key in unknown_answers(case)
        if COLUMNS[self.key].choices:
            return {self.key: NOT_SURE if unsure else value}
        return {self.key: value, "unsure": unsure}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "unsure" in self.fields and self.key not in self.errors:
            given = cleaned.get(self.key) not in (None, "")
            if given == bool(cleaned.get("unsure")):
                self.add_error(self.key, _("Fill this in, or choose “I am not sure”."))
        return cleaned

    def write(self, case: Case) -> None:
        value = self.cleaned_data[self.key]
        unsure = value == NOT_SURE or bool(self.cleaned_data.get("unsure"))
        target = self.part(case, self.key)
        empty = "" if COLUMNS[self.key].choices else None
        setattr(target, self.key, empty if unsure else value)
        target.save(update_fields=[self.key])
        if unsure:
            UnknownAnswer.objects.get_or_create(case=case, key=self.key)
        else:
            UnknownAnswer.objects.filter(case=case, key=self.key).delete()


def question_page(key: str) -> Page:
    """The page for one fact, with the law's own question and reason."""
    asks = QUESTIONS[key]
    label = said(asks.question)
    form = type("QuestionForm", (QuestionForm,), {"key": key, "label": label})
    return Page(slug=slug_of(key), title=label, form=form, why=said(asks.why))
