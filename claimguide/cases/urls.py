from django.urls import path

from . import device, my_data, views

app_name = "cases"
urlpatterns = [
    path("start/", views.start, name="start"),
    path("resume/", views.resume_case, name="resume"),
    path("leave/", views.leave, name="leave"),
    path("leave/now/", device.leave_now, name="leave_now"),
    path("shared/", device.shared, name="shared"),
    path("case/<uuid:case_id>/code/", views.code, name="code"),
    path("case/<uuid:case_id>/code.svg", views.code_qr, name="code_qr"),
    path("case/<uuid:case_id>/code/kept/", views.code_kept, name="code_kept"),
    path("case/<uuid:case_id>/code/new/", views.renew_code, name="renew_code"),
    path("case/<uuid:case_id>/my-data/", my_data.overview, name="my_data"),
    path("case/<uuid:case_id>/my-data/archive/", my_data.archive, name="archive"),
    path("case/<uuid:case_id>/my-data/delete/", my_data.erase, name="erase"),
    path("case/<uuid:case_id>/settle/", views.settle, name="settle"),
    path("case/<uuid:case_id>/reopen/", views.reopen, name="reopen"),
]
