"""The staff desk: Django's admin behind the site's own sign-in."""

from django.contrib.admin import AdminSite


class ClaimguideAdminSite(AdminSite):
    site_header = "claimguide"
