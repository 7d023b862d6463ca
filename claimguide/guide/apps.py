from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "claimguide.guide"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from claimguide.reference.search.sources import register

        from .off_ramp_pages import searched
        from .search_pages import grounds

        register(grounds)
        register(searched)
