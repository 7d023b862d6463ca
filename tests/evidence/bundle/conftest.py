"""Exhibits with their stored files, made without the decoder, and bundles made of them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from PIL import Image

from claimguide.cases.models import Case
from claimguide.cases.services import record, set_party
from claimguide.core import jobs
from claimguide.evidence import vault
from claimguide.evidence.bundle import services
from claimguide.evidence.models import Bundle, Exhibit, ExhibitProof

Add = Callable[..., Exhibit]
Make = Callable[..., Bundle]


@pytest.fixture(autouse=True)
def own_key(tmp_path: Path, settings: Any) -> None:
    settings.SIGNING_KEY = tmp_path / "keys" / "signing.pem"
    settings.SIGNING_KEY_IS_GIVEN = False


def jpeg(width: int = 60, height: int = 40, colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()


def pdf(pages: int = 2) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    for number in range(pages):
        made.add_blank_page(page_size=(300, 200))
        made.pages[-1].Contents = made.make_stream(f"1 0 0 rg {number} 0 50 50 re f".encode())
    made.save(out, static_id=True)
    return out.getvalue()


@pytest.fixture
def told(case: Case) -> Case:
    """A case with names to print."""
    set_party(case, "consumer", name="沈敏怡")
    set_party(case, "seller", name="瑞丽市玉缘珠宝有限公司")
    return case


@pytest.fixture
def put(told: Case) -> Add:
    """Put an exhibit with its files into the case. `shared` is the copy for recipients."""

    def put(
        data: bytes = b"", *, kind: str = "jpeg", shared: bytes = b"", proves: str = "buying", **values: Any
    ) -> Exhibit:
        place = Exhibit.objects.filter(case=told).count() + 1
        data = data or jpeg(60 + place)
        exhibit = Exhibit(
            case=told,
            position=place,
            state="clean",
            kind=kind,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            sm3=hashlib.new("sm3", data).hexdigest(),
            **{"title": f"订单截图{place}", "original_name": f"a{place}.{kind}", **values},
        )
        if shared:
            exhibit.shared_sha256 = hashlib.sha256(shared).hexdigest()
            exhibit.shared_sm3 = hashlib.new("sm3", shared).hexdigest()
            exhibit.shared_size = len(shared)
            vault.store(exhibit.shared_name, shared)
        vault.store(exhibit.storage_name, data)
        if kind not in ("text", "m4a"):
            vault.store(exhibit.preview_name, data if kind == "jpeg" else jpeg())
        exhibit.save(force_insert=True)
        ExhibitProof.objects.create(exhibit=exhibit, element=proves)
        record(told, "exhibit_added", exhibit=str(exhibit.pk), sha256=exhibit.sha256, size=exhibit.size)
        return exhibit

    return put


@pytest.fixture
def make(told: Case) -> Make:
    """Order a bundle and make it in this process."""

    def make(kind: str = "sealed", recipient: str = "") -> Bundle:
        bundle = services.order(told, kind, recipient)
        assert bundle.job is not None
        jobs.run(bundle.job.pk)
        return Bundle.objects.get(pk=bundle.pk)

    return make


def stored(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())


def words(data: bytes) -> list[str]:
    """The text of each page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
