"""Reads of what was read: each value once, whatever pictures show it, and what is still to be decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.core.models import Job
from claimguide.evidence.elements import ELEMENTS, Element
from claimguide.evidence.models import READING_JOB, Exhibit, Reading, State, Suggestion
from claimguide.evidence.read.fields import SURE

from .targets import CHAT, TARGETS, Target, held, likeness, plain, shown

# From here on a value is called likely, in percent.
LIKELY = round(100 * SURE)
OPEN, SAME = "open", "same"
_S = Suggestion.State
_RANK = {name: rank for rank, name in enumerate(TARGETS)}


@dataclass
class Item:
    """One value to decide: the suggestion that is shown, and others that say the same.

    `held` is what the case says there as a form's text, "" for nothing. `as_kept` is the read value as the
    case would hold it, None where it would not. `state` is open, same (the case says it already) or what was
    decided.
    """

    lead: Suggestion
    target: Target
    held: str
    as_kept: str | None
    others: list[Suggestion] = field(default_factory=list)

    @property
    def all(self) -> list[Suggestion]:
        return [self.lead, *self.others]

    @property
    def decided(self) -> Suggestion | None:
        """The one the decision was made on, which knows how to undo it."""
        found = [each for each in self.all if each.state != _S.OFFERED]
        return next((each for each in found if "done" in each.extra), found[0] if found else None)

    @property
    def state(self) -> str:
        if self.decided:
            return self.decided.state
        return SAME if self.held and self.as_kept == self.held else OPEN

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def is_likely(self) -> bool:
        return self.lead.confidence >= LIKELY

    @property
    def kept(self) -> bool:
        """Turned down because the case's own value stays."""
        return bool(self.decided and self.decided.state == _S.REJECTED and self.decided.taken_value)

    @property
    def value(self) -> str:
        """The value as people read it: as it was taken over, else as it was read."""
        taken = self.decided.taken_value if self.decided else ""
        return shown(self.target, taken or self.lead.value)

    @property
    def held_words(self) -> str:
        return shown(self.target, self.held)

    @property
    def exhibits(self) -> list[Exhibit]:
        return list(dict.fromkeys(each.reading.exhibit for each in self.all))


def items(case: Case) -> list[Item]:
    """All values of the case's live exhibits, in the exhibits' and the fields' order; the same value once.

    A platform's name is looked up in the database, each spelling of it once.
    """
    rows = Suggestion.objects.filter(
        reading__exhibit__case=case,
        reading__exhibit__state=State.CLEAN,
        reading__exhibit__removed_at=None,
        field__in=TARGETS,
    )
    clean = Exhibit.objects.clean().filter(case=case).order_by("position")
    numbers = {pk: number for number, pk in enumerate(clean.values_list("pk", flat=True), start=1)}
    found: dict[tuple[str, str], Item] = {}
    held_there: dict[str, str] = {}
    kept: dict[tuple[str, str], str | None] = {}
    for row in sorted(rows.select_related("reading__exhibit"), key=_place):
        target = TARGETS[row.field]
        row.reading.exhibit.number = numbers.get(row.reading_id, 0)
        read = row.field, row.value
        if read not in kept:
            kept[read] = plain(target, row.value)
        key = likeness(*read, kept[read], f"{row.extra.get('speaker')} {row.extra.get('time')}")
        if key in found:
            found[key].others.append(row)
            continue
        if target.column not in held_there:
            held_there[target.column] = held(case, target)
        found[key] = Item(row, target, held_there[target.column], kept[read])
    return [item for item in found.values() if not _stands_in(item, found.values())]


def _place(row: Suggestion) -> tuple[int, int, int]:
    return row.reading.exhibit.position, _RANK[row.field], row.position


def _stands_in(item: Item, every: Iterable[Item]) -> bool:
    """The day of the payment is asked about only where nothing says on which day it was ordered."""
    if item.lead.field != "paid_on" or item.decided:
        return False
    return bool(item.held) or any(other.lead.field == "ordered_on" for other in every)


def get_item(case: Case, every: Sequence[Item], suggestion_id: int) -> Item:
    """The item that holds this suggestion; Http404 for unknown ones and those of other cases."""
    for item in every:
        if any(each.pk == suggestion_id for each in item.all):
            return item
    raise Http404


def to_decide(every: Sequence[Item]) -> list[Item]:
    """What was or will be put to the consumer: everything but what the case said anyway."""
    return [item for item in every if item.state != SAME]


def following(every: Sequence[Item], item: Item | None) -> Item | None:
    """The next open item after this one, or the first."""
    places = [each.lead.pk for each in every]
    start = places.index(item.lead.pk) + 1 if item else 0
    return next((each for each in every[start:] if each.is_open), None)


def waiting(case: Case) -> int:
    """How many pictures are still being read; one whose order was given up counts no more."""
    ids = Reading.objects.filter(
        exhibit__case=case, exhibit__removed_at=None, state=Reading.State.WAITING
    ).values_list("pk", flat=True)
    if not ids:
        return 0
    alive = [Job.State.PENDING, Job.State.RUNNING]
    return Job.objects.filter(kind=READING_JOB, object_id__in=list(ids), state__in=alive).count()


def seems_to_show(every: Sequence[Item], exhibit: Exhibit) -> list[Element]:
    """What the exhibit seems to prove by what was read in it, and is not said to prove yet."""
    found = {_shown_by(row) for item in every for row in item.all if row.reading_id == exhibit.pk}
    said = set(exhibit.proves.values_list("element", flat=True))
    return [element for element in ELEMENTS if element in found and element not in said]


def _shown_by(row: Suggestion) -> Element | None:
    if row.state == _S.REJECTED and not row.taken_value:
        return None
    if row.field == CHAT:
        return Element.NOTICE if row.extra.get("speaker") == "me" else None
    return TARGETS[row.field].shows


def panel(case: Case) -> dict[str, Any]:
    """What the exhibits' page says of it."""
    every = items(case)
    return {
        "open": sum(item.is_open for item in every),
        "total": len(to_decide(every)),
        "waiting": waiting(case),
        "barred": guards.reason_not_to("answer", case),
    }
