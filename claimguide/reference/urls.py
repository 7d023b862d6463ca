from django.urls import URLPattern, URLResolver, path

from . import views
from .glossary import glossary
from .search.views import search

app_name = "reference"
urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", search, name="search"),
    path("glossary/", glossary, name="glossary"),
    path("law/", views.statutes, name="statutes"),
    path("law/<slug:key>/", views.statute, name="statute"),
    path("platforms/", views.platforms, name="platforms"),
    path("platforms/<slug:slug>/", views.platform, name="platform"),
]
