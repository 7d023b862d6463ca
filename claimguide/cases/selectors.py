"""Reads of a case: who may see it, its facts in the law's vocabulary, its assessment."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404

from claimguide.core.working_days import WorkCalendar
from claimguide.law import Assessment, Facts, assess
from claimguide.reference.selectors import work_calendar

from . import access
from .models import SESSION_KEY, Case, Party
from .services import FRESH_CODE_KEY, PARTS

if TYPE_CHECKING:
    from django.http import HttpRequest

PART_NAMES = ("purchase", "problem", "dealings", "promise", "platform_conduct", "special", "plans")
FACT_HOME: dict[str, str] = {
    field.name: name
    for name, part in zip(PART_NAMES, PARTS, strict=True)
    for field in part._meta.get_fields()
    if field.name in Facts.__dataclass_fields__
}


def get_visible_case(request: HttpRequest, case_id: UUID) -> Case:
    """The case with its chapters, or the same Http404 for unknown, foreign and deleted ones.

    PermissionDenied where staff without the right to change cases send anything.
    """
    query = Case.objects.visible_to(request).select_related(
        *PART_NAMES, "purchase__platform", "region", "plans__receipt_region", "plans__seller_region"
    )
    case = query.prefetch_related("problems", "parties").filter(pk=case_id).first()
    if case is None:
        raise Http404
    access.admit(request, case)
    return case


def held_cases(request: HttpRequest) -> list[Case]:
    """The cases this browser holds, last changed first."""
    ids = request.session.get(SESSION_KEY, [])
    return list(Case.objects.filter(pk__in=ids).select_related("purchase")) if ids else []


def code_is_fresh(request: HttpRequest, case: Case) -> bool:
    return str(case.pk) in request.session.get(FRESH_CODE_KEY, [])


def party(case: Case, role: str) -> Party:
    """The party in this role; an unsaved empty one where nothing is known yet. Uses the prefetched rows."""
    return next((p for p in case.parties.all() if p.role == role), Party(case=case, role=role))


def fact_values(case: Case) -> dict[str, Any]:
    """Every fact the case holds, by its key in the vocabulary; unknown ones are left out."""
    values: dict[str, Any] = {}
    for key, home in FACT_HOME.items():
        value = getattr(getattr(case, home), key)
        if value not in (None, ""):
            values[key] = value
    if kinds := frozenset(p.kind for p in case.problems.all()):
        values["problems"] = kinds
    return values


def facts(case: Case, on: dt.date) -> Facts:
    """The case as the law room reads it, on the given day."""
    return Facts(as_of=on, **fact_values(case))


def assessment(case: Case, on: dt.date, calendar: WorkCalendar | None = None) -> Assessment:
    """What the law says on the case's facts; a caller that holds the calendar already may hand it in."""
    return assess(facts(case, on), on, calendar=calendar or work_calendar())
