from django.urls import path

from . import views

app_name = "follow"
urlpatterns = [
    path("case/<uuid:case_id>/dates.ics", views.dates, name="dates"),
    path("policy/", views.changes, name="changes"),
    path("policy/changes.atom", views.feed, name="feed"),
    path("policy/changes.en.atom", views.feed, {"language": "en"}, name="feed_en"),
]
