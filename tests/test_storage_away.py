"""Files that are asked for while private storage does not answer: 503 with words, and never a lost trace."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.test import Client
from django.urls import reverse

from claimguide.cases.models import Case
from claimguide.evidence.models import Exhibit
from claimguide.letters.models import LetterVersion

pytestmark = pytest.mark.django_db
TROUBLES = [ConnectionError("no answer"), OSError(errno.EIO, "bad disk"), TimeoutError()]


class Away(FileSystemStorage):
    """Storage on a disk that answers nothing but this trouble."""

    trouble: OSError

    def _open(self, name: str, mode: str = "rb") -> Any:
        raise self.trouble

    def exists(self, name: str) -> bool:
        raise self.trouble


def addresses(case: Case) -> dict[str, str]:
    exhibit, letter = case.exhibits.first(), LetterVersion.objects.get(case=case)
    bundle = case.bundles.get()
    return {
        "original": reverse("evidence:original", args=[case.pk, exhibit.pk]),
        "preview": reverse("evidence:preview", args=[case.pk, exhibit.pk]),
        "thumbnail": reverse("evidence:thumbnail", args=[case.pk, exhibit.pk]),
        "bundle.pdf": reverse("evidence:bundle_pdf", args=[case.pk, bundle.pk]),
        "bundle.zip": reverse("evidence:bundle_zip", args=[case.pk, bundle.pk]),
        "letter": reverse("letters:pdf", args=[case.pk, letter.kind, letter.pk]),
        "dossier": reverse("dossier:file", args=[case.pk, case.dossiers.get().pk]),
    }


@pytest.fixture
def away(private: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[OSError], None]:
    def go(trouble: OSError) -> None:
        storage = Away(location=private)
        storage.trouble = trouble
        monkeypatch.setattr(default_storage, "_wrapped", storage)

    return go


def check(answer: Any) -> None:
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) == 60
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<h1" in answer.content.decode()
    assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda each: type(each).__name__)
def test_downloads_say_that_the_service_is_away(
    whole_case: Callable[[], Case], hold: Any, away: Any, trouble: OSError
) -> None:
    case = whole_case()
    Exhibit.objects.filter(case=case).update(kind="png")
    browser, paths = hold(case), addresses(case)
    for path in paths.values():
        assert browser.get(path).status_code == 200
    away(trouble)
    for path in paths.values():
        check(browser.get(path))
    check(browser.post(reverse("cases:archive", args=[case.pk])))


def test_pages_of_a_pdf_films_and_texts(whole_case: Callable[[], Case], hold: Any, away: Any) -> None:
    case = whole_case()
    exhibit = case.exhibits.first()
    browser: Client = hold(case)
    away(TROUBLES[0])
    for kind, name, more in (("pdf", "page", [1]), ("mp4", "media", []), ("text", "text", [])):
        Exhibit.objects.filter(pk=exhibit.pk).update(kind=kind, page_count=1 if kind == "pdf" else None)
        check(browser.get(reverse(f"evidence:{name}", args=[case.pk, exhibit.pk, *more])))


def test_one_lost_file_is_not_a_storage_that_is_away(whole_case: Callable[[], Case], hold: Any) -> None:
    case = whole_case()
    paths = addresses(case)
    for exhibit in case.exhibits.all():
        default_storage.delete(exhibit.storage_name)
    default_storage.delete(case.bundles.get().pdf_name)
    default_storage.delete(LetterVersion.objects.get(case=case).pdf_name)
    for name in ("original", "bundle.pdf", "letter"):
        assert hold(case).get(paths[name]).status_code == 404


def test_a_bundle_that_was_not_given_out_is_not_in_the_history(
    whole_case: Callable[[], Case], hold: Any, away: Any
) -> None:
    case = whole_case()
    away(TROUBLES[0])
    check(hold(case).get(addresses(case)["bundle.pdf"]))
    assert not case.events.filter(kind="bundle_downloaded").exists()
