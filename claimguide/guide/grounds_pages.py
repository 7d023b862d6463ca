"""Public pages without sign-in: each ground of a claim in plain words, with its articles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claimguide.law.citations import Citation, cite, in_force
from claimguide.law.facts import Facts
from claimguide.law.ground import Ground
from claimguide.law.grounds import GROUNDS
from claimguide.law.matter import Matter
from claimguide.law.text import Text
from claimguide.reference.models import Article
from claimguide.reference.selectors import articles_for_all

_HEADINGS: dict[str, Any] = {
    "cond": _("What must be true"),
    "exc": _("When it does not apply"),
    "burden": _("Who proves what"),
    "remedy": _("What you may ask for"),
    "limit": _("Time limits"),
    "liable": _("Who is liable"),
}


class Words(NamedTuple):
    """A ground in a sentence or two, other words people look for, by section its articles in compact form."""

    summary: Text
    asked_as: Text
    articles: Mapping[str, tuple[str, ...]]


class Line(NamedTuple):
    """One article with what it says in our own words; none where this guide has no summary of it."""

    citation: Citation
    articles: list[Article]


class Section(NamedTuple):
    """A part of the page: the law room's own texts first, then the articles in short."""

    heading: Any
    texts: list[Text]
    lines: list[Line]


@lru_cache(maxsize=1)
def words() -> dict[str, Words]:
    """By code of the ground, from fixtures/grounds.json."""
    rows = json.loads(Path(settings.BASE_DIR, "fixtures", "grounds.json").read_text("utf-8"))
    return {
        row["code"]: Words(
            Text(**row["summary"]),
            Text(**row["asked_as"]),
            {part: tuple(codes) for part, codes in row["articles"].items()},
        )
        for row in rows
    }


@require_safe
def grounds(request: HttpRequest) -> HttpResponse:
    """All kinds of dispute in plain words."""
    rows = [(ground, words()[ground.code].summary) for ground in GROUNDS]
    return render(request, "guide/grounds/list.html", {"rows": rows})


@require_safe
def ground(request: HttpRequest, code: str) -> HttpResponse:
    """One kind of dispute: conditions, exceptions, proof, remedies, time limits, who answers."""
    found = next((each for each in GROUNDS if each.code == code), None)
    if found is None:
        raise Http404
    on = timezone.localdate()
    context = {
        "ground": found,
        "summary": words()[code].summary,
        "sections": sections(found, on),
        "on": on,
    }
    return render(request, "guide/grounds/ground.html", context)


def sections(ground: Ground, on: date) -> list[Section]:
    """What the page says of the ground under the law of that day; a section without content is left out."""
    cited = {part: in_force(cite(*codes), on) for part, codes in words()[ground.code].articles.items()}
    summaries = articles_for_all([citation for each in cited.values() for citation in each])
    made = []
    for part, heading in _HEADINGS.items():
        lines = [Line(citation, summaries[citation]) for citation in cited.get(part, ())]
        texts = _own_texts(ground, part, on)
        if lines or texts:
            made.append(Section(heading, texts, lines))
    return made


def _own_texts(ground: Ground, part: str, on: date) -> list[Text]:
    """The law room's own words on what may be asked and who proves what, for a matter nobody knows yet."""
    matter = Matter(Facts(), on)
    if part == "remedy":
        return [right.title for right in ground.rights(matter)]
    if part == "burden":
        return [proof.text for proof in ground.proofs(matter)]
    return []
