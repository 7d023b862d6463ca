from django.urls import URLPattern, URLResolver, path

from . import views
from .changed import changed
from .glossary import glossary
from .search.views import search
from .who import who

app_name = "reference"
urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", search, name="search"),
    path("glossary/", glossary, name="glossary"),
    path("help/who/", who, name="who"),
    path("law/", views.statutes, name="statutes"),
    path("law/<slug:key>/", views.statute, name="statute"),
    path("platforms/", views.platforms, name="platforms"),
    path("platforms/<slug:slug>/", views.platform, name="platform"),
    path("platforms/<slug:slug>/changed/", changed, name="changed"),
]
