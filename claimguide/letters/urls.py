from django.urls import path

from . import edit_views, views, views_sheets

app_name = "letters"
_VERSION = "case/<uuid:case_id>/letters/<slug:kind>/<uuid:version_id>/"
_SHEET = "case/<uuid:case_id>/sheets/<slug:slug>/"
urlpatterns = [
    path("case/<uuid:case_id>/letters/", views.index, name="index"),
    path("case/<uuid:case_id>/letters/<slug:kind>/", views.review, name="review"),
    path("case/<uuid:case_id>/letters/<slug:kind>/edit/", edit_views.edit, name="edit"),
    path(_VERSION, views.status, name="status"),
    path(f"{_VERSION}state/", views.state, name="state"),
    path(f"{_VERSION}html/", views.read, name="read"),
    path(f"{_VERSION}pdf/", views.pdf, name="pdf"),
    path(f"{_VERSION}large/", views.large, name="large"),
    path(f"{_VERSION}large/state/", views.large_state, name="large_state"),
    path(f"{_VERSION}docx/", views.docx, name="docx"),
    path(f"{_VERSION}txt/", views.txt, name="txt"),
    path(f"{_VERSION}retry/", views.retry, name="retry"),
    path(f"{_VERSION}sent/", views.sent, name="sent"),
    path(f"{_VERSION}sent/<int:sending_id>/undo/", views.unsent, name="unsent"),
    path(_SHEET, views_sheets.sheet, name="sheet"),
    path(f"{_SHEET}hand-over/", views_sheets.hand_over, name="hand_over"),
    path(f"{_SHEET}hand-over/end/", views_sheets.hand_over_end, name="hand_over_end"),
    path("sheet/", views_sheets.receive, name="receive"),
    path("sheet/<uuid:hand_over_id>/", views_sheets.handed, name="handed"),
]
