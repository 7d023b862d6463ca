"""What visitors report: that a platform's way is no longer as the site shows it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .directory import Platform


class RouteReport(models.Model):
    """One report. It names no case and nobody; what was typed is for staff and goes once it is settled."""

    class State(models.TextChoices):
        OPEN = "open", _("Not settled")
        CHECKED = "checked", _("Checked, the entry is right now")
        DISMISSED = "dismissed", _("Dismissed")

    platform = models.ForeignKey(
        Platform, verbose_name=_("platform"), on_delete=models.CASCADE, related_name="route_reports"
    )
    shown = models.CharField(_("what the site showed"), max_length=80, blank=True)
    told = models.CharField(_("what is different"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    reported_on = models.DateField(_("reported on"), default=timezone.localdate)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)

    class Meta:
        verbose_name = _("report of a changed way")
        verbose_name_plural = _("reports of changed ways")
        ordering = ["-reported_on", "-pk"]
        indexes = [models.Index(fields=["platform"], condition=Q(state="open"), name="routereport_open")]
        constraints = [
            models.CheckConstraint(
                name="routereport_state_known", condition=Q(state__in=["open", "checked", "dismissed"])
            ),
            models.CheckConstraint(
                name="routereport_settled_has_day",
                condition=Q(state="open", settled_on=None)
                | (~Q(state="open") & Q(settled_on__isnull=False) & Q(told="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.platform} {self.reported_on}"
