"""Addresses a consumer has shown to be theirs, and the log of every letter that was to go out by e-mail."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import Case
from claimguide.letters.models import LetterVersion

CODE_JOB = "mail_code"
MAIL_JOB = "mail"


class SenderAddress(models.Model):
    """An address of the consumer, for one case. Only once `verified_at` is set does mail go out for it.

    Of the code only a keyed hash is kept; the worker makes it when it sends it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="sender_addresses")
    email = models.EmailField(_("e-mail"), max_length=120)
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    verified_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(name="sender_address_once", fields=["case", "email"])]

    def __str__(self) -> str:
        return self.email


class State(models.TextChoices):
    HELD = "held", _("Waits for the staff to look at it")
    QUEUED = "queued", _("Waits to be sent")
    SENDING = "sending", _("Is being sent")
    SENT = "sent", _("Handed to the mail server")
    DEMONSTRATED = "shown", _("Demonstration: written to a file, not sent")
    UNKNOWN = "unknown", _("Perhaps sent: the connection broke. Look for the copy in your mailbox")
    FAILED = "failed", _("Not sent: it failed a check or the mail server refused it")
    REFUSED = "refused", _("Not sent: the staff refused it or you removed your address")


class Mail(models.Model):
    """One letter to one recipient: what was shown and agreed to, word for word, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(
        LetterVersion, on_delete=models.CASCADE, related_name="mails", verbose_name=_("letter")
    )
    to = models.EmailField(_("recipient"), max_length=120)
    reply_to = models.EmailField(_("answers go to"), max_length=120)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    consent = models.TextField(_("what the consumer agreed to"))
    pdf_sha256 = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=8, choices=State.choices)
    message_id = models.CharField(max_length=120, blank=True)
    error = models.CharField(_("error"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("ordered"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("letter by e-mail")
        verbose_name_plural = _("letters by e-mail")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["to", "-created_at"])]
        constraints = [
            models.CheckConstraint(name="mail_state_known", condition=Q(state__in=State.values)),
            # The same letter goes to the same recipient once, unless it surely did not go.
            models.UniqueConstraint(
                name="mail_once", fields=["letter", "to"], condition=~Q(state__in=["failed", "refused"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.get_state_display()}"

    @property
    def stands(self) -> bool:
        """Whether the letter went to this recipient, may have, or still can: it is not offered again."""
        return self.state not in (State.FAILED, State.REFUSED)
