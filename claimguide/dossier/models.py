"""Dossiers that were ordered: what went in is written once, by id and hash; the worker adds the file."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import Case
from claimguide.core.models import Job

ROOT = "dossiers"
JOB_KIND = "dossier"
# What the worker adds to a dossier after it was ordered; everything else is written once.
FILE_FIELDS = frozenset({"sha256", "size", "pages", "finished_at"})


class Form(models.TextChoices):
    PDF = "pdf", _("One PDF, to print or to hand over")
    ZIP = "zip", _("One ZIP with each file by itself")


class Immutable(RuntimeError):
    """A dossier that was ordered is not changed: order a new one."""


class DossierQuerySet(models.QuerySet["Dossier"]):
    def update(self, **values: Any) -> int:
        if not FILE_FIELDS.issuperset(values):
            raise Immutable
        return super().update(**values)


class Dossier(models.Model):
    """`content` is frozen when the dossier is ordered: the worker reads it and the files, never the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="dossiers", verbose_name=_("case"))
    form = models.CharField(_("form"), max_length=3, choices=Form.choices)
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("ordered"), default=timezone.now)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["case", "-number"]
        constraints = [
            models.UniqueConstraint(name="dossier_number_once", fields=["case", "number"]),
            models.UniqueConstraint(name="dossier_content_once", fields=["case", "content_sha256"]),
            models.CheckConstraint(name="dossier_form_known", condition=Q(form__in=Form.values)),
            models.CheckConstraint(
                name="dossier_file_whole",
                condition=Q(sha256="", size=None, pages=None, finished_at=None)
                | (Q(size__isnull=False, pages__isnull=False, finished_at__isnull=False) & ~Q(sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable
        super().save(*args, **kwargs)

    @property
    def stored_as(self) -> str:
        """The name of its file in private storage."""
        return f"{ROOT}/{self.case_id}/{self.pk}.{self.form}"

    @cached_property
    def job(self) -> Job | None:
        """The newest order to make it."""
        return Job.newest(JOB_KIND, self.pk)

    @property
    def state(self) -> str:
        """`ready`, `failed` or `working`."""
        if self.finished_at:
            return "ready"
        return "failed" if self.job is None or self.job.state == Job.State.FAILED else "working"
