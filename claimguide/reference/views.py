"""Public pages without sign-in: the law this site works with, and the platforms."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claimguide.law.citations import cite

from . import selectors
from .changed import doubt
from .models import Platform, Statute

# What every platform owes in a dispute, whatever its own rules say.
PLATFORM_DUTIES = cite("pingtai_guize:19", "pingtai_guize:20", "pingtai_guize:21", "pingtai_guize:30")


@require_safe
def statutes(request: HttpRequest) -> HttpResponse:
    """All statutes with their versions, by rank; those no longer in force last."""
    present, past = selectors.statutes_by_rank()
    return render(request, "reference/statutes.html", {"groups": present, "past": past})


@require_safe
def statute(request: HttpRequest, key: str) -> HttpResponse:
    """One statute: versions, and its articles in our own words."""
    found = get_object_or_404(Statute.objects.prefetch_related("versions", "changes"), key=key)
    articles = found.articles.select_related("statute")
    return render(request, "reference/statute.html", {"statute": found, "articles": articles})


@require_safe
def platforms(request: HttpRequest) -> HttpResponse:
    return render(request, "reference/platforms.html", {"platforms": Platform.objects.all()})


@require_safe
def platform(request: HttpRequest, slug: str) -> HttpResponse:
    """One platform: its way to complain, what its rules say, and how far each was checked."""
    found = selectors.platform(slug)
    if found is None:
        raise Http404
    duties = [row for rows in selectors.articles_for_all(PLATFORM_DUTIES).values() for row in rows]
    return render(
        request,
        "reference/platform.html",
        {
            "platform": found,
            "rules": selectors.rules_by_title(found),
            "duties": duties,
            "doubt": doubt(found),
        },
    )
