from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "claimguide.reference"
    default_auto_field = "django.db.models.BigAutoField"
