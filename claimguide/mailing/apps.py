from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailingConfig(AppConfig):
    name = "claimguide.mailing"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("e-mail")

    def ready(self) -> None:
        from claimguide.cases import holdings

        from . import checks  # noqa: F401
        from .holdings import HOLDING

        holdings.register("mailing", HOLDING)
