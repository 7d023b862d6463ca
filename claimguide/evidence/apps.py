from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "claimguide.evidence"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("evidence")

    def ready(self) -> None:
        from claimguide.cases import holdings, integrity

        from . import checks  # noqa: F401
        from .holdings import HOLDING
        from .integrity import ROOM

        holdings.register("evidence", HOLDING)
        integrity.register("evidence", ROOM)
