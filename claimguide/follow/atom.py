"""Policy changes as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from claimguide.reference.models import PolicyChange


def feed(request: HttpRequest, changes: Iterable[PolicyChange], language: str) -> str:
    """The feed in the language that is active, with addresses of this site."""
    page = request.build_absolute_uri(reverse("follow:changes"))
    found = Atom1Feed(
        title=_("Changes of consumer law"),
        link=page,
        description="",
        language=language,
        subtitle=_("Recorded by this site. Read the official text before you rely on it."),
        feed_url=request.build_absolute_uri(),
        author_name=_("Claim Guide"),
    )
    for change in changes:
        link = f"{page}#{change.slug}"
        at = _noon(_day(change))
        found.add_item(
            title=f"{change.title} ({change.get_stage_display()})",
            link=link,
            description=change.what,
            unique_id=link,
            pubdate=at,
            updateddate=at,
        )
    return found.writeString("utf-8")


def _day(change: PolicyChange) -> date:
    """The day a reader is told: published, else in force, else last checked."""
    return change.published_on or change.effective_on or change.last_checked or date(2026, 1, 1)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
