"""The grounds of a claim, for the search of the reference room."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from claimguide.law.grounds import GROUNDS
from claimguide.reference.models import SearchEntry
from claimguide.reference.search.sources import Entry

from .grounds_pages import words


def grounds() -> Iterator[Entry]:
    for ground in GROUNDS:
        url = reverse("guide:ground", args=[ground.code])
        told = words()[ground.code]
        yield Entry(
            SearchEntry.Kind.GROUND, ground.code, url, ground.title, told.summary, aliases=told.asked_as
        )
