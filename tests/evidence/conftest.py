"""A case, browsers that hold or do not hold it, and storage of its own for every test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from claimguide.cases import services as case_services
from claimguide.cases.models import SESSION_KEY, Case
from claimguide.evidence import services
from claimguide.evidence.models import Exhibit

from . import corpus


@pytest.fixture(autouse=True)
def storage(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Private storage and upload folder in a folder of the test; returns the storage folder."""
    private, uploads = tmp_path / "private", tmp_path / "uploads"
    private.mkdir()
    uploads.mkdir()
    monkeypatch.setattr(
        default_storage, "_wrapped", FileSystemStorage(location=private, file_permissions_mode=0o600)
    )
    settings.FILE_UPLOAD_TEMP_DIR = uploads
    return private


def everything_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def case(db: None) -> Case:
    return case_services.open_case()


@pytest.fixture
def add(case: Case) -> Callable[..., Exhibit]:
    """Add a small picture of its own to the case."""
    made = iter(range(1, 1000))

    def add(name: str = "a.png", *, proves: tuple[str, ...] = (), into: Case = case) -> Exhibit:
        size = (next(made), 3)
        data = corpus.saved(corpus.picture(size), "PNG")
        return services.receive(into, SimpleUploadedFile(name, data), proves=proves)

    return add


def browser(*held: Case) -> Client:
    client = Client()
    session = client.session
    session[SESSION_KEY] = [str(case.pk) for case in held]
    session.save()
    return client


@pytest.fixture
def owner(case: Case) -> Client:
    return browser(case)


@pytest.fixture
def other(db: None) -> Client:
    return browser(case_services.open_case())


@pytest.fixture
def staff(db: None, django_user_model: Any) -> Callable[..., Client]:
    """A browser signed in as staff with these rights on cases, e.g. view_case."""
    from django.contrib.auth.models import Permission

    def sign_in(*rights: str) -> Client:
        user = django_user_model.objects.create_user("staff", password="x" * 12, is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=rights))
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
