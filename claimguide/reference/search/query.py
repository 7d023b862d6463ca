"""Answering a query: the best first, in groups."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from claimguide.reference.models import SearchEntry, SearchGram
from claimguide.reference.models.base import in_language

from .marking import Piece, excerpt, has_hit, marked
from .words import Wanted, fold, wanted

PER_GROUP = 5
MOST = 150
# A word in a title counts as three in the text below it.
TITLE = 3.0
# Left out: what has few of the words asked for, or far less of them than the best.
LEAST_PART, LEAST_OF_BEST = 1 / 2, 0.3


@dataclass(frozen=True)
class Hit:
    """One thing found. `foreign` is the language of the excerpt where it is not the reader's, else ""."""

    entry: SearchEntry
    title: list[Piece]
    excerpt: list[Piece]
    foreign: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind: the hits shown, and how many there are."""

    kind: str
    label: str
    hits: list[Hit]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.hits)


def find(query: str, kind: str = "") -> list[Group]:
    """What fits `query`, grouped by kind, the group of the best hit first; with `kind` all of that kind.

    Four queries at most, whatever is asked.
    """
    scores = _scores(wanted(query))
    best = sorted(scores, key=lambda pk: (-scores[pk], pk))[:MOST]
    rows = SearchEntry.objects.in_bulk(best)
    exact = {pk: scores[pk] + _closeness(rows[pk], fold(query).strip()) for pk in best}
    by_kind: dict[str, list[SearchEntry]] = {}
    for pk in sorted(exact, key=lambda pk: (-exact[pk], pk)):
        by_kind.setdefault(rows[pk].kind, []).append(rows[pk])
    limit = MOST if kind else PER_GROUP
    return [
        Group(
            name, str(SearchEntry.Kind(name).label), [_hit(row, query) for row in found[:limit]], len(found)
        )
        for name, found in by_kind.items()
        if kind in ("", name)
    ]


def _scores(asked: list[Wanted]) -> dict[int, float]:
    """By entry the sum of its grams' weights; rare grams weigh more."""
    found = _found(asked)
    if not found:
        return {}
    total = SearchEntry.objects.count()
    weights = {gram: math.log(1 + total / len(hits)) for gram, hits in found.items()}
    sums: dict[int, float] = {}
    counts: dict[int, int] = {}
    for gram, hits in found.items():
        for pk, in_title in hits.items():
            sums[pk] = sums.get(pk, 0.0) + weights[gram] * (TITLE if in_title else 1.0)
            counts[pk] = counts.get(pk, 0) + 1
    least = max(sums.values()) * LEAST_OF_BEST
    return {
        pk: score
        for pk, score in sums.items()
        if score >= least and counts[pk] >= min(len(found), LEAST_PART * len(asked))
    }


def _found(asked: list[Wanted]) -> dict[Wanted, dict[int, bool]]:
    """By gram of the query the entries that hold it, and whether their titles do."""
    if not asked:
        return {}
    exact = {each.gram: each for each in asked if not each.prefix}
    begins = [each for each in asked if each.prefix]
    where = reduce(or_, (Q(gram__startswith=each.gram) for each in begins), Q(gram__in=list(exact)))
    found: dict[Wanted, dict[int, bool]] = {}
    for pk, gram, in_title in SearchGram.objects.filter(where).values_list("entry_id", "gram", "in_title"):
        for each in _asking(gram, exact, begins):
            hits = found.setdefault(each, {})
            hits[pk] = hits.get(pk, False) or in_title
    return found


def _asking(gram: str, exact: dict[str, Wanted], begins: list[Wanted]) -> Iterable[Wanted]:
    if gram in exact:
        yield exact[gram]
    yield from (each for each in begins if gram.startswith(each.gram))


def _closeness(row: SearchEntry, query: str) -> float:
    """More for what holds the query as it was typed, most where it is the title."""
    titles = [fold(row.title_zh), fold(row.title_en)]
    if query in titles:
        return 60.0
    if row.kind != SearchEntry.Kind.ARTICLE and any(query in title for title in titles):
        return 25.0 if any(title.startswith(query) for title in titles) else 15.0
    if query in fold(row.also).split():
        return 20.0
    return 5.0 if any(query in fold(text) for text in (row.body_zh, row.body_en, *titles)) else 0.0


def _hit(row: SearchEntry, query: str) -> Hit:
    """In the reader's language, unless only the other one holds what was asked."""
    own, other = in_language(row.body_zh, row.body_en), in_language(row.body_en, row.body_zh)
    shown_title = row.title
    strange = not has_hit(own + shown_title, query) and has_hit(other, query)
    if not strange:
        return Hit(row, marked(shown_title, query), excerpt(own, query), "")
    return Hit(row, marked(shown_title, query), excerpt(other, query), in_language("en", "zh-Hans"))
