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
    page = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="draft_once", fields=["case", "page"])]


class AppendOnly(RuntimeError):
    """An event is history: it is written once."""


class ActorKind(models.TextChoices):
    """Who did it, as far as the exported history says: never which member of staff."""

    CONSUMER = "consumer", _("Consumer")
    STAFF = "staff", _("Staff")
    SYSTEM = "system", _("This site")


class EventQuerySet(models.QuerySet["Event"]):
    def update(self, **kwargs: Any) -> int:
        raise AppendOnly

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly


class Event(models.Model):
    """What happened in a case, in order. `data` holds references and counts, never text a person typed.

    Made by services.record alone. `hash` covers everything but `actor` and the hash before it (cases.chain).
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    # 1, 2, 3 ... within the case, without gaps.
    seq = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Stands on its own, because a deleted account takes `actor` with it.
    actor_kind = models.CharField(max_length=8, choices=ActorKind.choices)
    data = models.JSONField(default=dict)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["case", "at"])]
        constraints = [
            models.UniqueConstraint(name="event_seq_once", fields=["case", "seq"]),
            models.CheckConstraint(name="event_seq_from_one", condition=models.Q(seq__gte=1)),
            models.CheckConstraint(
                name="event_actor_known", condition=models.Q(actor_kind__in=ActorKind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly


class Erasing(models.Model):
    """A case that is being erased in this transaction: the triggers let its history go, no other's."""

    case_id = models.UUIDField(primary_key=True)


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
