"""What the consumer blacks out before a recipient sees an exhibit."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .exhibit import Exhibit

WHOLE_SIDE = 10_000


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
