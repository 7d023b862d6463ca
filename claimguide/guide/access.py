"""Who may open a case's page. A visit that ran out goes to the resume code, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from claimguide.cases.forms import ResumeForm
from claimguide.cases.models import SESSION_KEY
from claimguide.cases.selectors import get_visible_case
from claimguide.cases.views import resume_page

View = Callable[..., HttpResponse]


def visit_ran_out(request: HttpRequest) -> bool:
    """The browser still shows the cookie of a visit, but that visit holds no case any more.

    Says nothing about any case: a browser that never held one, and one that holds another, get the plain 404.
    """
    had_visit = bool(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    return had_visit and SESSION_KEY not in request.session and not request.user.is_authenticated


def case_or_resume(view: View) -> View:
    """Pass the case the request may see as `case`; identical 404 for unknown and foreign ones."""

    @wraps(view)
    def inner(request: HttpRequest, case_id: UUID, **kwargs: Any) -> HttpResponse:
        try:
            case = get_visible_case(request, case_id, "policy_watch")
        except Http404:
            if visit_ran_out(request):
                return _to_resume(request)
            raise
        return view(request, case=case, **kwargs)

    return inner


def _to_resume(request: HttpRequest) -> HttpResponse:
    """To the resume page, which hands on what was typed: after the right code it is the page's draft."""
    if request.method != "POST":
        query = urlencode({"next": request.path, "expired": 1})
        return redirect(f"{reverse('cases:resume')}?{query}")
    return resume_page(request, ResumeForm(), target=request.path, typed=request.POST)
