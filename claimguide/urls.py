"""Every address of the site; each room names its own."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("claimguide.core.urls")),
    path("", include("claimguide.cases.urls")),
    path("", include("claimguide.evidence.urls")),
    path("", include("claimguide.letters.urls")),
    path("", include("claimguide.follow.urls")),
    path("", include("claimguide.dossier.urls")),
    path("", include("claimguide.mailing.urls")),
    path("", include("claimguide.reference.urls")),
    path("", include("claimguide.guide.urls")),
    path("staff/account/", include("claimguide.review.urls")),
    path("staff/", admin.site.urls),
]

handler400 = "claimguide.core.views.bad_request"
handler403 = "claimguide.core.views.forbidden"
handler404 = "claimguide.core.views.not_found"
handler500 = "claimguide.core.views.server_error"
