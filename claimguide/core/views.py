"""Home, the pages about the site, and the pages that say what went wrong and how to go on."""

from __future__ import annotations

import logging
import re

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from .text import as_typed

log = logging.getLogger(__name__)

# Fields of a form that are no answer, or must not stand on a page.
_NOT_SHOWN_AGAIN = {"csrfmiddlewaretoken", "version", "next", "go", "code", "login", "password", "row"}
_CHOICE = re.compile(r"[a-z0-9_]{0,3}|[a-z_]{4,24}")
_LONGEST_SHOWN = 4000

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
def closed(request: HttpRequest) -> HttpResponse:
    """Where one leaves to in a hurry: it names neither the site nor a case."""
    return render(request, "pages/closed.html")


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
    """The page was open too long, or the cookie went: nothing is taken, and nothing typed is lost."""
    typed = _typed_texts(request) if _sent_from_here(request) else []
    return render(request, "errors/403_csrf.html", {"status": 403, "typed": typed}, status=403)


def _sent_from_here(request: HttpRequest) -> bool:
    """Whether a page of ours sent this. Another site's words are not shown under our name."""
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return source.startswith(f"{request.scheme}://{request.get_host()}")


def _typed_texts(request: HttpRequest) -> list[str]:
    """What a person wrote, without choices, keys and codes; as much as a page of questions can hold."""
    try:
        lists = list(request.POST.lists())
    except (SuspiciousOperation, MultiPartParserError, OSError):
        return []
    texts = [value for name, values in lists if name not in _NOT_SHOWN_AGAIN for value in values]
    return [as_typed(value)[:_LONGEST_SHOWN] for value in texts if not _CHOICE.fullmatch(value)][:60]
