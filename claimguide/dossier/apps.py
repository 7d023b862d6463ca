from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossierConfig(AppConfig):
    name = "claimguide.dossier"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("dossiers")

    def ready(self) -> None:
        from claimguide.cases import holdings, integrity

        from .holdings import HOLDING
        from .integrity import ROOM

        holdings.register("dossier", HOLDING)
        integrity.register("dossier", ROOM)
