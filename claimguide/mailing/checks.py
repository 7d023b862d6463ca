"""System checks of mail, in plain words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.utils.translation import gettext as _

from claimguide.core.checks import SITE

MODES = ("off", "demonstration", "on")
_NO_HOST = {"", "localhost", "127.0.0.1", "::1"}
_NO_SENDERS = ("@localhost", "@example.com", "@example.org", ".invalid", ".example")


@register(SITE)
def mail(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Whether mail is set to something known, and whether a deployed site can send what it promises."""
    if settings.MAIL not in MODES:
        return [Error(_("CLAIMGUIDE_MAIL must be off, demonstration or on."), id="mailing.E001")]
    if not settings.DEPLOYED:
        return []
    if settings.MAIL == "on" and not _is_real():
        return [
            Error(
                _("Mail is on, but there is no mail server or no sender address."),
                hint=_("Set EMAIL_HOST and DEFAULT_FROM_EMAIL, or CLAIMGUIDE_MAIL=off."),
                id="mailing.E002",
            )
        ]
    if settings.MAIL == "demonstration":
        return [Warning(_("Mail is a demonstration: letters are written to files."), id="mailing.W001")]
    return []


def _is_real() -> bool:
    sender = settings.DEFAULT_FROM_EMAIL
    fictive = any(sender.rstrip(">").endswith(each) for each in _NO_SENDERS)
    return settings.EMAIL_HOST not in _NO_HOST and "@" in sender and not fictive
