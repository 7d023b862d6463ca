"""Writes to the list as a whole: its order after a drag, and refused files that were read and put away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Case as Choose
from django.db.models import F, IntegerField, Max, Value, When

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.cases.services import record, touch

from . import vault
from .models import Exhibit

if TYPE_CHECKING:
    from .services import Actor


class OutOfDate(Exception):
    """The list that was ordered is not the list that is here: something came or went meanwhile."""


@transaction.atomic
def reorder(case: Case, order: Sequence[UUID], *, actor: Actor = None) -> None:
    """Put the clean exhibits in this order. OutOfDate unless it names all; guards.Barred."""
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    guards.require("upload", fresh)
    rows = Exhibit.objects.filter(case=fresh).clean().order_by("position")
    held = dict(rows.values_list("pk", "position"))
    if len(order) != len(held) or set(order) != set(held):
        raise OutOfDate
    if list(order) == list(held):
        return
    beyond = Exhibit.objects.filter(case=fresh).aggregate(last=Max("position"))["last"]
    # No two rows may hold one place, not even between two statements: all go beyond the end first.
    moving = Exhibit.objects.filter(case=fresh, pk__in=held)
    moving.update(position=F("position") + beyond)
    places = zip(order, sorted(held.values()), strict=True)
    arms = [When(pk=pk, then=Value(place)) for pk, place in places]
    moving.update(position=Choose(*arms, output_field=IntegerField()))
    record(fresh, "exhibits_ordered", actor, exhibits=[str(pk) for pk in order])
    touch(fresh)


@transaction.atomic
def dismiss(exhibit: Exhibit, *, actor: Actor = None) -> None:
    """Put a refused file away for good, once its reason was read."""
    case = Case.objects.select_for_update().get(pk=exhibit.case_id)
    names, kept = exhibit.file_names, str(exhibit.pk)
    record(case, "exhibit_dismissed", actor, exhibit=kept, refusal=exhibit.refusal)
    exhibit.delete()
    touch(case)
    transaction.on_commit(lambda: vault.discard(names))
