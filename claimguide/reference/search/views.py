"""The page of the search. What is typed is looked up and forgotten: no log, no statistics."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from claimguide.core import throttle
from claimguide.core.forms import CleanCharField
from claimguide.core.views import problem
from claimguide.reference.models import SearchEntry

from .query import find

LONGEST = 60
PER_MINUTE = 60
# What people look for most, as they say it.
SUGGESTED = (
    pgettext_lazy("search", "returns within seven days"),
    pgettext_lazy("search", "fake"),
    pgettext_lazy("search", "shipping cost of a return"),
    pgettext_lazy("search", "deposit"),
    pgettext_lazy("search", "automatic renewal"),
    pgettext_lazy("search", "no delivery"),
    pgettext_lazy("search", "burden of proof"),
    "12315",
)


class SearchForm(forms.Form):
    q = CleanCharField(max_length=LONGEST, required=False, label=_("Search"))
    kind = forms.ChoiceField(choices=SearchEntry.Kind.choices, required=False)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results for ?q=, of one ?kind= only where it is given; without a query, what may be looked for."""
    form = SearchForm(request.GET)
    form.is_valid()
    query = form.cleaned_data.get("q", "")
    context = {"form": form, "query": query, "suggested": SUGGESTED, "errors": form["q"].errors}
    if query:
        wait = throttle.hit("search", request.META.get("REMOTE_ADDR", ""), PER_MINUTE, 60)
        if wait:
            return problem(request, 429, retry_after=wait)
        kind = form.cleaned_data.get("kind", "")
        context["groups"] = find(query, kind)
        context["kind"] = kind
    return render(request, "reference/search.html", context)
