"""What the consumer blacks out before a recipient sees an exhibit, and orders to make the copy."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from claimguide.core.models import Job

from .exhibit import Exhibit

WHOLE_SIDE = 10_000
COPY_JOB = "copy"


class Reason(models.TextChoices):
    """Why a part is covered; the copy never says it, the list of a court may."""

    IDENTITY = "identity", _("ID number or card")
    PHONE = "phone", _("Telephone number")
    BANK = "bank", _("Bank or payment account")
    ADDRESS = "address", _("Address")
    PERSON = "person", _("Name or face of another person")
    OTHER = "other", _("Something else that is nobody's business")


class Cover(models.Model):
    """A box on one page, in ten-thousandths of the upright page's width and height."""

    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="covers")
    page = models.PositiveSmallIntegerField(default=0)
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=8, choices=Reason.choices, default=Reason.OTHER)
    # Found by the site and accepted by the consumer, not drawn by hand.
    suggested = models.BooleanField(default=False)

    class Meta:
        ordering = ["page", "y", "x", "pk"]
        constraints = [
            models.CheckConstraint(name="cover_reason_known", condition=Q(reason__in=Reason.values)),
            models.CheckConstraint(name="cover_has_area", condition=Q(width__gte=1, height__gte=1)),
            models.CheckConstraint(
                name="cover_on_the_page",
                condition=Q(x__lte=WHOLE_SIDE - F("width"), y__lte=WHOLE_SIDE - F("height")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.x},{self.y} {self.width}x{self.height}"

    @property
    def box(self) -> tuple[int, int, int, int]:
        return self.x, self.y, self.width, self.height


class TextCover(models.Model):
    """A run of characters of a text file, counted in the text as it is shown."""

    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="text_covers")
    start = models.PositiveIntegerField()
    length = models.PositiveIntegerField()
    reason = models.CharField(max_length=8, choices=Reason.choices, default=Reason.OTHER)
    suggested = models.BooleanField(default=False)

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(name="textcover_reason_known", condition=Q(reason__in=Reason.values)),
            models.CheckConstraint(name="textcover_not_empty", condition=Q(length__gte=1)),
            models.UniqueConstraint(name="textcover_once", fields=["exhibit", "start", "length"]),
        ]

    def __str__(self) -> str:
        return f"{self.start}+{self.length}"


class CopyOrder(models.Model):
    """A copy for recipients that the worker is to make. Gone once it is made or not wanted any more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exhibit = models.OneToOneField(Exhibit, on_delete=models.CASCADE, related_name="copy_order")
    # The boxes it is ordered for (share.selectors.token): other boxes make it void.
    plan = models.CharField(max_length=32)
    # The consumer said that there is nothing to hide: the copy goes to recipients without another word.
    whole = models.BooleanField(default=False)
    # Who of the staff ordered it; empty for the consumer. Without them nobody's word is left.
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    # Why it could not be made (evidence.refusals); empty while it is waiting or being made.
    failure = models.CharField(max_length=20, blank=True)
    ordered_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.failure or "ordered"

    @property
    def key(self) -> str:
        return f"{COPY_JOB}:{self.pk}"

    @cached_property
    def job(self) -> Job | None:
        return Job.objects.filter(key=self.key).first()

    @property
    def is_busy(self) -> bool:
        """Waiting or being made; otherwise it failed."""
        alive = (Job.State.PENDING, Job.State.RUNNING)
        return not self.failure and self.job is not None and self.job.state in alive
