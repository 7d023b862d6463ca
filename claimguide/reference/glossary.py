"""Legal terms in plain words, each with the articles it comes from (fixtures/glossary.json)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claimguide.law.citations import Citation, cite, in_force
from claimguide.law.text import Text

from . import selectors
from .models import Article, SearchEntry
from .search.sources import Entry, register


@dataclass(frozen=True)
class Term:
    """A term, what it means, other words for it, and the articles it comes from in compact form."""

    slug: str
    name: Text
    meaning: Text
    also: str
    articles: tuple[str, ...]

    @property
    def url(self) -> str:
        return f"{reverse('reference:glossary')}#{self.slug}"


@lru_cache(maxsize=1)
def terms() -> dict[str, Term]:
    """All terms by slug, in the order of the page."""
    rows = json.loads(Path(settings.BASE_DIR, "fixtures", "glossary.json").read_text("utf-8"))
    return {
        row["slug"]: Term(
            row["slug"], Text(**row["term"]), Text(**row["meaning"]), row["also"], tuple(row["articles"])
        )
        for row in rows
    }


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every term with its meaning and its articles in force today, as far as they were checked."""
    rows = list(_with_articles(timezone.localdate()))
    return render(request, "reference/glossary.html", {"rows": rows})


def _with_articles(on: date) -> Iterator[tuple[Term, list[tuple[Citation, Article]]]]:
    cited = {term.slug: in_force(cite(*term.articles), on) for term in terms().values()}
    found = selectors.articles_for_all([citation for each in cited.values() for citation in each])
    for term in terms().values():
        pairs = [(citation, found[citation]) for citation in cited[term.slug]]
        yield term, [(citation, rows[0]) for citation, rows in pairs if rows and rows[0].printable]


@register
def searched() -> Iterator[Entry]:
    for term in terms().values():
        also = Text(term.also, term.also)
        yield Entry(SearchEntry.Kind.TERM, term.slug, term.url, term.name, term.meaning, aliases=also)
