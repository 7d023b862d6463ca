"""What is kept beside the answers: unknowns, drafts, the history, and staff notes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .case import Case


class UnknownAnswer(models.Model):
    """A question the consumer answered with "I do not know": still unknown to the law, not asked again."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="unknown_answers")
    key = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(name="unknown_once", fields=["case", "key"])]


class Draft(models.Model):
    """What was typed but not yet checked. Nothing reads it but the page it belongs to."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    page = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="draft_once", fields=["case", "page"])]


class AppendOnly(RuntimeError):
    """An event is history: it is written once."""


class EventQuerySet(models.QuerySet["Event"]):
    def update(self, **kwargs: Any) -> int:
        raise AppendOnly

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly


class Event(models.Model):
    """What happened in a case, in order. `data` holds references and counts, never text a person typed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    data = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["case", "at"])]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly


class Note(models.Model):
    """A staff member's internal remark; never shown to the consumer, never in a letter."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
    )
    at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    text = models.TextField(_("note"), max_length=2000)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class ErasedCount(models.Model):
    """How many cases were erased on a day; all that stays of them."""

    day = models.DateField(primary_key=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day} {self.count}"
