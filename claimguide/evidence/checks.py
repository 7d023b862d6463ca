"""System checks of this room, in plain words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register
from django.utils.translation import gettext as _

from claimguide.core.checks import SITE

from .inspect import antivirus


@register(SITE)
def scanner(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Whether the virus scanner that is configured answers."""
    if not settings.CLAMD or antivirus.alive():
        return []
    return [
        Warning(
            _("The virus scanner does not answer: no exhibit is taken until it does."),
            hint=_("Start clamd, or correct CLAIMGUIDE_CLAMD (path of its socket, or host:port)."),
            id="evidence.W001",
        )
    ]
