from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "claimguide.guide"
    default_auto_field = "django.db.models.BigAutoField"
