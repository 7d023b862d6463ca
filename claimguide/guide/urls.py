from django.urls import path

from . import check, grounds_pages, views

app_name = "guide"
urlpatterns = [
    path("check/", check.check, name="check"),
    path("grounds/", grounds_pages.grounds, name="grounds"),
    path("grounds/<slug:code>/", grounds_pages.ground, name="ground"),
    path("case/<uuid:case_id>/", views.case, name="case"),
    path("case/<uuid:case_id>/timeline/", views.timeline, name="timeline"),
    path("case/<uuid:case_id>/<slug:step>/", views.step, name="step"),
    path("case/<uuid:case_id>/<slug:step>/<slug:page>/", views.page, name="page"),
]
