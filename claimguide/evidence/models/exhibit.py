"""Exhibits: sealed files with what people see of them, what they prove, and their place in the list."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claimguide.evidence.elements import Element
from claimguide.evidence.inspect.jail import small
from claimguide.evidence.inspect.signatures import KINDS, Kind

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

ROOT = "evidence"


class State(models.TextChoices):
    """received -> checking -> clean | refused. Nothing is shown or sent before clean.

    Pictures, PDFs and texts are judged while their upload is answered and enter the list as clean. What comes
    in pieces (long videos) is judged by the worker and passes through all of them.
    """

    RECEIVED = "received", _("Received, not checked yet")
    CHECKING = "checking", _("Being checked")
    CLEAN = "clean", _("Checked")
    REFUSED = "refused", _("Refused")


class Source(models.TextChoices):
    """Where a file comes from, as the consumer declares it; the list for a court (证据目录) names it."""

    SCREENSHOT = "screenshot", _("A screenshot from my own phone or computer")
    PHOTO = "photo", _("A photo I took")
    PAPER = "paper", _("A paper I photographed or scanned")
    DOWNLOAD = "download", _("Downloaded from the platform, bank or payment app")
    OTHER_SIDE = "other_side", _("Sent to me by the seller or platform")
    OTHER_PERSON = "other_person", _("From someone else")


class Sharing(models.TextChoices):
    """What a recipient gets of an exhibit. Until the consumer has decided, nothing goes to anybody."""

    UNDECIDED = "", _("Not decided yet")
    WHOLE = "whole", _("Nothing to hide")
    COVERED = "covered", _("With parts blacked out")
    KEPT_BACK = "kept", _("Not for recipients")


class ExhibitQuerySet(models.QuerySet["Exhibit"]):
    def live(self) -> ExhibitQuerySet:
        return self.filter(removed_at__isnull=True)

    def clean(self) -> ExhibitQuerySet:
        """What may be shown, listed and sent."""
        return self.live().filter(state=State.CLEAN)

    def coming(self) -> ExhibitQuerySet:
        """Whole here, but not judged yet."""
        return self.live().filter(state__in=[State.RECEIVED, State.CHECKING])

    def refused(self) -> ExhibitQuerySet:
        """Judged by the worker and not taken: kept without its file until the consumer has read why."""
        return self.live().filter(state=State.REFUSED)


class Exhibit(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="exhibits")
    # Order within the case, gaps allowed: a removed exhibit keeps its place for the undo. Shown numbers are
    # counted in selectors.clean_exhibits.
    position = models.PositiveIntegerField(editable=False, validators=[MinValueValidator(1)])
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.RECEIVED)
    kind = models.CharField(
        _("type"), max_length=8, choices=[(kind.code, kind.label) for kind in KINDS.values()], editable=False
    )
    # Begins as the file's own name, so that no list ever has a line without words.
    title = models.CharField(_("title"), max_length=80)
    original_name = models.CharField(_("file name"), max_length=80, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    # Empty only for files that came before this column did; verify_integrity fills it in.
    sm3 = models.CharField("SM3", max_length=64, blank=True, editable=False)
    # What the browser said of the file (name, type, size, sha256, last change), and what was found in it
    # (format, camera, time, whether it holds a place; never the place itself).
    said = models.JSONField(default=dict, editable=False)
    found = models.JSONField(default=dict, editable=False)
    refusal = models.CharField(_("why it was refused"), max_length=20, blank=True, editable=False)
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    page_count = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True, editable=False)
    seconds = models.PositiveIntegerField(_("length in seconds"), null=True, blank=True, editable=False)
    taken_on = models.DateField(_("taken or made on"), null=True, blank=True)
    source = models.CharField(_("where it comes from"), max_length=12, blank=True, choices=Source.choices)
    taken_by = models.CharField(_("who took it"), max_length=40, blank=True)
    device = models.CharField(_("on which device"), max_length=60, blank=True)
    sharing = models.CharField(
        _("for recipients"), max_length=8, blank=True, default="", choices=Sharing.choices, editable=False
    )
    shared_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The copy for recipients: new pixels in which the covered parts are black. Empty while there is none.
    shared_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    shared_sm3 = models.CharField(max_length=64, blank=True, editable=False)
    shared_size = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    # Part of the copy's stored name, drawn anew for each, so that a late deletion never meets a newer copy.
    # Empty for copies from before this column was.
    shared_key = models.CharField(max_length=12, blank=True, editable=False)
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    objects = ExhibitQuerySet.as_manager()

    proves: RelatedManager[ExhibitProof]
    # Set by services.receive when the case held this very file already.
    already_there = False
    # Set by selectors.clean_exhibits: 1, 2, 3 ... as letters and lists count.
    number = 0

    class Meta:
        verbose_name = _("exhibit")
        verbose_name_plural = _("exhibits")
        ordering = ["case", "position"]
        constraints = [
            models.UniqueConstraint(name="exhibit_position_once", fields=["case", "position"]),
            models.UniqueConstraint(
                name="exhibit_file_once",
                fields=["case", "sha256"],
                condition=Q(removed_at__isnull=True) & ~Q(state="refused"),
            ),
            models.CheckConstraint(
                name="exhibit_refusal_said",
                condition=(Q(state="refused") & ~Q(refusal="")) | (~Q(state="refused") & Q(refusal="")),
            ),
            models.CheckConstraint(name="exhibit_sharing_known", condition=Q(sharing__in=Sharing.values)),
            models.CheckConstraint(
                name="exhibit_covered_has_copy",
                condition=~Q(sharing="covered") | (~Q(shared_sha256="") & Q(shared_size__isnull=False)),
            ),
            models.CheckConstraint(name="exhibit_position_from_one", condition=Q(position__gte=1)),
            models.CheckConstraint(name="exhibit_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="exhibit_kind_known", condition=Q(kind__in=list(KINDS))),
            models.CheckConstraint(name="exhibit_source_known", condition=Q(source__in=["", *Source.values])),
            models.CheckConstraint(name="exhibit_not_empty", condition=Q(size__gte=1)),
        ]
        indexes = [
            models.Index(fields=["removed_at"], condition=Q(removed_at__isnull=False), name="exhibit_gone")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evidence:preview", args=[self.case_id, self.pk])

    @property
    def file_kind(self) -> Kind:
        return KINDS[self.kind]

    @property
    def elements(self) -> list[Element]:
        """What this exhibit proves, in the elements' order. Uses the rows that were read along."""
        read = vars(self).get("read_proves")
        held = {proof.element for proof in self.proves.all()} if read is None else {each for (each,) in read}
        return [element for element in Element if element in held]

    @property
    def storage_name(self) -> str:
        """Where the sealed original lies in private storage. No part of it comes from the uploader."""
        return f"{ROOT}/{self.case_id}/{self.pk}"

    @property
    def preview_name(self) -> str:
        return f"{self.storage_name}.preview.jpg"

    @property
    def thumbnail_name(self) -> str:
        return f"{self.storage_name}.thumb.jpg"

    @property
    def thumbnail_size(self) -> tuple[int, int] | None:
        """Its pixels across and down, where the file has a picture."""
        return small.size(self.width, self.height) if self.width and self.height else None

    @property
    def shared_name(self) -> str:
        """Where the copy for recipients lies."""
        key = f"-{self.shared_key}" if self.shared_key else ""
        return f"{self.storage_name}.shared{key}"

    @property
    def file_names(self) -> tuple[str, ...]:
        """Everything that is stored of it."""
        names = self.storage_name, self.preview_name, self.thumbnail_name
        return (*names, self.shared_name) if self.shared_sha256 else names


class ExhibitProof(models.Model):
    """One thing an exhibit proves; the strength meter and the letters' exhibit list are views of these."""

    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="proves")
    element = models.CharField(max_length=8, choices=Element.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="exhibitproof_once", fields=["exhibit", "element"]),
            models.CheckConstraint(name="exhibitproof_known", condition=Q(element__in=Element.values)),
        ]

    def __str__(self) -> str:
        return self.get_element_display()
