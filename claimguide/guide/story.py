"""A whole case told in a file, put through the same forms and services as a consumer's own answers."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.forms import Field, ModelChoiceField
from django.http import QueryDict

from claimguide.cases import services
from claimguide.cases.models import Case
from claimguide.cases.selectors import PART_NAMES

from .desk import Desk
from .registry import get_step
from .step import RowPage

_OFFSET = re.compile(r"@(?P<days>[+-]\d+)")


class Refused(ValueError):
    """An answer of the story that the page's own form does not take."""


def told(value: Any, today: dt.date) -> Any:
    """The value as a consumer would type it; "@-12" stands for the day twelve days ago."""
    if isinstance(value, list):
        return [told(each, today) for each in value]
    if isinstance(value, str) and (match := _OFFSET.fullmatch(value)):
        return (today + dt.timedelta(days=int(match["days"]))).isoformat()
    return str(value)


def _picked(field: Field | None, shown: Any) -> Any:
    """A row of a table is chosen by the words a consumer sees, since its key differs from site to site."""
    if isinstance(field, ModelChoiceField):
        return next(
            (str(row.pk) for row in field.queryset or () if field.label_from_instance(row) == shown), shown
        )
    return shown


def fill(case: Case, answers: dict[str, Any], today: dt.date) -> Case:
    """Answer pages in the order given; keys are "step/page", a list of answers fills a list page.

    Raises Refused with the form's errors where an answer is not accepted.
    """
    for key, given in answers.items():
        for answer in given if isinstance(given, list) else [given]:
            case = _answer(case, key, answer, today)
    return case


def _answer(case: Case, key: str, answer: dict[str, Any], today: dt.date) -> Case:
    case = Case.objects.select_related(*PART_NAMES).get(pk=case.pk)
    step, _, slug = key.partition("/")
    page = get_step(step).page(slug, Desk(case, today))
    if page is None:
        raise Refused(f"{key}: no such page now")
    asked = page.form(case=case).fields
    data = QueryDict(mutable=True)
    for name, value in answer.items():
        shown = _picked(asked.get(name), told(value, today))
        data.setlist(name, shown if isinstance(shown, list) else [shown])
    form = page.form(data, case=case)
    if not form.is_valid():
        raise Refused(f"{key}: {form.errors.as_json()}")

    def write(target: Case) -> None:
        if isinstance(page, RowPage):
            page.model._default_manager.create(case=target, **form.cleaned_data)
        else:
            form.write(target)

    return services.save_answers(case, key, write, version=None)
