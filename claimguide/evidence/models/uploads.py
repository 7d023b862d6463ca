"""Uploads in pieces: what has arrived so far of a file too large for one request."""

from __future__ import annotations

import uuid

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from claimguide.evidence.inspect.names import MAX_LABEL

from .exhibit import ROOT

PIECE_BYTES = 5 * 1024 * 1024


class Upload(models.Model):
    """One file on its way. Its pieces come in order; `received` is the number of bytes that are safe here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=MAX_LABEL)
    size = models.PositiveBigIntegerField(validators=[MinValueValidator(1)])
    # As the browser computed it before sending; "" where it cannot.
    sha256 = models.CharField(max_length=64, blank=True)
    said = models.JSONField(default=dict)
    proves = models.JSONField(default=list)
    received = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(name="upload_not_empty", condition=Q(size__gte=1)),
            models.CheckConstraint(name="upload_within_size", condition=Q(received__lte=F("size"))),
        ]
        indexes = [models.Index(fields=["changed_at"], name="upload_by_change")]

    def __str__(self) -> str:
        return f"{self.received} of {self.size}"

    @property
    def is_whole(self) -> bool:
        return self.received == self.size

    @property
    def percent(self) -> int:
        return self.received * 100 // self.size

    def piece_name(self, start: int) -> str:
        """Where the piece that begins at byte `start` lies in private storage."""
        return f"{ROOT}/{self.case_id}/{self.pk}.piece-{start:012d}"

    @property
    def piece_names(self) -> list[str]:
        """The pieces that are here, in order."""
        return [self.piece_name(start) for start in range(0, self.received, PIECE_BYTES)]
