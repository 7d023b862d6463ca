"""Storage of its own for every test, and exhibits to work with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib.auth.models import Permission
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from claimguide.cases.models import Case
from claimguide.evidence import services
from claimguide.evidence.models import Exhibit

from . import corpus


@pytest.fixture(autouse=True)
def storage(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Private storage and upload folder in a folder of the test; returns the storage folder."""
    private, uploads = tmp_path / "private", tmp_path / "uploads"
    private.mkdir()
    uploads.mkdir()
    own = FileSystemStorage(location=private, file_permissions_mode=0o600)
    monkeypatch.setattr(default_storage, "_wrapped", own)
    settings.FILE_UPLOAD_TEMP_DIR = uploads
    return private


def everything_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def add(case: Case) -> Callable[..., Exhibit]:
    """Add a small picture, different each time, to the case."""
    widths = iter(range(1, 1000))

    def add(name: str = "a.png", *, proves: tuple[str, ...] = (), into: Case = case) -> Exhibit:
        data = corpus.saved(corpus.picture((next(widths), 3)), "PNG")
        return services.receive(into, SimpleUploadedFile(name, data), proves=proves)

    return add


@pytest.fixture
def reader(db: None, django_user_model: Any) -> Client:
    """Staff who may see cases but not change them."""
    user = django_user_model.objects.create_user("reader", password="a long pass phrase", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_case"))
    client = Client()
    client.force_login(user, backend=site.AUTHENTICATION_BACKENDS[0])
    return client
