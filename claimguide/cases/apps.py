from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, pre_delete
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "claimguide.cases"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("cases")

    def ready(self) -> None:
        from . import erasure, triggers
        from .models import Case

        post_migrate.connect(triggers.look_after, sender=self)
        pre_delete.connect(erasure.let_history_go, sender=Case)
        post_delete.connect(erasure.hold_history_again, sender=Case)
