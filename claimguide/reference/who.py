"""Who can help, by region: what each does, when to go there and what to bring."""

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
from .models import Article, Channel, ConsumerBody, Region, SearchEntry
from .search.sources import Entry, register

ASSOCIATION = "association"
# An internet court takes cases of its own city, which lies in this province.
INTERNET_COURTS = {
    "110000": "bj-internet-court",
    "330000": "hz-internet-court",
    "440000": "gz-internet-court",
}


@dataclass(frozen=True)
class Advice:
    """When to go there and what to bring, with the articles both come from (fixtures/helpers.json)."""

    slug: str
    when: Text
    bring: Text
    articles: tuple[str, ...]


@dataclass(frozen=True)
class Helper:
    """One who helps. `bodies` are associations, `channels` national ways; one of both is empty."""

    advice: Advice
    bodies: list[ConsumerBody]
    channels: list[Channel]
    sources: list[Article]


@lru_cache(maxsize=1)
def advice() -> tuple[Advice, ...]:
    """In the order of the page."""
    rows = json.loads(Path(settings.BASE_DIR, "fixtures", "helpers.json").read_text("utf-8"))
    return tuple(
        Advice(row["slug"], Text(**row["when"]), Text(**row["bring"]), tuple(row["articles"])) for row in rows
    )


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """Who helps in ?region=; without one, whoever helps everywhere."""
    regions = list(Region.objects.all())
    region = next((each for each in regions if each.code == request.GET.get("region")), None)
    context = {"regions": regions, "region": region, "helpers": helpers(region, timezone.localdate())}
    return render(request, "reference/who.html", context)


def helpers(region: Region | None, on: date) -> list[Helper]:
    """Everybody the page names, with the articles in force on that day that were checked."""
    channels = {channel.slug: channel for channel in selectors.channels()}
    cited = {each.slug: in_force(cite(*each.articles), on) for each in advice()}
    rows = selectors.articles_for_all([citation for each in cited.values() for citation in each])
    return [
        Helper(
            each,
            _bodies(region) if each.slug == ASSOCIATION else [],
            [channels[slug] for slug in _slugs(each.slug, region) if slug in channels],
            list(_checked(cited[each.slug], rows)),
        )
        for each in advice()
    ]


def _checked(cited: tuple[Citation, ...], rows: dict[Citation, list[Article]]) -> Iterator[Article]:
    yield from (rows[citation][0] for citation in cited if rows[citation] and rows[citation][0].printable)


def _bodies(region: Region | None) -> list[ConsumerBody]:
    found = selectors.consumer_body_for(region) or selectors.national_consumer_body()
    return [found] if found else []


def _slugs(slug: str, region: Region | None) -> list[str]:
    if slug == ASSOCIATION:
        return []
    court = INTERNET_COURTS.get(region.code) if region and slug == "court-online" else None
    return [slug, court] if court else [slug]


@register
def searched() -> Iterator[Entry]:
    """Associations lead to their region, national ways to the page."""
    page = reverse("reference:who")
    for body in ConsumerBody.objects.select_related("region"):
        names = Text(body.name, body.name_en or body.name)
        place = body.region
        url = f"{page}?region={place.code}#{ASSOCIATION}" if place else f"{page}#{ASSOCIATION}"
        about = Text(place.name_zh, place.name_en) if place else names
        yield Entry(
            SearchEntry.Kind.BODY, f"body-{body.level}-{place.code if place else ''}", url, names, about
        )
    told = {each.slug for each in advice()}
    for channel in Channel.objects.filter(slug__in=told):
        yield Entry(
            SearchEntry.Kind.BODY,
            channel.slug,
            f"{page}#{channel.slug}",
            Text(channel.name_zh, channel.name_en),
            Text(channel.purpose_zh, channel.purpose_en),
        )
