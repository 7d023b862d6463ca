"""Save and go on: what the check was told becomes a case, so that nothing is asked twice."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from claimguide.cases import services
from claimguide.cases.models import Case, UnknownAnswer
from claimguide.cases.selectors import FACT_HOME
from claimguide.cases.views import begin

from .check import not_understood
from .check_answers import Answers, read
from .questions import slug_of
from .steps.law import LawStep

_FIRST = LawStep.pages[0]


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Open a case with the answers and show its code; nothing is written where one cannot be read."""
    answers = read(request.POST)
    if answers.strange or answers.errors or not answers.problems:
        return not_understood(request, answers)
    return begin(request, partial(carry, answers=answers, actor=request.user))


def carry(case: Case, answers: Answers, actor: Any = None) -> None:
    """Write the answers into the chapters of the case; what was asked counts as answered in step 1."""
    write = partial(_write, answers=answers)
    services.save_answers(case, f"{LawStep.slug}/{_FIRST.slug}", write, version=None, actor=actor)
    for key in _asked_alone(answers):
        services.record(case, "answered", actor, page=f"{LawStep.slug}/{slug_of(key)}")


def _write(case: Case, answers: Answers) -> None:
    services.set_problems(case, answers.problems)
    parts = {}
    for key, value in answers.known.items():
        part = getattr(case, FACT_HOME[key])
        setattr(part, key, value)
        parts[FACT_HOME[key]] = part
    for part in parts.values():
        part.save()
    UnknownAnswer.objects.bulk_create(UnknownAnswer(case=case, key=key) for key in sorted(answers.unsure))


def _asked_alone(answers: Answers) -> list[str]:
    """The facts that step 1 asks on pages of their own."""
    together = {name for page in LawStep.pages for name in page.form.base_fields}
    return sorted((answers.known.keys() | answers.unsure) - together)
