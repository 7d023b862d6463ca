"""Addresses below a case's exhibits; claimguide.evidence.urls takes them in."""

from django.urls import path

from . import views

_READ = "case/<uuid:case_id>/exhibits/read/"
_ONE = f"{_READ}<int:suggestion_id>/"
urlpatterns = [
    path(_READ, views.begin, name="reading"),
    path(f"{_READ}all/", views.everything, name="reading_list"),
    path(f"{_READ}panel/", views.panel, name="reading_panel"),
    path(_ONE, views.one, name="reading_one"),
    path(f"{_ONE}undo/", views.undo, name="reading_undo"),
    path(f"{_ONE}cut.jpg", views.cut, name="reading_cut"),
    path("case/<uuid:case_id>/exhibits/<uuid:exhibit_id>/shows/", views.shows, name="reading_shows"),
]
