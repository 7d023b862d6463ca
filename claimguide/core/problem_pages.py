"""A readable page where Django answers with an empty body, or with none of ours."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from . import views

log = logging.getLogger(__name__)

Handler = Callable[[HttpRequest], HttpResponse]
Rest = ParamSpec("Rest")
STORAGE_BACK_SECONDS = 60


class MethodNotAllowedPageMiddleware:
    """405 with words: people do open the address of a form by hand, or from a bookmark."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            not isinstance(response, HttpResponseNotAllowed)
            or response.content
            or not request.accepts("text/html")
        ):
            return response
        page = views.problem(request, 405)
        page.headers["Allow"] = response.headers["Allow"]
        return page


def needs_storage(
    view: Callable[Concatenate[HttpRequest, Rest], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]:
    """For views that give files out: 503 with words and Retry-After while private storage is away.

    A single file that is gone (FileNotFoundError) is no such trouble: the view has its own answer to that.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except FileNotFoundError:
            raise
        except OSError as error:
            log.error("storage is away: %s", type(error).__name__)
            return views.problem(request, 503, retry_after=STORAGE_BACK_SECONDS)

    return guarded
