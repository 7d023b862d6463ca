"""Keeping the index in step with what it was made from."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from django.db import transaction

from claimguide.core.models import Mark
from claimguide.reference.models import SearchEntry, SearchGram

from .sources import Entry, entries
from .words import grams

MARK = "search"
STALE, FRESH = "stale", "fresh"
BATCH = 1000


class Change(NamedTuple):
    written: int
    removed: int


@transaction.atomic
def refresh() -> Change:
    """Write anew what differs from its source and remove what has none any more; the rest stays untouched."""
    Mark.objects.get_or_create(name=MARK, defaults={"value": STALE})
    # Two at once would write the same rows.
    Mark.objects.select_for_update().get(name=MARK)
    known = {(row.kind, row.key): row for row in SearchEntry.objects.only("kind", "key", "digest")}
    wanted = {(entry.kind, entry.key): entry for entry in entries()}
    gone = [row.pk for place, row in known.items() if place not in wanted]
    changed = [entry for place, entry in wanted.items() if _differs(known.get(place), entry)]
    old = [known[entry.kind, entry.key].pk for entry in changed if (entry.kind, entry.key) in known]
    SearchEntry.objects.filter(pk__in=[*gone, *old]).delete()
    _write(changed)
    Mark.objects.filter(name=MARK).update(value=FRESH)
    return Change(len(changed), len(gone))


def _differs(row: SearchEntry | None, entry: Entry) -> bool:
    return row is None or row.digest != entry.digest


def _write(changed: list[Entry]) -> None:
    rows = [
        SearchEntry(
            kind=entry.kind,
            key=entry.key,
            url=entry.url,
            title_zh=entry.title.zh,
            title_en=entry.title.en,
            body_zh=entry.body.zh,
            body_en=entry.body.en,
            also=entry.also,
            digest=entry.digest,
        )
        for entry in changed
    ]
    SearchEntry.objects.bulk_create(rows, batch_size=BATCH)
    SearchGram.objects.bulk_create([gram for row in rows for gram in _grams(row)], batch_size=BATCH)


def _grams(row: SearchEntry) -> list[SearchGram]:
    """An article's title is its statute's, which the others have as well: it tells it from none of them."""
    title = grams(row.title_zh) | grams(row.title_en)
    own = set() if row.kind == SearchEntry.Kind.ARTICLE else title | grams(row.also)
    body = grams(row.body_zh) | grams(row.body_en)
    return [SearchGram(entry=row, gram=gram, in_title=gram in own) for gram in own | title | body]


def touch() -> None:
    """Something searched has changed: once that is committed, the index follows, once for all changes."""
    Mark.objects.update_or_create(name=MARK, defaults={"value": STALE})
    transaction.on_commit(_catch_up, robust=True)


def _catch_up() -> None:
    if Mark.objects.filter(name=MARK, value=STALE).exists():
        refresh()


def sizes() -> Counter[str]:
    """How many entries of each kind there are."""
    return Counter(SearchEntry.objects.values_list("kind", flat=True))
