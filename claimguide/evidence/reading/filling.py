"""Puts a confirmed value into the case, and takes it out again. Runs inside cases.services.save_answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import Case, ContactEntry, Draft, UnknownAnswer
from claimguide.cases.vocab import ContactChannel
from claimguide.core.forms import require_not_before
from claimguide.evidence.models import ContactProof, Exhibit
from claimguide.reference.selectors import platform

from .targets import Target, as_text

# As the guide's own list of contacts.
MOST_CONTACTS = 40
LONGEST_CONTACT = 500
_AFTER_ORDER = (("purchase", "received_on"), ("problem", "discovered_on"), ("dealings", "asked_seller_on"))
# What is needed to take a value out again, kept with the suggestion.
Done = dict[str, Any]


class ChatRole(models.TextChoices):
    """Whose words a line of a chat is, and so where it belongs."""

    MINE = "mine", _("I wrote it: what I asked for")
    ANSWER = "answer", _("The seller's answer to my request")
    WORDS = "words", _("What the seller said about the goods or promised")


# Where the seller's words go, and how many characters the guide's page takes there.
_TEXTS = {ChatRole.ANSWER: ("dealings", "reply_text", 1000), ChatRole.WORDS: ("problem", "seller_words", 500)}


@dataclass(frozen=True)
class ChatLine:
    """One line of a chat as the consumer confirmed it."""

    text: str
    role: str
    on: dt.date | None = None


class Moved(Exception):
    """What was filled in has been changed since: it is not taken out behind the consumer's back."""


def check(case: Case, target: Target, value: Any) -> None:
    """ValidationError where the value contradicts another day the case holds."""
    if target.column == "ordered_on":
        later = [getattr(getattr(case, part), name) for part, name in _AFTER_ORDER]
        if any(day and day < value for day in later):
            raise ValidationError(
                _("The case names an earlier day for what came after the order. Check both dates.")
            )
    if target.column == "received_on":
        require_not_before(case.purchase.ordered_on, value)


def put(case: Case, target: Target, value: Any) -> Done:
    """Write one column of a locked case. `value` is cleaned by the target's own form field."""
    before = as_text(getattr(getattr(case, target.part), target.column))
    other = case.purchase.platform_other if target.column == "platform" else ""
    _set(case, target.part, target.column, value)
    UnknownAnswer.objects.filter(case=case, key=target.column).delete()
    done = {"part": target.part, "column": target.column, "before": before, "after": as_text(value)}
    return {**done, "other": other} if other else done


def put_chat(case: Case, line: ChatLine, exhibit: Exhibit) -> Done:
    """A line of the chat in `exhibit`: the consumer's is a contact on its day, shown by that exhibit; the
    seller's answers it or stands alone.
    """
    if line.role == ChatRole.MINE and line.on:
        return _contact(case, line.text, line.on, exhibit)
    if line.role == ChatRole.ANSWER and (entry := _answered(case, line)):
        before, entry.answer = entry.answer, f"{entry.answer} {line.text}".strip()
        entry.save(update_fields=["answer"])
        return {"contact": entry.pk, "before": before, "after": entry.answer}
    part, column, longest = _TEXTS[ChatRole(line.role)]
    before = getattr(getattr(case, part), column)
    after = f"{before}\n{line.text}".strip()
    if len(after) > longest:
        raise ValidationError(_("There is no room for more words there. Shorten what the case says first."))
    _set(case, part, column, after)
    return {"part": part, "column": column, "before": before, "after": after}


def take_out(case: Case, done: Done) -> None:
    """Undo `put` or `put_chat` on a locked case. Moved where the case says something else by now."""
    if "contact" in done:
        _restore_contact(case, done)
    elif "part" in done:
        part, column = done["part"], done["column"]
        if as_text(getattr(getattr(case, part), column)) != done["after"]:
            raise Moved
        _set(case, part, column, _parsed(getattr(case, part), column, done["before"]), done.get("other", ""))


def _set(case: Case, part: str, column: str, value: Any, other: str = "") -> None:
    """Write the column, and with a platform the name of one that is not in the list."""
    row = getattr(case, part)
    names = [column]
    if column == "platform":
        value = platform(value) if isinstance(value, str) and value else None
        row.platform_other = other
        names.append("platform_other")
    setattr(row, column, value)
    row.save(update_fields=names)
    _in_drafts(case, column, as_text(value))


def _parsed(row: models.Model, column: str, text: str) -> Any:
    if column == "platform":
        return text
    field = row._meta.get_field(column)
    return field.to_python(text) if text or not field.null else None  # type: ignore[union-attr]


def _in_drafts(case: Case, column: str, text: str) -> None:
    """A page left half-filled would show its draft and, sent again, write the old text over the new one."""
    for draft in Draft.objects.filter(case=case, data__has_key=column):
        draft.data[column] = [text]
        draft.save(update_fields=["data", "updated_at"])


def _contact(case: Case, said: str, on: dt.date, exhibit: Exhibit) -> Done:
    require_not_before(case.purchase.ordered_on, on)
    live = ContactEntry.objects.filter(case=case, removed_at=None)
    same = live.filter(on=on, channel=ContactChannel.CHAT, said=said)
    if same.exists():
        return {}
    if live.count() >= MOST_CONTACTS:
        raise ValidationError(_("This list is full. Remove a line first."))
    entry = ContactEntry.objects.create(case=case, on=on, channel=ContactChannel.CHAT, said=said)
    ContactProof.objects.create(contact=entry, exhibit=exhibit)
    return {"contact": entry.pk, "after": ""}


def _answered(case: Case, line: ChatLine) -> ContactEntry | None:
    """The contact of that day the line answers, if there is room for it."""
    if line.on is None:
        return None
    day = ContactEntry.objects.filter(case=case, removed_at=None, on=line.on, channel=ContactChannel.CHAT)
    entry = day.order_by("pk").last()
    fits = entry and len(entry.answer) + len(line.text) < LONGEST_CONTACT
    return entry if fits else None


def _restore_contact(case: Case, done: Done) -> None:
    entry = ContactEntry.objects.filter(case=case, pk=done["contact"], removed_at=None).first()
    if entry is None or entry.answer != done["after"]:
        raise Moved
    if "before" in done:
        entry.answer = done["before"]
        entry.save(update_fields=["answer"])
    else:
        entry.removed_at = timezone.now()
        entry.save(update_fields=["removed_at"])
