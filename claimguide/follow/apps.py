from django.apps import AppConfig


class FollowConfig(AppConfig):
    name = "claimguide.follow"
    default_auto_field = "django.db.models.BigAutoField"
