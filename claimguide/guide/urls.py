from django.urls import path

from . import check, views

app_name = "guide"
urlpatterns = [
    path("check/", check.check, name="check"),
    path("case/<uuid:case_id>/", views.case, name="case"),
    path("case/<uuid:case_id>/<slug:step>/", views.step, name="step"),
    path("case/<uuid:case_id>/<slug:step>/<slug:page>/", views.page, name="page"),
]
