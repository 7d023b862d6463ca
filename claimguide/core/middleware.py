"""Language by choice, no cache for pages that may hold a case, and visits that end by themselves."""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]


class ChosenLanguageMiddleware:
    """Simplified Chinese unless the visitor picked another language with the switch on the page.

    The browser's Accept-Language is not asked: a phone set to English in China is common.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            # A template response renders lazily; it must still speak the chosen language.
            response.headers.setdefault("Content-Language", language)
        return response


class PrivatePagesMiddleware:
    """Answers that may hold a case are never stored: not by a proxy, not by a shared computer."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class ScriptedFormsMiddleware:
    """A form sent by sending.js learns where to go on: a script cannot see where a redirect leads.

    Followed unseen, the redirect would draw the next page for nobody and use up what it has to say.
    """

    SENT = "form"

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.headers.get("X-Requested-With") == self.SENT and "Location" in response.headers:
            response.status_code = HTTPStatus.NO_CONTENT
            # Not allowed beside this status (RFC 9110, 8.6).
            response.headers.pop("Content-Length", None)
        return response


class CompressedPagesMiddleware(GZipMiddleware):
    """Pages and the fragments scripts fetch are compressed; files never are (docs/decisions/0011)."""

    _TYPES = ("text/html", "application/json")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        # What streams is a stored file or a part of one: its length and its ranges count bytes as they lie.
        if response.streaming or not response.headers.get("Content-Type", "").startswith(self._TYPES):
            return response
        return super().process_response(request, response)


class VisitMiddleware:
    """A visit ends after SESSION_COOKIE_AGE idle seconds, and after VISIT_MAX_SECONDS in any case.

    Only what a visitor sends counts as activity: an open page that reloads itself must not keep a
    forgotten computer signed in.
    """

    STARTED = "visit_started"

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = request.session.get(self.STARTED)
        if started is not None and time.time() - started > settings.VISIT_MAX_SECONDS:
            request.session.flush()
        response = self.get_response(request)
        if request.method == "POST" and not request.session.is_empty():
            request.session.setdefault(self.STARTED, time.time())
            request.session.modified = True
        return response
