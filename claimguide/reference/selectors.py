"""Reads of the reference room, for every other room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet, Subquery

from claimguide.core.working_days import WorkCalendar
from claimguide.law.citations import Citation

from .models import (
    Article,
    Channel,
    ConsumerBody,
    LoadedFixture,
    MediaSource,
    Platform,
    PlatformRule,
    Region,
    Statute,
    StatuteVersion,
    WageFigure,
    WorkDay,
    WorkYear,
)
from .services import CALENDAR


def calendar_stamp() -> Subquery:
    """Changes whenever a row of the calendar does, to be read along with something else."""
    return Subquery(LoadedFixture.objects.filter(name=CALENDAR).values("digest")[:1])


def work_calendar(stamp: str | None = None) -> WorkCalendar:
    """The calendar of working days; its rows are read again only after one of them changed.

    One query, none where its `stamp` was read just now.
    """
    if stamp is None:
        stamp = LoadedFixture.objects.filter(name=CALENDAR).values_list("digest", flat=True).first()
    return _calendar(stamp or "")


@lru_cache(maxsize=1)
def _calendar(stamp: str) -> WorkCalendar:
    days = list(WorkDay.objects.values_list("date", "kind"))
    return WorkCalendar(
        holidays=[day for day, kind in days if kind == WorkDay.Kind.HOLIDAY],
        makeup_days=[day for day, kind in days if kind == WorkDay.Kind.MAKEUP],
        announced_years=WorkYear.objects.filter(status=WorkYear.Status.ANNOUNCED).values_list(
            "year", flat=True
        ),
    )


def statute_versions_on(keys: Iterable[str], on: date) -> dict[str, StatuteVersion]:
    """The version of each statute in force on that day; a statute that had none is left out."""
    versions = StatuteVersion.objects.filter(
        Q(in_force_until=None) | Q(in_force_until__gte=on), statute__key__in=list(keys), in_force_from__lte=on
    ).select_related("statute")
    return {version.statute.key: version for version in versions}


def articles_for(citation: Citation) -> list[Article]:
    """The summaries that tell what `citation` says, the closest ones; empty where there is none."""
    return articles_for_all([citation])[citation]


def articles_for_all(citations: Iterable[Citation]) -> dict[Citation, list[Article]]:
    """`articles_for` of several citations in one query."""
    wanted = list(dict.fromkeys(citations))
    rows = Article.objects.filter(
        statute__key__in={citation.key for citation in wanted},
        article__in={citation.article for citation in wanted},
    ).select_related("statute")
    by_article: dict[tuple[str, int], list[Article]] = {}
    for row in rows:
        by_article.setdefault((row.statute.key, row.article), []).append(row)
    return {citation: _closest(citation, by_article) for citation in wanted}


def _closest(citation: Citation, by_article: dict[tuple[str, int], list[Article]]) -> list[Article]:
    """The very place; else all that lies within it; else what it lies within."""
    rows = by_article.get((citation.key, citation.article), [])
    paragraph, item = citation.paragraph or 0, citation.item or 0
    exact = [row for row in rows if (row.paragraph, row.item) == (paragraph, item)]
    within = [row for row in rows if not item and (row.paragraph == paragraph or not paragraph)]
    around = [row for row in rows if not row.item and row.paragraph == paragraph]
    whole = [row for row in rows if not row.item and not row.paragraph]
    return exact or within or around or whole


def statutes_by_rank() -> tuple[list[tuple[str, list[Statute]]], list[Statute]]:
    """Statutes in force as (rank, statutes) pairs, and those no longer in force; versions fetched along."""
    present: dict[str, list[Statute]] = {}
    past: list[Statute] = []
    for statute in Statute.objects.prefetch_related("versions"):
        if any(version.in_force_until is None for version in statute.versions.all()):
            present.setdefault(statute.get_rank_display(), []).append(statute)
        else:
            past.append(statute)
    return list(present.items()), past


def platform_choices() -> list[tuple[str, str]]:
    """(slug, name) of the platforms a consumer may choose from, in their order."""
    return [(platform.slug, platform.name) for platform in Platform.objects.filter(active=True)]


def platform(slug: str) -> Platform | None:
    """The platform with that slug, its phones and rules fetched along; None if there is none."""
    return Platform.objects.filter(slug=slug).prefetch_related("phones", "rules").first()


def rules_by_title(platform: Platform) -> list[tuple[str, list[PlatformRule]]]:
    """The platform's rules with what each says; those with facts first."""
    grouped: dict[str, list[PlatformRule]] = {}
    for rule in platform.rules.all():
        grouped.setdefault(rule.title, []).append(rule)
    return sorted(grouped.items(), key=lambda pair: not pair[1][0].fact)


def region_choices() -> list[tuple[str, str]]:
    """(code, name) of the 34 units at province level."""
    return [(region.code, region.name) for region in Region.objects.all()]


def provincial_bodies(region: Any) -> QuerySet[ConsumerBody]:
    """The one consumer association of a province, by its region, its key or a reference to it."""
    return ConsumerBody.objects.filter(region=region, level=ConsumerBody.Level.PROVINCE)


def region_of(address: str) -> Region | None:
    """The province an address begins with, as 浙江省杭州市… or 浙江杭州…, None where it names none first."""
    if not address:
        return None
    return next((region for region in Region.objects.all() if address.startswith(region.short_zh)), None)


def consumer_body_for(region: Region | None) -> ConsumerBody | None:
    """The province's consumer association, None where the region has none here (Taiwan, Hong Kong, Macao)."""
    if region is None:
        return None
    return provincial_bodies(region).first()


def national_consumer_body() -> ConsumerBody | None:
    """中国消费者协会"""
    return ConsumerBody.objects.filter(level=ConsumerBody.Level.NATIONAL).first()


def channels(*slugs: str) -> list[Channel]:
    """National channels, all of them or those named, in their order."""
    found = Channel.objects.filter(slug__in=slugs) if slugs else Channel.objects.all()
    return list(found)


def media_sources() -> list[MediaSource]:
    return list(MediaSource.objects.all())


def wage_figure(region: Region | None, on: date) -> WageFigure | None:
    """Last year's average wage of the province, if staff entered it; an older figure would mislead."""
    if region is None:
        return None
    return WageFigure.objects.filter(region=region, year=on.year - 1).select_related("region").first()
