from django.urls import path

from . import views

app_name = "dossier"
_ALL = "case/<uuid:case_id>/dossier/"
_ONE = f"{_ALL}<uuid:dossier_id>/"
urlpatterns = [
    path(_ALL, views.dossiers, name="all"),
    path(f"{_ONE}state/", views.state, name="state"),
    path(f"{_ONE}retry/", views.retry, name="retry"),
    path(f"{_ONE}delete/", views.delete, name="delete"),
    path(f"{_ONE}file/", views.file, name="file"),
]
