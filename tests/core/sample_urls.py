"""The site's addresses plus one page with every component and one for each error."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from claimguide import urls
from claimguide.core import views

from .samples import styleguide

handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)


def _problem(request: HttpRequest, status: int) -> HttpResponse:
    return views.problem(request, status, retry_after=30 if status in (429, 503) else None)


urlpatterns = [
    path("_samples/", styleguide),
    path("_problem/<int:status>/", _problem),
    *urls.urlpatterns,
]
