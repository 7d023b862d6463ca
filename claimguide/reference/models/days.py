"""Holidays and make-up days by year: announced by the State Council, or provisional until they are."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .base import Kept


class WorkYear(Kept):
    natural_key_fields = ("year",)

    class Status(models.TextChoices):
        ANNOUNCED = "announced", _("Announced")
        PROVISIONAL = "provisional", _("Provisional: statutory days only")

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices)
    notice = models.CharField(_("holiday notice"), max_length=120, blank=True)
    notice_date = models.DateField(_("date of the notice"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("year of holidays")
        verbose_name_plural = _("years of holidays")
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(
                name="work_year_status_known", condition=Q(status__in=["announced", "provisional"])
            ),
            models.CheckConstraint(
                name="work_year_announced_has_notice", condition=Q(status="provisional") | ~Q(notice="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class WorkDay(Kept):
    """A day on which work differs from the plain week. It belongs to the year whose notice names it."""

    natural_key_fields = ("date",)
    loaded_with = "year"

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Day off")
        MAKEUP = "makeup", _("Worked weekend day")

    year = models.ForeignKey(WorkYear, on_delete=models.CASCADE, related_name="days")
    date = models.DateField(_("date"), unique=True)
    kind = models.CharField(_("kind of day"), max_length=8, choices=Kind.choices)
    name = models.CharField(_("holiday"), max_length=20, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(name="work_day_kind_known", condition=Q(kind__in=["holiday", "makeup"])),
            models.CheckConstraint(
                name="work_day_makeup_on_weekend", condition=Q(kind="holiday") | Q(date__week_day__in=[1, 7])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.get_kind_display()}"
