"""Reads of letters: versions of a case, one version, whether it still says what the case says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise

from claimguide.cases.models import Case
from claimguide.core.models import Job

from . import drafting
from .compare import Piece, differences
from .compose import COMPOSERS
from .compose.fields import FIELDS
from .compose.source import Source
from .content import LetterContent
from .models import FILE_JOB_KIND, JOB_KIND, LetterFile, LetterVersion, give_jobs
from .outputs import Form


@dataclass(frozen=True)
class Missing:
    """A value that bars the final version: which, its name on the page, and where to fill it in."""

    field: str
    label: str | Promise
    url: str


def require_kind(kind: str) -> str:
    """`kind` where there are letters of it, else Http404."""
    if kind not in COMPOSERS:
        raise Http404
    return kind


def versions(case: Case, kind: str = "") -> list[LetterVersion]:
    """The letters of a case, newest version first within each kind, each with its sendings.

    Two queries, and one for the orders of those that are being made.
    """
    found = case.letters.order_by("kind", "-number").prefetch_related("sendings")
    rows = list(found.filter(kind=kind) if kind else found)
    give_jobs([row for row in rows if not row.pdf_name])
    return rows


def get_version(case: Case, kind: str, version_id: UUID) -> LetterVersion:
    """A letter of this case and kind, or Http404."""
    version = case.letters.filter(kind=kind, pk=version_id).first()
    if version is None:
        raise Http404
    return version


def missing(case: Case, content: LetterContent) -> list[Missing]:
    """The gaps of a composed letter, each with the guide page that fills it."""
    return [
        Missing(
            field,
            FIELDS[field].label,
            reverse("guide:page", args=[case.pk, FIELDS[field].step, FIELDS[field].page]),
        )
        for field in content.gaps()
    ]


def is_out_of_date(version: LetterVersion, case: Case, today: date) -> bool:
    """Whether the letter, made today, would say something else than this one (days of writing aside)."""
    return drafting.is_out_of_date(version, Source.of(case, today))


@dataclass(frozen=True)
class Comparison:
    """A letter beside what it would say if it were made today, paragraph by paragraph."""

    out_of_date: bool
    changed: tuple[tuple[Piece, ...], ...]


def compare(version: LetterVersion, source: Source) -> Comparison:
    """`source` is the case as it stands today."""
    content = drafting.draft(drafting.source_for(version, source), version.kind).content
    if content.substance() == version.letter.substance():
        return Comparison(out_of_date=False, changed=())
    return Comparison(out_of_date=True, changed=differences(version.letter, content))


def file_names(case: Case) -> list[str]:
    """The stored files of a case's letters, for its export and its erasure."""
    letters = LetterVersion.objects.filter(case=case).exclude(pdf_name="").values_list("pdf_name", flat=True)
    forms = LetterFile.objects.kept().filter(version__case=case).values_list("name", flat=True)
    return [*letters, *forms]


def form_of(version: LetterVersion, form: Form) -> LetterFile | None:
    """A further form of this letter, None where nobody asked for it yet."""
    return LetterFile.objects.filter(version=version, form=form).select_related("version").first()


def failed() -> QuerySet[LetterVersion]:
    """Letters of which the file, or a further form, could not be made and is not being tried again."""
    forms = LetterFile.objects.filter(name="").filter(*_given_up(FILE_JOB_KIND))
    given_up = LetterVersion.objects.filter(pdf_name="").filter(*_given_up(JOB_KIND))
    return LetterVersion.objects.filter(
        Q(pk__in=given_up.values("pk")) | Q(pk__in=forms.values("version_id"))
    )


def _given_up(kind: str) -> tuple[Exists, Any]:
    """A failed order and none that is still to be done."""
    orders = Job.objects.filter(kind=kind, object_id=OuterRef("pk"))
    failed_ones = orders.filter(state=Job.State.FAILED)
    open_ones = orders.filter(state__in=[Job.State.PENDING, Job.State.RUNNING])
    return Exists(failed_ones), ~Exists(open_ones)
