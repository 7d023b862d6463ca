"""Figures that courts go by and that differ from province to province. None is shipped: staff enter them."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from .directory import Region


class WageFigure(models.Model):
    """A province's average yearly wage of employed persons, the measure of small claims (民诉法 165)."""

    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(_("year of the figure"))
    average_wage = models.DecimalField(_("average yearly wage, in yuan"), max_digits=10, decimal_places=2)
    source = models.CharField(_("source"), max_length=300)
    last_checked = models.DateField(_("last checked"))

    class Meta:
        verbose_name = _("average wage of a province")
        verbose_name_plural = _("average wages of provinces")
        ordering = ["region", "-year"]
        constraints = [
            models.UniqueConstraint(name="wagefigure_once", fields=["region", "year"]),
            models.CheckConstraint(name="wagefigure_positive", condition=models.Q(average_wage__gt=0)),
            models.CheckConstraint(name="wagefigure_has_source", condition=~models.Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.year}"

    @property
    def small_claims_limit(self) -> Decimal:
        """Half of the wage, in yuan: up to this sum a simple money claim is a small claim."""
        return (self.average_wage / 2).quantize(Decimal("0.01"))
