"""Writes: ordering a reading, deciding on what was read, undoing a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.cases.services import record, save_answers, touch
from claimguide.core import jobs
from claimguide.evidence.elements import Element
from claimguide.evidence.models import READING_JOB, Exhibit, ExhibitProof, Reading, Suggestion

from . import filling, machine, pixels
from .filling import ChatLine
from .selectors import Item
from .targets import as_text, held

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    Actor = AbstractBaseUser | AnonymousUser | None

# How the history names these answers: they came from a picture, not from a page of the guide.
PAGE = "evidence/read"
_S = Suggestion.State


class Differs(Exception):
    """The case says something else there than the page showed; nothing was written."""


def order(exhibit: Exhibit) -> Reading | None:
    """Order the reading of a clean exhibit in the caller's transaction. None where nothing can be read."""
    if not (pixels.can_be_read(exhibit) and machine.available()):
        return None
    reading, _created = Reading.objects.get_or_create(exhibit=exhibit)
    jobs.enqueue(READING_JOB, exhibit.pk, f"{READING_JOB}:{exhibit.pk}")
    return reading


def take(case: Case, item: Item, value: Any, *, seen: str, actor: Actor = None) -> None:
    """Put the confirmed value into the case: `value` is cleaned, or a ChatLine.

    `seen` is what the case held when the consumer decided. Raises Differs where it holds something else now,
    ValidationError where the value contradicts the case, guards.Barred, cases.services.Stale.
    """

    def write(fresh: Case) -> None:
        suggestion = _still_open(item)
        if isinstance(value, ChatLine):
            done, text = filling.put_chat(fresh, value, suggestion.reading.exhibit), value.text
        else:
            if held(fresh, item.target) != seen:
                raise Differs
            filling.check(fresh, item.target, value)
            done, text = filling.put(fresh, item.target, value), as_text(value)
        corrected = text != suggestion.value
        _decide(item, _S.CHANGED if corrected else _S.TAKEN, text)
        suggestion.extra["done"] = done
        suggestion.save(update_fields=["extra"])

    save_answers(case, PAGE, write, version=case.version, actor=actor)


@transaction.atomic
def turn_down(case: Case, item: Item, *, kept: str = "") -> None:
    """The value is not right or not the consumer's; with `kept` the case's own value stays. guards.Barred."""
    guards.require("answer", Case.objects.select_for_update().get(pk=case.pk))
    _still_open(item)
    _decide(item, _S.REJECTED, kept)


def undo(case: Case, item: Item, *, actor: Actor = None) -> None:
    """Take the last decision back, and what it filled in. Raises filling.Moved, guards.Barred or Stale."""
    decided = item.decided
    if decided is None:
        return

    def write(fresh: Case) -> None:
        filling.take_out(fresh, decided.extra.get("done", {}))
        _reopen(item)

    if decided.extra.get("done"):
        save_answers(case, PAGE, write, version=case.version, actor=actor)
        return
    with transaction.atomic():
        guards.require("answer", Case.objects.select_for_update().get(pk=case.pk))
        _reopen(item)


@transaction.atomic
def shows(exhibit: Exhibit, element: Element, *, actor: Actor = None) -> None:
    """The consumer says that the exhibit proves this too. Raises guards.Barred."""
    case = Case.objects.select_for_update().get(pk=exhibit.case_id)
    guards.require("upload", case)
    _proof, created = ExhibitProof.objects.get_or_create(exhibit=exhibit, element=element)
    if created:
        record(case, "exhibit_described", actor, exhibit=str(exhibit.pk))
        touch(case)


class Decided(Exception):
    """Somebody, or the same finger twice, decided already."""


def _still_open(item: Item) -> Suggestion:
    """The shown suggestion, locked. Decided where it is not open any more."""
    fresh = Suggestion.objects.select_for_update().filter(pk=item.lead.pk).first()
    if fresh is None or fresh.state != _S.OFFERED:
        raise Decided
    return fresh


def _decide(item: Item, state: str, value: str) -> None:
    rows = Suggestion.objects.filter(pk__in=[each.pk for each in item.all], state=_S.OFFERED)
    rows.update(state=state, taken_value=value[:500], decided_at=timezone.now())


def _reopen(item: Item) -> None:
    for row in Suggestion.objects.filter(pk__in=[each.pk for each in item.all]):
        row.extra.pop("done", None)
        row.state, row.taken_value, row.decided_at = _S.OFFERED, "", None
        row.save(update_fields=["extra", "state", "taken_value", "decided_at"])
