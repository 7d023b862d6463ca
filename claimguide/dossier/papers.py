"""What can go into a dossier: finished files of the case, each with its hash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from claimguide.cases.models import Case
from claimguide.evidence.bundle import shown, wording
from claimguide.evidence.models import Bundle, BundleKind
from claimguide.letters import selectors as letters
from claimguide.letters.kinds import Kind


@dataclass(frozen=True)
class File:
    """A finished file. `printed` is its Chinese name in the dossier; `pages` is None for what is no PDF."""

    kind: str
    id: str
    printed: str
    file_name: str
    stored: str
    sha256: str
    size: int
    pages: int | None


@dataclass(frozen=True)
class Paper:
    """One thing to choose on the page. `newest` of its kind are ticked beforehand."""

    key: str
    label: str
    made_at: datetime
    newest: bool
    files: tuple[File, ...]

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(each.size for each in self.files)

    @property
    def pages(self) -> int:
        return sum(each.pages or 0 for each in self.files)


def _letters(case: Case) -> Iterator[Paper]:
    """Finished letters in the order of the guide, newest first within each kind."""
    seen: set[str] = set()
    order = list(Kind.values)
    for version in sorted(letters.versions(case), key=lambda each: (order.index(each.kind), -each.number)):
        if not version.pdf_name or version.finished_at is None:
            continue
        file = File(
            kind="letter",
            id=str(version.pk),
            printed=f"{version.file_word}（第{version.number}版）",
            file_name=version.file_name,
            stored=version.pdf_name,
            sha256=version.pdf_sha256,
            size=version.pdf_size or 0,
            pages=version.pdf_pages,
        )
        key, newest = f"letter-{version.pk}", version.kind not in seen
        seen.add(version.kind)
        yield Paper(key, str(version.title), version.finished_at, newest, (file,))


def papers(case: Case) -> list[Paper]:
    """Everything but bundles, in the order it takes in a dossier."""
    return list(_letters(case))


def bundles(case: Case) -> list[Paper]:
    """Finished bundles, copies for recipients before sealed ones, newest first.

    Only the newest copy for a recipient counts as `newest`: originals go along when they are asked for.
    """
    found = (
        Bundle.objects.filter(case=case, finished_at__isnull=False).defer("content").select_related("case")
    )
    made = sorted(found, key=lambda each: (each.kind, -each.number))
    copies = [each for each in made if each.kind == BundleKind.RECIPIENT]
    return [_bundle(each, newest=each in copies[:1]) for each in made]


def _bundle(bundle: Bundle, *, newest: bool) -> Paper:
    recipient = wording.RECIPIENTS[bundle.recipient]
    kind = f"副本，供{recipient}使用" if recipient else "封存件"
    stem, title = shown.file_stem(bundle), f"证据材料（{kind}）"
    ident = str(bundle.pk)
    files = (
        File(
            kind=bundle.kind,
            id=ident,
            printed=title,
            file_name=f"{stem}.pdf",
            stored=bundle.pdf_name,
            sha256=bundle.pdf_sha256,
            size=bundle.pdf_size or 0,
            pages=bundle.pdf_pages,
        ),
        File(
            kind=f"{bundle.kind}_zip",
            id=ident,
            printed=f"{title}压缩包",
            file_name=f"{stem}.zip",
            stored=bundle.zip_name,
            sha256=bundle.zip_sha256,
            size=bundle.zip_size or 0,
            pages=None,
        ),
    )
    made_at = bundle.finished_at or bundle.created_at
    return Paper(f"bundle-{bundle.pk}", shown.title(bundle), made_at, newest, files)
