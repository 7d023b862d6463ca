"""Home, the pages about the site, and the pages that say what went wrong and how to go on."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)

# Shown when even the template of the error page cannot be rendered.
LAST_RESORT = (
    '<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>服务出现问题</title>'
    "<h1>服务出现问题</h1><p>已提交的内容都已保存。请稍后再试。</p>"
    '<p lang="en">Something went wrong. What you submitted is saved. Please try again later.</p></html>'
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html", {"today": timezone.localdate()})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about.html", _operator())


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html", {"idle_minutes": settings.SESSION_COOKIE_AGE // 60})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    context = {**_operator(), "idle_minutes": settings.SESSION_COOKIE_AGE // 60}
    return render(request, "pages/privacy.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html", _operator())


def _operator() -> dict[str, str]:
    return {"operator_name": settings.OPERATOR_NAME, "operator_contact": settings.OPERATOR_CONTACT}


def problem(request: HttpRequest, status: int, *, retry_after: int | None = None) -> HttpResponse:
    """The page for an HTTP status that has a template in errors/.

    `retry_after` is in seconds; it is said in words and sent as the Retry-After header.
    """
    context = {"status": status, "retry_after": retry_after}
    response = render(request, f"errors/{status}.html", context, status=status)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    try:
        return problem(request, 500)
    except Exception:
        log.exception("the page for errors could not be rendered")
        return HttpResponse(LAST_RESORT, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/403_csrf.html", {"status": 403}, status=403)
