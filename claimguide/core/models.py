"""Rows that every room relies on and none owns: work orders, counters of repeated attempts, marks."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Job(models.Model):
    """One order for work outside a request. This row is the order; a broker message only wakes a worker up.

    All times are the database's, so the clocks of workers do not matter.
    """

    MAX_ATTEMPTS = 4

    class State(models.TextChoices):
        PENDING = "pending"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    key = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=MAX_ATTEMPTS)
    # How often the sweeper has sent a wake-up since the order was given; sets the pause before the next one.
    wakeups = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    # The moment from which the sweeper sends the next wake-up.
    publish_at = models.DateTimeField(db_default=Now())
    ordered_at = models.DateTimeField(db_default=Now())
    # A code such as "lost" or a class name; never a message, which could quote what a person wrote.
    last_error = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="job_state_known", condition=Q(state__in=["pending", "running", "done", "failed"])
            ),
            models.CheckConstraint(
                name="job_lease_only_while_running",
                condition=Q(state="running", lease_until__isnull=False, lease_token__isnull=False)
                | (~Q(state="running") & Q(lease_until__isnull=True, lease_token__isnull=True)),
            ),
            models.CheckConstraint(
                name="job_finished_once",
                condition=Q(state__in=["done", "failed"], finished_at__isnull=False)
                | (~Q(state__in=["done", "failed"]) & Q(finished_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["publish_at"], condition=Q(state="pending"), name="job_pending_by_time"),
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="job_running_by_lease"),
            models.Index(fields=["object_id", "kind"], name="job_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id} {self.state}"

    @classmethod
    def newest(cls, kind: str, object_id: uuid.UUID) -> Job | None:
        """The last order of this kind for a row, None where there is none."""
        orders = cls.objects.filter(kind=kind, object_id=object_id)
        return orders.order_by("-created_at", "-ordered_at").first()


class Counter(models.Model):
    """How often something was tried in one window of time. `key` is a keyed hash, never an address."""

    scope = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="counter_once_per_key")]

    def __str__(self) -> str:
        return f"{self.scope} {self.count}"


class Mark(models.Model):
    """What was last put into this database, by name: a digest of the files it came from."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.name} {self.value[:8]}"
