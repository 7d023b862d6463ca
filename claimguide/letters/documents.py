"""Every document the site can write for a case, each with what was made of it and what stands in its way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claimguide.cases import guards
from claimguide.cases.models import Case

from . import selectors
from .compose import COMPOSERS, reason_not_to
from .compose.source import Source
from .drafting import draft, is_out_of_date
from .kinds import Kind, traits
from .models import LetterEdit, LetterVersion

_GROUPS = {
    "seller": _("To the seller"),
    "platform": _("To the platform"),
    "legal": _("For the court and a lawyer"),
    "media": _("For the media"),
    "association": _("To consumer organisations and authorities"),
}
_PURPOSES = {
    Kind.SELLER: _("Says what happened and what you ask for, with the articles and a day to answer by."),
    Kind.REPLY: _("Answers the seller's refusal with the articles on it, and asks again."),
    Kind.PLATFORM: _("Asks the platform for the seller's identity, its records, its help and what it owes."),
    Kind.APPEAL: _("Asks the platform to have a person look again, and for its reasons in writing."),
    Kind.VIOLATION: _("Tells the market regulator which duties of its own the platform may have broken."),
    Kind.BRIEF: _("Gives a lawyer or a legal-aid desk your case in order, with what you want to ask."),
    Kind.PRESS: _("States your facts for a journalist, each with its exhibit, numbers covered."),
    Kind.COMPLAINT: _("Brings the case before a court, in the courts' own form, with a list of evidence."),
    Kind.ACCOUNT: _("Lists what was paid, what came back and what is open, line by line."),
    Kind.ASSOCIATION: _("Asks the consumer association to mediate."),
    Kind.REGULATOR: _("Asks the market regulator (12315) to mediate and for what you want."),
    Kind.REPORT: _("Tells the market regulator of a violation, to be checked. It asks for no money."),
}


@dataclass(frozen=True)
class Document:
    """One kind for one case: the newest `version`, what bars it (`reason`), what still lacks (`missing`)."""

    kind: Kind
    version: LetterVersion | None
    reason: str | Promise
    missing: list[selectors.Missing]
    out_of_date: bool
    case: Case

    @property
    def label(self) -> str | Promise:
        return self.kind.label

    @property
    def purpose(self) -> str | Promise:
        return _PURPOSES[self.kind]

    @property
    def sent(self) -> bool:
        return self.version is not None and bool(self.version.live_sendings)

    @property
    def review_url(self) -> str:
        return reverse("letters:review", args=[self.case.pk, self.kind])

    @property
    def version_url(self) -> str:
        return (
            reverse("letters:status", args=[self.case.pk, self.kind, self.version.pk]) if self.version else ""
        )


@dataclass(frozen=True)
class Group:
    """The documents of one step of the guide."""

    title: str | Promise
    documents: list[Document]


def groups(source: Source, versions: Sequence[LetterVersion]) -> list[Group]:
    """Every kind, grouped by the step that leads to it, in the order of the guide."""
    found = groupby(documents(source, versions), key=lambda document: traits(document.kind).step)
    return [Group(_GROUPS[step], list(each)) for step, each in found]


def documents(source: Source, versions: Sequence[LetterVersion]) -> Iterator[Document]:
    """Every kind that is written; `versions` are all letters made of the case (selectors.versions)."""
    newest = _newest(versions)
    locked = guards.reason_not_to("letter", source.case)
    edited = list(LetterEdit.objects.filter(case=source.case))
    for kind in Kind:
        if kind in COMPOSERS:
            rows = [row for row in edited if row.kind == kind]
            yield _document(source, kind, newest.get(kind), locked, rows)


def _document(
    source: Source, kind: Kind, version: LetterVersion | None, locked: str | Promise, rows: list[LetterEdit]
) -> Document:
    reason = locked or reason_not_to(source, kind)
    content = draft(source, kind, rows).content
    return Document(
        kind=kind,
        version=version,
        reason=reason,
        missing=[] if reason else selectors.missing(source.case, content),
        out_of_date=version is not None and is_out_of_date(version, source, rows),
        case=source.case,
    )


def _newest(versions: Iterable[LetterVersion]) -> dict[str, LetterVersion]:
    newest: dict[str, LetterVersion] = {}
    for version in versions:  # newest first within each kind
        newest.setdefault(version.kind, version)
    return newest
