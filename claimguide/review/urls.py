"""Signing in and the second factor. What would make accounts or change them by mail is not there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path


def closed(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Not on this site: sign-up, e-mail addresses, passwords by mail. The names still resolve for allauth."""
    raise Http404


urlpatterns = [
    re_path(r"^(?:signup|email|confirm-email|password/reset|password/set|login/code)/(?P<rest>.*)$", closed),
    path("", include("allauth.urls")),
]
