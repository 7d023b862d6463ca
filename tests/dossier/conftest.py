"""A case with a letter, exhibits and bundles whose files are real, and dossiers made of them."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from claimguide.cases.models import Case
from claimguide.cases.services import record
from claimguide.core import jobs
from claimguide.core.models import Job
from claimguide.core.typeset.engine import render_pdf
from claimguide.dossier import papers, services
from claimguide.dossier.models import Dossier
from claimguide.evidence import vault
from claimguide.evidence.bundle import services as bundles
from claimguide.evidence.models import Bundle, Exhibit, ExhibitProof
from claimguide.letters import services as letters
from claimguide.letters.models import LetterVersion
from claimguide.letters.store import name_of
from tests.evidence.bundle.conftest import jpeg, pdf
from tests.letters.stories import case_of, story
from tests.plugins.whole import storage_in

Make = Callable[..., Dossier]
KEYS = "keys"


@pytest.fixture(autouse=True)
def own_key(tmp_path: Path, settings: Any, private: Path) -> None:
    settings.SIGNING_KEY = tmp_path / KEYS / "signing.pem"
    settings.SIGNING_KEY_IS_GIVEN = False


def open_told() -> Case:
    """The bracelet, without exhibits: they get files of their own here."""
    tale = story("bracelet")
    tale["exhibits"] = []
    return case_of(tale)


@pytest.fixture
def told(db: None) -> Case:
    """The bracelet without a paper or an exhibit."""
    return open_told()


def letter(case: Case, kind: str = "seller", pages: int = 2) -> LetterVersion:
    """A finished letter whose PDF is set by the engine, tagged and with bookmarks, but short."""
    version = letters.order(case, kind)
    part = '<div class="page"><h2 class="heading">第{}部分</h2><p class="para">{}正文。</p></div>'
    body = "".join(part.format(number, kind) for number in range(1, pages + 1))
    title = '<h1 class="letter-title">函</h1>'
    html = f'<article class="letter" lang="zh-CN" data-facts="" data-notice="">{title}{body}</article>'
    data = render_pdf(html, title=kind, created=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    return finish(version, data)


def finish(version: LetterVersion, data: bytes) -> LetterVersion:
    sha256 = hashlib.sha256(data).hexdigest()
    name = name_of(version.case_id, version.pk, sha256)
    default_storage.save(name, ContentFile(data))
    LetterVersion.objects.filter(pk=version.pk).update(
        pdf_name=name, pdf_sha256=sha256, pdf_size=len(data), pdf_pages=1, finished_at=timezone.now()
    )
    Job.objects.filter(object_id=version.pk).update(state=Job.State.DONE, finished_at=timezone.now())
    record(version.case, "letter_ready", letter=str(version.pk), letter_kind=version.kind, sha256=sha256)
    return LetterVersion.objects.get(pk=version.pk)


def exhibit(case: Case, data: bytes = b"", kind: str = "jpeg") -> Exhibit:
    """A checked exhibit with its files, shared whole with recipients."""
    place = Exhibit.objects.filter(case=case).count() + 1
    data = data or jpeg(60 + place)
    row = Exhibit(
        case=case,
        position=place,
        state="clean",
        kind=kind,
        title=f"订单截图{place}",
        original_name=f"a{place}.{kind}",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        sm3=hashlib.new("sm3", data).hexdigest(),
        sharing="whole",
        shared_sha256=hashlib.sha256(data).hexdigest(),
        shared_sm3=hashlib.new("sm3", data).hexdigest(),
        shared_size=len(data),
    )
    vault.store(row.storage_name, data)
    vault.store(row.shared_name, data)
    vault.store(row.preview_name, data if kind == "jpeg" else jpeg())
    row.save(force_insert=True)
    ExhibitProof.objects.create(exhibit=row, element="buying")
    record(case, "exhibit_added", exhibit=str(row.pk), sha256=row.sha256, size=row.size)
    return row


def bundle(case: Case, kind: str = "sealed", recipient: str = "") -> Bundle:
    made = bundles.order(case, kind, recipient)
    assert made.job is not None
    jobs.run(made.job.pk)
    return Bundle.objects.get(pk=made.pk)


@pytest.fixture(scope="module")
def filled_once(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Case, Path]]:
    """The case of `filled` and the folder of its files, made once per module: setting its papers takes long.

    Each test works inside a savepoint of its own, and on a copy of the files.
    """
    folder = tmp_path_factory.mktemp("filled")
    own = override_settings(SIGNING_KEY=folder / KEYS / "signing.pem", SIGNING_KEY_IS_GIVEN=False)
    with django_db_blocker.unblock(), transaction.atomic():
        with storage_in(folder), own:
            case = open_told()
            letter(case, "seller")
            letter(case, "platform", 1)
            exhibit(case)
            exhibit(case, pdf(2), "pdf")
            bundle(case)
            bundle(case, "recipient", "association")
        yield case, folder
        transaction.set_rollback(True)


@pytest.fixture
def filled(filled_once: tuple[Case, Path], db: None, private: Path, tmp_path: Path) -> Case:
    """Two letters, two exhibits (a picture and a PDF), both kinds of bundle."""
    case, folder = filled_once
    shutil.copytree(folder / private.name, private, dirs_exist_ok=True)
    shutil.copytree(folder / KEYS, tmp_path / KEYS)
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def make(filled: Case) -> Make:
    """Order a dossier of these papers, newest letters and newest copy unless given, and make it here."""

    def make(
        keys: list[str] | None = None,
        *,
        form: str = "pdf",
        with_timeline: bool = True,
        with_sheets: bool = False,
    ) -> Dossier:
        offered = [*papers.papers(filled), *papers.bundles(filled)]
        chosen = [each for each in offered if (each.key in keys if keys is not None else each.newest)]
        ordered = services.order(
            filled, chosen, form=form, with_timeline=with_timeline, with_sheets=with_sheets
        )
        if ordered.state == "working":
            assert ordered.job is not None
            jobs.run(ordered.job.pk)
        return Dossier.objects.get(pk=ordered.pk)

    return make
