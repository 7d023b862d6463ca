"""The case itself: its number, state, version and resume code, and the one query that says who may see it."""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .story import Dealings, Plans, PlatformConduct, Problem, Promise, Purchase, Special

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SESSION_KEY = "cases"


class State(models.TextChoices):
    OPEN = "open", _("In progress")
    WAITING = "waiting", _("Waiting for an answer")
    SETTLED = "settled", _("Settled")
    CLOSED = "closed", _("Closed")


def new_number() -> str:
    """CG, the day in China, five random characters: nothing that counts cases or leads to another."""
    tail = "".join(secrets.choice(CROCKFORD) for _ in range(5))
    return f"CG{timezone.localdate():%Y%m%d}-{tail}"


def new_salt() -> str:
    return secrets.token_hex(16)


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, request: HttpRequest) -> CaseQuerySet:
        """The one answer to "who may see this case": staff with the right, and the browser that holds it."""
        user = request.user
        if user.is_authenticated and user.is_staff and user.has_perm("cases.view_case"):
            return self
        return self.filter(pk__in=request.session.get(SESSION_KEY, []))


class Case(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(
        _("case number"), max_length=20, unique=True, default=new_number, editable=False
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    version = models.PositiveIntegerField(default=1, editable=False)
    resume_salt = models.CharField(max_length=32, default=new_salt, editable=False)
    resume_hash = models.CharField(max_length=64, unique=True, editable=False)
    resume_kept_at = models.DateTimeField(null=True, blank=True, editable=False)
    region = models.ForeignKey(
        "reference.Region", verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_cases",
    )
    created_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = CaseQuerySet.as_manager()

    purchase: Purchase
    problem: Problem
    dealings: Dealings
    promise: Promise
    platform_conduct: PlatformConduct
    special: Special
    plans: Plans

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-updated_at"]
        indexes = [models.Index(fields=["state", "-updated_at"]), models.Index(fields=["-updated_at"])]
        constraints = [
            models.CheckConstraint(name="case_state_known", condition=models.Q(state__in=State.values)),
            models.CheckConstraint(name="case_version_positive", condition=models.Q(version__gte=1)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def locked(self) -> bool:
        """Answers of a settled or closed case stand as they are until it is opened again."""
        return self.state in (State.SETTLED, State.CLOSED)
