"""Reads of letters: versions of a case, one version, whether it still says what the case says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise

from claimguide.cases.models import Case

from .compose import COMPOSERS, compose
from .compose.fields import FIELDS
from .content import LetterContent
from .models import LetterVersion


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
    """The letters of a case, newest version first within each kind."""
    found = LetterVersion.objects.filter(case=case).order_by("kind", "-number").prefetch_related("sendings")
    return list(found.filter(kind=kind) if kind else found)


def get_version(case: Case, kind: str, version_id: UUID) -> LetterVersion:
    """A letter of this case and kind, or Http404."""
    version = LetterVersion.objects.filter(case=case, kind=kind, pk=version_id).select_related("case").first()
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
    """Whether the case, composed today, would say something else than this letter (days of writing aside)."""
    return compose(case, version.kind, today).substance() != version.letter.substance()


def file_names(case: Case) -> list[str]:
    """The stored files of a case's letters, for its export and its erasure."""
    return list(
        LetterVersion.objects.filter(case=case).exclude(pdf_name="").values_list("pdf_name", flat=True)
    )
