from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "claimguide.core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401 - registers them
        from .choice_words import use_plain_words

        use_plain_words()
