"""Files of letters against their rows and the history of their case."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from claimguide.cases import integrity, services
from claimguide.letters.models import LetterVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(whole_case) -> LetterVersion:
    """A letter whose file the history knows, as the worker would have written it down."""
    version = LetterVersion.objects.get(case=whole_case())
    services.record(version.case, "letter_ready", letter=str(version.pk), sha256=version.pdf_sha256)
    return version


def found(version: LetterVersion) -> list[str]:
    report = integrity.check(version.case.number)
    return [each.code for each in report.faults if each.where.startswith("letters") or "letter" in each.code]


def test_a_letter_that_was_lost_or_changed_is_found(version: LetterVersion) -> None:
    path = Path(default_storage.path(version.pdf_name))
    assert found(version) == []
    path.write_bytes(path.read_bytes().replace(b"as if", b"AS IF"))
    assert found(version) == ["file-changed"]
    path.unlink()
    assert found(version) == ["file-missing"]


def test_a_letter_the_history_does_not_know_is_found(version: LetterVersion) -> None:
    """File and row were changed together."""
    LetterVersion.objects.filter(pk=version.pk).update(pdf_sha256="ab" * 32)
    assert found(version) == ["file-changed", "letter-not-in-history"]
