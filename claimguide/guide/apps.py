from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "claimguide.guide"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from claimguide.reference.search.sources import register

        from . import legal_aid_pages, off_ramp_pages, search_pages

        for source in (search_pages.grounds, off_ramp_pages.searched, legal_aid_pages.searched):
            register(source)
