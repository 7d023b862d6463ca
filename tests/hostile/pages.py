"""Every question page of the guide with good answers, so that tests can spoil one field at a time."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claimguide.cases.models import Case
from claimguide.cases.selectors import PART_NAMES
from claimguide.core.forms import (
    CleanCharField,
    CountField,
    CreditCodeField,
    DateField,
    DistrictField,
    HttpUrlField,
    MailField,
    PhoneField,
    TriField,
    YuanField,
)
from claimguide.guide.desk import Desk
from claimguide.guide.registry import STEPS, get_step
from claimguide.guide.step import RowPage
from claimguide.guide.story import told

PAGES = {f"{step.slug}/{page.slug}": page for step in STEPS for page in step.pages}
_TYPED = (
    YuanField,
    DateField,
    CountField,
    PhoneField,
    CreditCodeField,
    DistrictField,
    HttpUrlField,
    MailField,
)
# What a page takes only together with another answer.
TOGETHER: dict[tuple[str, str], dict[str, Any]] = {
    ("law/order", "platform_other"): {"platform": "other"},
    ("platform/conduct", "platform_promise_words"): {"platform_promise": "yes"},
    ("platform/company", "name"): {"same": None},
    ("association/body", "body_name"): {"same": None},
    ("legal/court", "court_other"): {"court": "other"},
}
_NOT_COMPARED = {"cases.draft", "core.counter"}


def fields(kind: type[forms.Field], *, free_text: bool = False) -> list[tuple[str, str]]:
    """Every (page, field) of this kind; `free_text` leaves out those that read a meaning."""
    return [
        (key, name)
        for key, page in PAGES.items()
        for name, field in page.form.base_fields.items()
        if isinstance(field, kind) and not (free_text and isinstance(field, _TYPED))
    ]


def required() -> list[tuple[str, str]]:
    return [
        (key, name)
        for key, page in PAGES.items()
        if not isinstance(page, RowPage)
        for name, field in page.form.base_fields.items()
        if field.required
    ]


@cache
def story() -> dict[str, Any]:
    text = (settings.BASE_DIR / "fixtures" / "demo_case.json").read_text()
    return dict(json.loads(text)["answers"])


def good(case: Case, key: str) -> dict[str, Any]:
    """Answers that this page takes: the bracelet's own, or one made up for each field."""
    page = PAGES[key]
    form = page.form(case=Case.objects.select_related(*PART_NAMES).get(pk=case.pk))
    given = story().get(key, {})
    given = given[0] if isinstance(given, list) else given
    answers: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = told(given[name], timezone.localdate()) if name in given else made_up(field)
        answers[name] = choice_value(field, value)
    return {name: value for name, value in answers.items() if value not in (None, "")}


def choice_value(field: forms.Field, value: Any) -> Any:
    """A row of a table is chosen by its key, which the story does not know."""
    if isinstance(field, forms.ModelChoiceField):
        row = field.queryset.first()
        return str(row.pk) if row else ""
    return value


def made_up(field: forms.Field) -> Any:
    if isinstance(field, TriField):
        return "yes"
    if isinstance(field, forms.ModelChoiceField):
        return ""
    if isinstance(field, forms.MultipleChoiceField):
        return [_first(field)]
    if isinstance(field, forms.ChoiceField):
        return _first(field)
    made: list[tuple[type[forms.Field], Any]] = [
        (forms.BooleanField, "on"),
        (YuanField, "100"),
        (DateField, (timezone.localdate() - dt.timedelta(days=3)).isoformat()),
        (CountField, "2"),
        (PhoneField, "13800138000"),
        (MailField, "name@example.com"),
        (HttpUrlField, "https://www.example.com/a"),
        (CreditCodeField, "91330100MA2DEM0X0C"),
        (DistrictField, "杭州市余杭区"),
        (CleanCharField, "示例文字"),
    ]
    return next((value for kind, value in made if isinstance(field, kind)), "")


def _first(field: Any) -> str:
    flat = []
    for value, label in field.choices:
        flat += [v for v, _label in label] if isinstance(label, (list, tuple)) else [value]
    return str(next((v for v in flat if v), ""))


def url(case: Case, key: str) -> str:
    step, _, page = key.partition("/")
    return reverse("guide:page", args=[case.pk, step, page])


def applies(case: Case, key: str) -> bool:
    step, _, slug = key.partition("/")
    return get_step(step).page(slug, Desk(Case.objects.get(pk=case.pk), timezone.localdate())) is not None


def send(browser: Client, case: Case, key: str, spoiled: dict[str, Any] | None = None) -> Any:
    """Post the page's good answers with some of them spoiled; None takes a field away."""
    version = Case.objects.get(pk=case.pk).version
    data = {"version": version, "go": "continue", "confirmed": "yes", **answers(case, key, spoiled or {})}
    return browser.post(url(case, key), data)


def answers(case: Case, key: str, spoiled: dict[str, Any]) -> dict[str, Any]:
    given = good(case, key)
    for name in spoiled:
        given |= TOGETHER.get((key, name), {})
    given |= spoiled
    return {name: value for name, value in given.items() if value is not None}


@cache
def _tables() -> tuple[str, ...]:
    return tuple(
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("claimguide.")
        and model._meta.app_label != "reference"
        and model._meta.label_lower not in _NOT_COMPARED
    )


def everything() -> dict[str, list[str]]:
    """All rows of the site's own tables, as they are stored, but reference data, drafts and counters."""
    with connection.cursor() as cursor:
        rows = {}
        for table in _tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows
