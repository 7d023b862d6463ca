from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "claimguide.evidence"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("evidence")

    def ready(self) -> None:
        from claimguide.cases import holdings, integrity
        from claimguide.core import slow_lane

        from . import checks  # noqa: F401
        from .holdings import HOLDING
        from .integrity import ROOM
        from .models import COPY_JOB, READING_JOB

        holdings.register("evidence", HOLDING)
        integrity.register("evidence", ROOM)
        slow_lane.add(READING_JOB, COPY_JOB)
