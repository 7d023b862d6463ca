"""Reads of a case: who may see it, its facts in the law's vocabulary, its assessment."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.http import Http404

from claimguide.core.listed import Listed
from claimguide.core.working_days import WorkCalendar
from claimguide.law import Assessment, Facts, assess, gate
from claimguide.law.matter import Matter
from claimguide.reference.models import ConsumerBody
from claimguide.reference.selectors import calendar_stamp, provincial_bodies, work_calendar

from . import access, wording
from .models import SESSION_KEY, Case, ContactEntry, Event, Party, ProofStatus, UnknownAnswer
from .services import FRESH_CODE_KEY, PARTS, SHARED_KEY

if TYPE_CHECKING:
    from django.http import HttpRequest

PART_NAMES = ("purchase", "problem", "dealings", "promise", "platform_conduct", "special", "plans")
FACT_HOME: dict[str, str] = {
    field.name: name
    for name, part in zip(PART_NAMES, PARTS, strict=True)
    for field in part._meta.get_fields()
    if field.name in Facts.__dataclass_fields__
}


_CONTACTS = ContactEntry.objects.filter(removed_at=None).order_by("on")
# Short lists that come along with a case that was read for a page, each as `case.read_<name>`.
_ALONG = {
    "answered": Listed(Event.objects.filter(case=OuterRef("pk"), kind="answered"), "data__page"),
    "unknown": Listed(UnknownAnswer.objects.filter(case=OuterRef("pk")), "key"),
    "proof": Listed(ProofStatus.objects.filter(case=OuterRef("pk")), "element", "have"),
    "body": Listed(provincial_bodies(OuterRef("region")), "name", "status"),
    "calendar": calendar_stamp(),
    "asked": Subquery(_CONTACTS.filter(case=OuterRef("pk")).values("on")[:1]),
}


def get_visible_case(request: HttpRequest, case_id: UUID, *also: str) -> Case:
    """The case with its chapters, or the same Http404 for unknown, foreign and deleted ones.

    `also` names further single rows of the case, of later rooms. Three queries, whatever a page asks then.
    PermissionDenied where staff without the right to change cases send anything. What the request says from
    here on calls the seller what this case does.
    """
    query = Case.objects.visible_to(request).select_related(
        *PART_NAMES, "purchase__platform", "region", "plans__receipt_region", "plans__seller_region", *also
    )
    query = query.annotate(**along(*_ALONG)).prefetch_related("problems", "parties")
    case = query.filter(pk=case_id).first()
    if case is None:
        raise Http404
    access.admit(request, case)
    wording.speak_of(case)
    return case


def along(*names: str) -> dict[str, Any]:
    """Annotations that let a case which is read in another way bring these of its short lists along, too."""
    return {f"read_{name}": _ALONG[name] for name in names}


def held_cases(request: HttpRequest) -> list[Case]:
    """The cases this browser holds, last changed first."""
    ids = request.session.get(SESSION_KEY, [])
    return list(Case.objects.filter(pk__in=ids).select_related("purchase")) if ids else []


def code_is_fresh(request: HttpRequest, case: Case) -> bool:
    return str(case.pk) in request.session.get(FRESH_CODE_KEY, [])


def first_asked(case: Case) -> dt.date | None:
    """The day the seller was first asked to put it right: as told, or earlier by the list of contacts."""
    if "read_asked" in vars(case):
        noted = _read(case, "asked")
    else:
        noted = _CONTACTS.filter(case=case).values_list("on", flat=True).first()
    return min(filter(None, (case.dealings.asked_seller_on, noted)), default=None)


def _read(case: Case, name: str) -> Any:
    """What came along with the case, None where it was read in another way."""
    return vars(case).get(f"read_{name}")


def answered_pages(case: Case) -> set[str]:
    """Pages that were saved at least once, as the case was read."""
    if (rows := _read(case, "answered")) is None:
        return set(case.events.filter(kind="answered").values_list("data__page", flat=True))
    return {page for (page,) in rows}


def unknown_answers(case: Case) -> set[str]:
    """Questions the consumer could not answer, as the case was read."""
    if (rows := _read(case, "unknown")) is None:
        return set(case.unknown_answers.values_list("key", flat=True))
    return {key for (key,) in rows}


def proof_statuses(case: Case) -> dict[str, str]:
    """What the consumer says of proof, by element, as the case was read."""
    if (rows := _read(case, "proof")) is None:
        return dict(case.proof_statuses.values_list("element", "have"))
    return dict(rows)


def body_to_print(case: Case) -> str:
    """The name of the consumer association that a letter may print: as confirmed, or as checked, or ""."""
    if case.plans.body_name or case.region_id is None:
        return case.plans.body_name
    if (rows := _read(case, "body")) is None:
        rows = provincial_bodies(case.region_id).values_list("name", "status")
    return next((ConsumerBody(name=name, status=status).printable_name for name, status in rows), "")


def calendar_of(case: Case) -> WorkCalendar:
    """The calendar of working days, without a query where its stamp came along with the case."""
    return work_calendar(_read(case, "calendar"))


def on_shared_device(request: HttpRequest) -> bool:
    return bool(request.session.get(SHARED_KEY))


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
    if asked := first_asked(case):
        values["asked_seller_on"] = asked
    if kinds := frozenset(p.kind for p in case.problems.all()):
        values["problems"] = kinds
    return values


def facts(case: Case, on: dt.date) -> Facts:
    """The case as the law room reads it, on the given day."""
    return Facts(as_of=on, **fact_values(case))


def consumer_law(case: Case, on: dt.date) -> bool:
    """Whether consumer law may be named, as `Assessment.consumer_law` says it, without all the rest."""
    return gate.find(Matter(facts(case, on), on)).verdict != "fails"


def assessment(case: Case, on: dt.date, calendar: WorkCalendar | None = None) -> Assessment:
    """What the law says on the case's facts; a caller that holds the calendar already may hand it in."""
    return assess(facts(case, on), on, calendar=calendar or calendar_of(case))
