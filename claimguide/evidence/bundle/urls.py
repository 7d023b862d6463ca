"""Addresses of bundles, part of the room's own."""

from django.urls import path

from . import views

_ALL = "case/<uuid:case_id>/evidence/bundle/"
_ONE = f"{_ALL}<uuid:bundle_id>/"
urlpatterns = [
    path(_ALL, views.bundles, name="bundles"),
    path(f"{_ONE}state/", views.state, name="bundle_state"),
    path(f"{_ONE}retry/", views.retry, name="bundle_retry"),
    path(f"{_ONE}bundle.pdf", views.pdf, name="bundle_pdf"),
    path(f"{_ONE}bundle.zip", views.packed, name="bundle_zip"),
]
