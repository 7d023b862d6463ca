"""A readable page where Django answers with an empty body."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from . import views

Handler = Callable[[HttpRequest], HttpResponse]


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
