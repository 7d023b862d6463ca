"""What a request says of the person behind it: where from, where to go on, and that it asks too often."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


def client_address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """429 with the seconds to wait."""
    response = render(request, "errors/429.html", {"wait": wait}, status=429)
    response["Retry-After"] = str(wait)
    return response


def safe_next(request: HttpRequest) -> str:
    """The page of a case to go on to, if it is one of ours, else ""."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(target, allowed_hosts=None, require_https=False)
    return target if ours and target.startswith("/case/") else ""
