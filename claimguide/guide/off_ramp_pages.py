"""Where to turn instead, or first: a page for each off-ramp of the law room, for anybody and in a case."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.law.citations import Citation, cite, in_force
from claimguide.law.off_ramps import OFF_RAMPS, OffRamp, off_ramps
from claimguide.law.text import Text
from claimguide.reference.models import Article, Channel, SearchEntry
from claimguide.reference.search.sources import Entry
from claimguide.reference.selectors import articles_for_all, channels

from .access import case_or_resume
from .desk import Desk
from .questions import slug_of
from .registry import STEPS, get_step
from .step import Step


class Place(NamedTuple):
    """Somebody to turn to and what for; `channel` is the slug of a national way, "" where there is none."""

    who: Text
    purpose: Text
    channel: str


class Rule(NamedTuple):
    """A sentence of law in our own words, and its articles in compact form."""

    text: Text
    articles: tuple[str, ...]


class Words(NamedTuple):
    """What a page says, from fixtures/off_ramps.json; `also` are other words people look for."""

    lead: Text
    first: list[Text]
    turns: list[Place]
    bring: list[Text]
    rules: list[Rule]
    here: list[Text]
    also: Text


class Change(NamedTuple):
    """A question of the case whose answer led to the page."""

    title: Any
    url: str


@lru_cache(maxsize=1)
def words() -> dict[str, Words]:
    """By code of the off-ramp."""
    rows = json.loads(Path(settings.BASE_DIR, "fixtures", "off_ramps.json").read_text("utf-8"))
    return {row["slug"]: _read(row) for row in rows}


def _read(row: dict[str, Any]) -> Words:
    def texts(part: str) -> list[Text]:
        return [Text(**each) for each in row[part]]

    return Words(
        Text(**row["lead"]),
        texts("first"),
        [Place(Text(**each["who"]), Text(**each["for"]), each["channel"]) for each in row["turn"]],
        texts("bring"),
        [Rule(Text(**each["text"]), tuple(each["articles"])) for each in row["law"]],
        texts("here"),
        Text(**row["also"]),
    )


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """All of them, the most urgent first."""
    return render(request, "guide/off_ramps/list.html", {"ramps": OFF_RAMPS})


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One of them, for anybody."""
    ramp = _get(code)
    return render(request, "guide/off_ramps/page.html", _told(ramp, timezone.localdate()))


@require_safe
@case_or_resume
def of_case(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """One of them within a case, with the answers that led here and how to change them."""
    ramp = _get(code)
    desk = Desk(case, timezone.localdate())
    home = reverse("guide:case", args=[case.pk])
    context = {
        **_told(ramp, desk.today),
        "case": case,
        "case_url": home,
        "back_url": home,
        "changes": [] if guards.reason_not_to("answer", case) else changes(ramp, desk),
    }
    return render(request, "guide/off_ramps/page.html", context)


def _get(code: str) -> OffRamp:
    found = next((ramp for ramp in OFF_RAMPS if ramp.code == code), None)
    if found is None:
        raise Http404
    return found


def _told(ramp: OffRamp, on: date) -> dict[str, Any]:
    said = words()[ramp.code]
    slugs = [turn.channel for turn in said.turns if turn.channel]
    ways: dict[str, Channel] = {way.slug: way for way in channels(*slugs)} if slugs else {}
    return {
        "ramp": ramp,
        "said": said,
        "turns": [(turn, ways.get(turn.channel)) for turn in said.turns],
        "rules": list(_with_articles(said.rules, on)),
    }


def _with_articles(rules: list[Rule], on: date) -> Iterator[tuple[Text, list[Article]]]:
    """Each sentence with its checked articles in force; without one it is not said."""
    cited: list[tuple[Rule, tuple[Citation, ...]]] = [
        (rule, in_force(cite(*rule.articles), on)) for rule in rules
    ]
    found = articles_for_all([citation for _rule, citations in cited for citation in citations])
    for rule, citations in cited:
        rows = [found[each][0] for each in citations if found[each] and found[each][0].printable]
        if rows:
            yield rule.text, rows


def ramps_of(desk: Desk) -> tuple[OffRamp, ...]:
    """Those that the answers of a case lead to."""
    return off_ramps(desk.facts)


def changes(ramp: OffRamp, desk: Desk) -> list[Change]:
    """The questions whose answers led to this page, each coming back to the task list."""
    back = reverse("guide:case", args=[desk.case.pk])
    found = []
    for key in ramp.leads(desk.facts):
        step, slug = _asked_at(key)
        page = step.page(slug, desk)
        if page is not None:
            url = reverse("guide:page", args=[desk.case.pk, step.slug, slug])
            found.append(Change(page.title, f"{url}?{urlencode({'next': back})}"))
    return found


def _asked_at(key: str) -> tuple[Step, str]:
    """The step and the page that ask this fact; a page of its own in step 1 where no fixed one does."""
    fixed = ((step, page.slug) for step in STEPS for page in step.pages if key in page.form.base_fields)
    return next(fixed, (get_step("law"), slug_of(key)))


def searched() -> Iterator[Entry]:
    for ramp in OFF_RAMPS:
        said = words()[ramp.code]
        body = said.lead
        for turn in said.turns:
            body = body + turn.who
        url = reverse("guide:off_ramp", args=[ramp.code])
        yield Entry(SearchEntry.Kind.HELP, f"elsewhere-{ramp.code}", url, ramp.title, body, aliases=said.also)
