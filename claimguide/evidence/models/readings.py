"""What was read in an exhibit's picture. All of it is offered, none of it is believed unasked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .exhibit import Exhibit

READING_JOB = "reading"


class Reading(models.Model):
    """One exhibit's reading: ordered with the upload, done by the worker."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being read")
        DONE = "done", _("Read")
        FAILED = "failed", _("Could not be read")

    exhibit = models.OneToOneField(
        Exhibit, on_delete=models.CASCADE, related_name="reading", primary_key=True
    )
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    # Which library and models read it, for the day a better one comes.
    engine = models.CharField(max_length=60, blank=True)
    # [{"page", "text", "box": [x, y, width, height] in ten-thousandths, "confidence": 0..100}]
    lines = models.JSONField(default=list)
    failure = models.CharField(max_length=20, blank=True)
    ordered_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reading_state_known", condition=Q(state__in=["waiting", "done", "failed"])
            )
        ]

    def __str__(self) -> str:
        return self.get_state_display()


class Suggestion(models.Model):
    """One value read, with its place in the picture. It enters the case only when the consumer takes it."""

    class State(models.TextChoices):
        OFFERED = "offered", _("Waiting for your word")
        TAKEN = "taken", _("Taken over")
        CHANGED = "changed", _("Corrected and taken over")
        REJECTED = "rejected", _("Not right")

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="suggestions")
    position = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=24)
    value = models.CharField(max_length=500)
    raw = models.CharField(max_length=500, blank=True)
    # A chat line's speaker and time, a sum's arithmetic: what belongs to the value without being it.
    extra = models.JSONField(default=dict)
    page = models.PositiveSmallIntegerField(default=0)
    # Ten-thousandths of the upright page.
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    confidence = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OFFERED)
    taken_value = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["reading", "position"]
        constraints = [
            models.UniqueConstraint(name="suggestion_position_once", fields=["reading", "position"]),
            models.CheckConstraint(
                name="suggestion_state_known",
                condition=Q(state__in=["offered", "taken", "changed", "rejected"]),
            ),
            models.CheckConstraint(name="suggestion_confidence_percent", condition=Q(confidence__lte=100)),
        ]

    def __str__(self) -> str:
        return self.field
