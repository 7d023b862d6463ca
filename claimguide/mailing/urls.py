from django.urls import path

from . import views

app_name = "mailing"
_ADDRESS = "case/<uuid:case_id>/mail/address/<uuid:address_id>/"
urlpatterns = [
    path("case/<uuid:case_id>/letters/<slug:kind>/<uuid:version_id>/mail/", views.letter, name="letter"),
    path("case/<uuid:case_id>/mail/address/", views.ask, name="ask"),
    path(f"{_ADDRESS}code/", views.confirm, name="confirm"),
    path(f"{_ADDRESS}remove/", views.remove, name="remove"),
]
