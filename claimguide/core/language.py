"""The language switch of a page that asks something: a button of its form, so what was typed comes along."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect

# What the button sends as `go`, before the language's code.
SWITCH = "language:"


def in_language(go: str, target: str) -> HttpResponse:
    """On to `target` in the language that `go` names; in the same one where the site does not speak it."""
    return choose(redirect(target), go)


def choose(response: HttpResponse, go: str) -> HttpResponse:
    """The response, with the language that `go` names as the visitor's choice."""
    language = go.removeprefix(SWITCH)
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            path=settings.LANGUAGE_COOKIE_PATH,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
    return response
