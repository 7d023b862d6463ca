from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ClaimguideAdminConfig(AdminConfig):
    default_site = "claimguide.review.site.ClaimguideAdminSite"


class ReviewConfig(AppConfig):
    name = "claimguide.review"
    default_auto_field = "django.db.models.BigAutoField"
