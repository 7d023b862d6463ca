from django.urls import path

from . import check, check_save, grounds_pages, legal_aid_pages, off_ramp_pages, views

app_name = "guide"
urlpatterns = [
    path("check/", check.check, name="check"),
    path("check/save/", check_save.save, name="check_save"),
    path("grounds/", grounds_pages.grounds, name="grounds"),
    path("grounds/<slug:code>/", grounds_pages.ground, name="ground"),
    path("help/legal-aid/", legal_aid_pages.check, name="legal_aid"),
    path("help/elsewhere/", off_ramp_pages.every, name="off_ramps"),
    path("help/elsewhere/<slug:code>/", off_ramp_pages.one, name="off_ramp"),
    path("case/<uuid:case_id>/", views.case, name="case"),
    path("case/<uuid:case_id>/timeline/", views.timeline, name="timeline"),
    path("case/<uuid:case_id>/elsewhere/<slug:code>/", off_ramp_pages.of_case, name="case_off_ramp"),
    path("case/<uuid:case_id>/legal/aid/", legal_aid_pages.of_case, name="case_legal_aid"),
    path("case/<uuid:case_id>/<slug:step>/", views.step, name="step"),
    path("case/<uuid:case_id>/<slug:step>/<slug:page>/", views.page, name="page"),
]
