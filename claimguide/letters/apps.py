from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "claimguide.letters"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("letters")

    def ready(self) -> None:
        from claimguide.cases import holdings, integrity

        from .holdings import HOLDING
        from .integrity import ROOM

        holdings.register("letters", HOLDING)
        integrity.register("letters", ROOM)
