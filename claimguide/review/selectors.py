"""What the case page of the staff desk shows, with a number of queries that does not grow with the case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Model, OuterRef, QuerySet

from claimguide.cases import selectors as cases
from claimguide.cases import services
from claimguide.cases.models import Case, CaseProblem, ContactEntry, Party, Submission
from claimguide.cases.selectors import PART_NAMES
from claimguide.core.listed import listed_rows, rows_from
from claimguide.core.money import yuan
from claimguide.evidence import selectors as evidence
from claimguide.letters import selectors as letters

from . import history

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

EVENTS_SHOWN = 60
# Rows of a case that are read with it, by the name the case has for them.
_TOLD: dict[str, type[Model]] = {
    "problems": CaseProblem,
    "parties": Party,
    "contacts": ContactEntry,
    "submissions": Submission,
}


def to_show(query: QuerySet[Case], user: AbstractBaseUser | AnonymousUser) -> QuerySet[Case]:
    """The case for its page, in one query with its chapters and what was told.

    Each row also knows whether `user` has left a trace in it today, as `seen_today`.
    """
    told = {
        f"told_{name}": listed_rows(model._default_manager.filter(case=OuterRef("pk")))
        for name, model in _TOLD.items()
    }
    seen = Exists(services.viewings_today(user).filter(case=OuterRef("pk")))
    return query.select_related(*PART_NAMES, "purchase__platform", "region").annotate(
        **told, **cases.along("asked", "calendar"), seen_today=seen
    )


def lay_out(case: Case) -> None:
    """Let `case.problems.all()` and its like give the rows that came along, as a prefetch would."""
    for name, model in _TOLD.items():
        rows = getattr(case, name).all()
        rows._result_cache = rows_from(model, vars(case)[f"told_{name}"])
        rows._prefetch_done = True
        vars(case).setdefault("_prefetched_objects_cache", {})[name] = rows


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


def _by_day(rows: Iterable[Any]) -> list[Any]:
    """Those that were not removed."""
    return sorted((row for row in rows if row.removed_at is None), key=lambda row: (row.on, row.pk))


def desk(case: Case, on: dt.date) -> dict[str, Any]:
    """Context of the page of a case that was read by `to_show`."""
    lay_out(case)
    found = cases.assessment(case, on)
    events = list(case.events.select_related("actor").order_by("-at", "-pk")[: EVENTS_SHOWN + 1])
    return {
        "case": case,
        "problems": [p.get_kind_display() for p in case.problems.all()],
        "answers": answers(case),
        "contacts": _by_day(case.contacts.all()),
        "submissions": _by_day(case.submissions.all()),
        "assessment": found,
        "findings": [found.gate, *found.findings, *found.platform],
        "exhibits": evidence.live_exhibits(case),
        "letters": letters.versions(case),
        "events": [history.line(event) for event in events[:EVENTS_SHOWN]],
        "more_events": len(events) > EVENTS_SHOWN,
    }
