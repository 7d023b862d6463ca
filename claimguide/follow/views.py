"""Dates of a case for a calendar; policy changes for everyone, as a page and as a feed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from claimguide.cases.models import Case
from claimguide.cases.selectors import assessment, get_visible_case

from . import atom, ics
from .selectors import Dated, all_changes, changes_in, dated_items
from .topics import Topic

FEED_MINUTES = 60


@require_GET
def dates(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The days that lie ahead as a calendar file. No goods, no seller in it: calendars are often shared."""
    case = get_visible_case(request, case_id)
    today = timezone.localdate()
    items = dated_items(case, assessment(case, today), today)
    if not items:
        messages.info(request, _("There is no day ahead to put into a calendar yet."))
        return redirect("guide:case", case.pk)
    name = _("Case %(number)s") % {"number": case.number}
    entries = [_entry(request, case, item) for item in items]
    content = ics.calendar(name, entries, timezone.now(), case.version)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{case.number}.ics"'
    return response


def _entry(request: HttpRequest, case: Case, item: Dated) -> ics.Entry:
    language = get_language() or "zh"
    how = item.how.in_language(language)
    if item.provisional:
        how = f"{how}\n{_('Holidays are not announced yet: look here again.')}"
    return ics.Entry(
        uid=f"{item.code}.{case.pk}@claimguide",
        day=item.date,
        summary=f"{item.title.in_language(language)} ({case.number})",
        description=how,
        url=request.build_absolute_uri(reverse("guide:case", args=[case.pk])),
    )


def _chosen_topics(request: HttpRequest) -> list[str]:
    asked = set(request.GET.getlist("topic"))
    return [topic for topic in Topic.values if topic in asked]


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Every change on record, or those of the topics in the address."""
    chosen = _chosen_topics(request)
    found = all_changes()
    context = {
        "changes": changes_in(found, chosen) if chosen else found,
        "topics": [(topic.value, topic.label) for topic in Topic],
        "chosen": chosen,
        "feed_query": request.GET.urlencode() if chosen else "",
    }
    return render(request, "follow/changes.html", context)


@require_safe
def feed(request: HttpRequest, language: str = "zh-hans") -> HttpResponse:
    """The same as an Atom feed; it holds nothing of any case, so readers and proxies may keep it."""
    chosen = _chosen_topics(request)
    found = all_changes()
    with override(language):
        content = atom.feed(request, changes_in(found, chosen) if chosen else found, language)
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={FEED_MINUTES * 60}"
    return response
