"""What a consumer wants to be told about changes of the law."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import Case

from .topics import Notify


class PolicyWatch(models.Model):
    """One per case that answered the question: which topics, and how to be told."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="policy_watch", primary_key=True)
    topics: models.JSONField[Any, Any] = models.JSONField(_("topics"), default=list, blank=True)
    notify = models.CharField(_("how to be told"), max_length=8, choices=Notify.choices, default=Notify.NONE)

    class Meta:
        verbose_name = _("watch on policy changes")
        verbose_name_plural = _("watches on policy changes")
        constraints = [
            models.CheckConstraint(name="watch_notify_known", condition=models.Q(notify__in=Notify.values))
        ]

    def __str__(self) -> str:
        return ", ".join(self.topics)
