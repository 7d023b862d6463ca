"""Bundles: all exhibits of a case in one PDF and one ZIP, as they were on the day it was made."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from claimguide.core.models import Job

from .exhibit import ROOT

BUNDLE_JOB = "bundle"
# What the worker adds to a bundle after it was ordered; everything else is written once.
BUNDLE_FILE_FIELDS = frozenset(
    {
        "pdf_sha256",
        "pdf_size",
        "pdf_pages",
        "zip_sha256",
        "zip_size",
        "manifest_sha256",
        "finished_at",
    }
)


class BundleKind(models.TextChoices):
    SEALED = "sealed", _("Sealed bundle with the originals")
    RECIPIENT = "recipient", _("Copy for a recipient")


class Recipient(models.TextChoices):
    """Whom a copy is for."""

    SELLER = "seller", _("The seller")
    PLATFORM = "platform", _("The platform")
    ASSOCIATION = "association", _("The consumer association")
    REGULATOR = "regulator", _("The market regulator (12315)")
    LAWYER = "lawyer", _("A lawyer or legal aid")
    MEDIA = "media", _("A media office")
    OTHER = "other", _("Somebody else")


class Immutable(RuntimeError):
    """A bundle that was ordered is not changed: order a new one."""


class BundleQuerySet(models.QuerySet["Bundle"]):
    def update(self, **values: Any) -> int:
        if not BUNDLE_FILE_FIELDS.issuperset(values):
            raise Immutable
        return super().update(**values)


class Bundle(models.Model):
    """`content` is frozen when the bundle is ordered: the worker reads it and the files, never the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="bundles")
    kind = models.CharField(_("kind"), max_length=9, choices=BundleKind.choices)
    recipient = models.CharField(_("for"), max_length=12, blank=True, choices=Recipient.choices)
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    case_version = models.PositiveIntegerField()
    created_at = models.DateTimeField(_("ordered"), default=timezone.now)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pdf_size = models.PositiveBigIntegerField(null=True, blank=True)
    pdf_pages = models.PositiveIntegerField(null=True, blank=True)
    zip_sha256 = models.CharField(max_length=64, blank=True)
    zip_size = models.PositiveBigIntegerField(null=True, blank=True)
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")
        ordering = ["case", "-number"]
        constraints = [
            models.UniqueConstraint(name="bundle_number_once", fields=["case", "number"]),
            models.CheckConstraint(name="bundle_kind_known", condition=Q(kind__in=BundleKind.values)),
            models.CheckConstraint(
                name="bundle_recipient_known",
                condition=Q(kind="sealed", recipient="")
                | Q(kind="recipient", recipient__in=Recipient.values),
            ),
            models.CheckConstraint(
                name="bundle_files_whole",
                condition=Q(pdf_sha256="", zip_sha256="", manifest_sha256="", finished_at=None)
                | (Q(finished_at__isnull=False) & ~Q(pdf_sha256="", zip_sha256="", manifest_sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable
        super().save(*args, **kwargs)

    @property
    def pdf_name(self) -> str:
        return f"{ROOT}/{self.case_id}/{self.pk}.bundle.pdf"

    @property
    def zip_name(self) -> str:
        return f"{ROOT}/{self.case_id}/{self.pk}.bundle.zip"

    @cached_property
    def job(self) -> Job | None:
        """The newest order to make it."""
        return Job.newest(BUNDLE_JOB, self.pk)

    @property
    def state(self) -> str:
        """`ready`, `failed` or `working`."""
        if self.finished_at:
            return "ready"
        return "failed" if self.job is None or self.job.state == Job.State.FAILED else "working"
