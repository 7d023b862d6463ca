from django.urls import path

from . import views

_ONE = "case/<uuid:case_id>/exhibits/<uuid:exhibit_id>/share/"
urlpatterns = [
    path(_ONE, views.share, name="share"),
    path(f"{_ONE}state/", views.state, name="share_state"),
    path(f"{_ONE}copy", views.copy, name="share_copy"),
    path(f"{_ONE}copy-page.jpg", views.copy_page, name="share_copy_page"),
]
