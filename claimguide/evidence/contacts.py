"""The log of contacts with the exhibits that show them. Only a clean exhibit in the list counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import OuterRef, Subquery, UUIDField
from django.http import Http404

from claimguide.cases.models import Case, ContactEntry
from claimguide.cases.services import record, touch

from .models import ContactProof, Exhibit
from .services import locked

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


def log(case: Case, exhibits: Iterable[Exhibit]) -> list[ContactEntry]:
    """The live contacts by day, each with its `exhibit` out of the clean `exhibits`, or None. One query."""
    shown = ContactProof.objects.filter(contact=OuterRef("pk")).values("exhibit")
    key = Subquery(shown, output_field=UUIDField())
    live = ContactEntry.objects.filter(case=case, removed_at=None).annotate(shown_by=key)
    by_key = {exhibit.pk: exhibit for exhibit in exhibits}
    entries: list[ContactEntry] = []
    for entry in live.order_by("on", "pk"):
        entry.exhibit = by_key.get(entry.shown_by)
        entries.append(entry)
    return entries


def entry_of(case: Case, key: int) -> ContactEntry:
    """A live contact of this case; Http404 for any other."""
    entry = ContactEntry.objects.filter(case=case, removed_at=None, pk=key).first()
    if entry is None:
        raise Http404
    return entry


def tie(entry: ContactEntry, exhibit: Exhibit) -> None:
    """Say inside the caller's transaction that `exhibit` shows this contact, instead of any other."""
    ContactProof.objects.update_or_create(contact=entry, defaults={"exhibit": exhibit})


@transaction.atomic
def show(
    entry: ContactEntry, exhibit: Exhibit | None, *, actor: AbstractBaseUser | AnonymousUser | None = None
) -> None:
    """Keep which exhibit of the same case shows a contact; None for none any more. Raises guards.Barred."""
    case = locked(entry.case)
    if exhibit is None:
        if not ContactProof.objects.filter(contact=entry).delete()[0]:
            return
    else:
        tie(entry, exhibit)
    record(case, "contact_shown", actor, exhibit=str(exhibit.pk) if exhibit else "")
    touch(case)
