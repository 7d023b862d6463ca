"""One root a day over the histories of all cases: what an outside clock can put its stamp under."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DayRoot(models.Model):
    """The Merkle root of a day (China time) over the last event of every case, signed with the site's key."""

    day = models.DateField(_("day"), unique=True)
    root = models.CharField(_("root"), max_length=64)
    leaf_count = models.PositiveIntegerField(_("cases"))
    key = models.CharField(_("key"), max_length=64)
    signature = models.CharField(max_length=128)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    # The answer of an outside time-stamp authority (RFC 3161) for `root`, checked before it was kept.
    stamp = models.BinaryField(null=True, blank=True)
    stamp_authority = models.CharField(_("time-stamp authority"), max_length=200, blank=True)
    stamped_at = models.DateTimeField(_("stamped"), null=True, blank=True)

    class Meta:
        verbose_name = _("daily root")
        verbose_name_plural = _("daily roots")
        ordering = ["-day"]
        constraints = [
            models.CheckConstraint(
                name="dayroot_stamp_whole",
                condition=Q(stamp__isnull=True, stamped_at__isnull=True)
                | Q(stamp__isnull=False, stamped_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class DayLeaf(models.Model):
    """One case's leaf in a day's tree. It outlives the case: the others' proofs need it."""

    day_root = models.ForeignKey(DayRoot, on_delete=models.CASCADE, related_name="leaves")
    position = models.PositiveIntegerField()
    case = models.ForeignKey(
        "cases.Case", on_delete=models.SET_NULL, null=True, blank=True, related_name="day_leaves"
    )
    # The case's last event of that day, and the leaf made from it.
    head = models.CharField(max_length=64)
    leaf = models.CharField(max_length=64)

    class Meta:
        ordering = ["day_root", "position"]
        constraints = [
            models.UniqueConstraint(name="dayleaf_position_once", fields=["day_root", "position"]),
            models.UniqueConstraint(name="dayleaf_case_once", fields=["day_root", "case"]),
        ]

    def __str__(self) -> str:
        return f"{self.day_root_id} {self.position}"
