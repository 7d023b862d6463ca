"""Storage of its own for every test, and exhibits to work with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
from django.conf import settings as site
from django.contrib.auth.models import Permission
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from claimguide.cases.models import Case
from claimguide.evidence import services
from claimguide.evidence.inspect import child
from claimguide.evidence.inspect.child import Answer
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


_answers: dict[tuple[str, ...], Answer] = {}


@pytest.fixture
def looked_into_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that would do for the second time in this process what it did with the very same bytes is not
    started again: these tests ask what becomes of its answer. Of the children themselves ask test_inspect,
    test_inspect_parts and test_corpus.
    """
    ask = child.ask

    def ask_once(source: IO[bytes], task: str, kind: str, order: Any = None, **limits: Any) -> Answer:
        source.seek(0)
        bytes_ = hashlib.file_digest(source, "sha256").hexdigest()  # type: ignore[arg-type]
        asked = (bytes_, task, kind, json.dumps(order, sort_keys=True))
        if asked in _answers:
            return _answers[asked]
        answer = ask(source, task, kind, order, **limits)
        # A product is written to its file, and a refusal may be the machine's.
        if answer.refused is None and "product" not in limits:
            _answers[asked] = answer
        return answer

    monkeypatch.setattr(child, "ask", ask_once)


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
