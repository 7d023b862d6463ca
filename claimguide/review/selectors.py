"""What the case page of the staff desk shows, with a number of queries that does not grow with the case."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import Model

from claimguide.cases import selectors as cases
from claimguide.cases.models import Case
from claimguide.cases.selectors import PART_NAMES
from claimguide.core.money import yuan
from claimguide.evidence.models import Exhibit
from claimguide.letters import selectors as letters

from . import history

EVENTS_SHOWN = 60


def answers(case: Case) -> list[tuple[str, list[tuple[str, Any]]]]:
    """Every answer the case holds, by chapter: (chapter, [(label, value)]). Empty ones are left out."""
    parts = [getattr(case, name) for name in PART_NAMES]
    chapters = [(str(part._meta.verbose_name), _rows(part)) for part in parts]
    parties = [(party.get_role_display(), _rows(party, "role")) for party in case.parties.all()]
    return [(title, rows) for title, rows in [*chapters, *parties] if rows]


def _rows(part: Model, *left_out: str) -> list[tuple[str, Any]]:
    return [
        (str(field.verbose_name), _shown(part, field.name))
        for field in part._meta.concrete_fields
        if field.name not in ("id", "case", *left_out) and getattr(part, field.attname) not in (None, "")
    ]


def _shown(row: Any, name: str) -> Any:
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    return yuan(value) if isinstance(value, Decimal) else value


def exhibits(case: Case) -> list[Exhibit]:
    """The live exhibits in the consumer's order, whatever their state; clean ones carry their number."""
    found = list(Exhibit.objects.live().filter(case=case).order_by("position").prefetch_related("proves"))
    for number, exhibit in enumerate((e for e in found if e.state == "clean"), start=1):
        exhibit.number = number
    return found


def desk(case: Case, on: dt.date) -> dict[str, Any]:
    """Context of the case page."""
    found = cases.assessment(case, on)
    events = list(case.events.select_related("actor").order_by("-at", "-pk")[: EVENTS_SHOWN + 1])
    return {
        "case": case,
        "problems": [p.get_kind_display() for p in case.problems.all()],
        "answers": answers(case),
        "contacts": list(case.contacts.filter(removed_at=None)),
        "submissions": list(case.submissions.filter(removed_at=None)),
        "assessment": found,
        "findings": [found.gate, *found.findings, *found.platform],
        "exhibits": exhibits(case),
        "letters": letters.versions(case),
        "events": [history.line(event) for event in events[:EVENTS_SHOWN]],
        "more_events": len(events) > EVENTS_SHOWN,
    }
