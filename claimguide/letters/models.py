"""Letters that were made: a version is written once and keeps what it said, whatever the case says later."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from claimguide.cases import wording
from claimguide.cases.models import Case, ContactEntry, Submission
from claimguide.core.models import Job
from claimguide.evidence.models import Exhibit

from .compare import Piece, pieces
from .content import LetterContent
from .kinds import Kind, Traits, Way, traits
from .outputs import Form, file_name

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

JOB_KIND = "letter"
FILE_JOB_KIND = "letter_file"
# Why an order failed that must not be tried again: what core.models.Job.last_error holds then.
MISSING_GLYPHS = "missing_glyphs"
# What the worker adds to a version after it was made; everything else is written once.
FILE_FIELDS = frozenset({"pdf_name", "pdf_sha256", "pdf_size", "pdf_pages", "finished_at"})

STATES = {
    "ready": _("The letter is ready."),
    "working": _("The letter is being made."),
    "failed": _("The letter could not be made."),
}


class Immutable(RuntimeError):
    """A letter that was made is not changed: make a new version."""


class LetterQuerySet(models.QuerySet["LetterVersion"]):
    def update(self, **values: Any) -> int:
        if not FILE_FIELDS.issuperset(values):
            raise Immutable
        return super().update(**values)


def give_jobs(versions: Iterable[LetterVersion]) -> None:
    """Read the newest order of each in one query, none where there are no versions."""
    waiting = {version.pk: version for version in versions}
    if not waiting:
        return
    for version in waiting.values():
        version.job = None
    rows = Job.objects.filter(object_id__in=waiting, kind=JOB_KIND)
    for job in rows.order_by("created_at", "ordered_at"):
        waiting[job.object_id].job = job


def _unfinished(job: Job | None) -> str:
    """How a file that is not there stands, by its newest order: `failed` or `working`."""
    return "failed" if job is None or job.state == Job.State.FAILED else "working"


class LetterVersion(models.Model):
    """One letter as it was on the day it was made, and the PDF that was rendered from its frozen HTML."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="letters", verbose_name=_("case"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField()
    # What the consumer changed in the generated words: place, what was there, what stands there now.
    edits = models.JSONField(default=list)
    html = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    template_revision = models.CharField(max_length=12)
    law_date = models.DateField(_("law as of"))
    case_version = models.PositiveIntegerField()
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    pdf_name = models.CharField(max_length=200, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pdf_size = models.PositiveIntegerField(null=True, blank=True)
    pdf_pages = models.PositiveSmallIntegerField(null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(name="letter_content_once", fields=["case", "kind", "content_sha256"]),
            models.UniqueConstraint(name="letter_number_once", fields=["case", "kind", "number"]),
            models.CheckConstraint(name="letter_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="letter_file_whole",
                condition=Q(pdf_name="", pdf_sha256="", pdf_size=None, pdf_pages=None, finished_at=None)
                | (
                    Q(pdf_size__isnull=False, pdf_pages__isnull=False, finished_at__isnull=False)
                    & ~Q(pdf_name="")
                    & ~Q(pdf_sha256="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable
        super().save(*args, **kwargs)

    @property
    def traits(self) -> Traits:
        """What is fixed for letters of this kind."""
        return traits(self.kind)

    @property
    def next_template(self) -> str:
        """The page fragment that says what happens next with letters of this kind."""
        return f"letters/next/{self.kind}.html"

    @cached_property
    def letter(self) -> LetterContent:
        """What the letter says, as it was frozen."""
        return LetterContent.from_json(self.content)

    @property
    def differences(self) -> list[tuple[Piece, ...]]:
        """What the consumer changed in the generated letter, paragraph by paragraph."""
        return [pieces(each["was"], each["now"]) for each in self.edits]

    @property
    def live_sendings(self) -> list[Sending]:
        """The times it was sent, without those that were taken back. Reads a prefetch where there is one."""
        return [each for each in self.sendings.all() if each.removed_at is None]

    @cached_property
    def job(self) -> Job | None:
        """The newest order to render it."""
        return Job.newest(JOB_KIND, self.pk)

    @property
    def state(self) -> str:
        """`ready`, `failed` or `working`."""
        return "ready" if self.pdf_name else _unfinished(self.job)

    @property
    def state_label(self) -> str | StrPromise:
        return STATES[self.state]

    @property
    def cannot_be_printed(self) -> bool:
        """Whether it failed for a character without a glyph: trying again would fail again."""
        return self.state == "failed" and self.job is not None and self.job.last_error == MISSING_GLYPHS

    @property
    def title(self) -> str:
        """Letter to the seller, version 2"""
        return _("%(letter)s, version %(number)d") % {
            "letter": self.get_kind_display(),
            "number": self.number,
        }

    @property
    def file_word(self) -> str:
        """What papers and files call it: 致商家函, or 致卖家函 where a private person sold."""
        return self.traits.named(wording.shop(self.case))

    @property
    def file_name(self) -> str:
        """The name a downloaded letter gets: 致商家函-CG20261123-7K2M9-第2版.pdf"""
        return self.name_as(Form.PDF)

    def name_as(self, form: str) -> str:
        """The name it gets as a file of another form."""
        return file_name(f"{self.file_word}-{self.content['case_number']}-第{self.number}版", form)


class LetterFileQuerySet(models.QuerySet["LetterFile"]):
    def kept(self) -> LetterFileQuerySet:
        """Those that were made."""
        return self.exclude(name="")


class LetterFile(models.Model):
    """Another form of a frozen letter that a worker makes when somebody asks for it: the large print."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(
        LetterVersion, on_delete=models.CASCADE, related_name="files", verbose_name=_("letter")
    )
    form = models.CharField(_("form"), max_length=8, choices=Form.choices)
    name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = LetterFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("further form of a letter")
        verbose_name_plural = _("further forms of letters")
        ordering = ["version", "form"]
        constraints = [
            models.UniqueConstraint(name="letter_form_once", fields=["version", "form"]),
            models.CheckConstraint(name="letter_form_is_made_by_worker", condition=Q(form=Form.LARGE)),
            models.CheckConstraint(
                name="letter_form_whole",
                condition=Q(name="", sha256="", size=None, pages=None, finished_at=None)
                | (
                    Q(size__isnull=False, pages__isnull=False, finished_at__isnull=False)
                    & ~Q(name="")
                    & ~Q(sha256="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.get_form_display()})"

    @cached_property
    def job(self) -> Job | None:
        """The newest order to make it."""
        return Job.newest(FILE_JOB_KIND, self.pk)

    @property
    def state(self) -> str:
        """`ready`, `failed` or `working`."""
        return "ready" if self.name else _unfinished(self.job)

    @property
    def file_name(self) -> str:
        """致商家函-CG20261123-7K2M9-第2版-大字版.pdf"""
        return self.version.name_as(self.form)


class LetterEdit(models.Model):
    """A change of the consumer's to the words of the letters of one kind; see `edits.Edit`.

    An added paragraph is not deleted but removed, so that it can be brought back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="letter_edits")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    place = models.CharField(max_length=40)
    was = models.TextField()
    now = models.TextField(blank=True)
    added = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("change to a letter")
        verbose_name_plural = _("changes to letters")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(name="letteredit_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="letteredit_says_something", condition=Q(added=False) | ~Q(now="")),
            models.CheckConstraint(
                name="letteredit_removed_if_added", condition=Q(added=True) | Q(removed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.place}"


class Sending(models.Model):
    """The consumer says that a letter went out: on which day and by which way; saying so can be taken back.

    `contact` and `submission` are the lines this wrote into the case's lists, `dated` the days it filled in.
    """

    letter = models.ForeignKey(LetterVersion, on_delete=models.CASCADE, related_name="sendings")
    on = models.DateField(_("sent on"))
    channel = models.CharField(_("sent by"), max_length=24, choices=Way.choices)
    number = models.CharField(_("tracking or receipt number"), max_length=64, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("proof")
    )
    contact = models.ForeignKey(ContactEntry, on_delete=models.SET_NULL, null=True, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.SET_NULL, null=True, related_name="+")
    dated = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("sending of a letter")
        verbose_name_plural = _("sendings of letters")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="sending_once", fields=["letter", "on", "channel"], condition=Q(removed_at=None)
            ),
            models.CheckConstraint(name="sending_channel_known", condition=Q(channel__in=Way.values)),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.get_channel_display()}"


class HandOver(models.Model):
    """A code that opens one copy-out sheet on another device, once; the browser that used it then reads it.

    At most one for a sheet of a case. The code follows from the site's key and `id`, and only its keyed hash
    is kept, so neither a table dump nor the other browser's session holds it. Ending it deletes the row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hand_overs")
    sheet = models.CharField(max_length=24)
    code_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Until then the code opens the sheet; all three are the database's times.
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    # Until then the browser that opened it may read it.
    read_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="handover_one_per_sheet", fields=["case", "sheet"]),
            models.CheckConstraint(
                name="handover_read_once_opened",
                condition=Q(opened_at=None, read_until=None)
                | Q(opened_at__isnull=False, read_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.sheet}"
