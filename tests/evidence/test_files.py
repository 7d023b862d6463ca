"""Films in parts, pages of a PDF, text as text: only where clean, only of the right kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claimguide.cases.models import Case
from claimguide.evidence import services, vault
from claimguide.evidence.inspect import runner
from claimguide.evidence.models import Exhibit
from claimguide.evidence.refusals import Refused

from . import corpus

FILM = bytes(range(256)) * 4


@pytest.fixture
def film(case: Case) -> Exhibit:
    made = Exhibit.objects.create(
        case=case, kind="mp4", state="clean", position=1, title="f", original_name="f.mp4", size=len(FILM),
        sha256="0" * 64,
    )  # fmt: skip
    vault.replace(made.storage_name, FILM)
    return made


def url(name: str, exhibit: Exhibit, *more: Any) -> str:
    return reverse(f"evidence:{name}", args=[exhibit.case_id, exhibit.pk, *more])


@pytest.mark.parametrize(
    ("asked", "status", "said", "sent"),
    [
        ("", 200, None, FILM),
        ("bytes=0-", 206, "bytes 0-1023/1024", FILM),
        ("bytes=0-1", 206, "bytes 0-1/1024", FILM[:2]),
        ("bytes=100-5000", 206, "bytes 100-1023/1024", FILM[100:]),
        ("bytes=-24", 206, "bytes 1000-1023/1024", FILM[1000:]),
        ("bytes=1024-", 416, "bytes */1024", b""),
        ("bytes=5-2", 416, "bytes */1024", b""),
        ("bytes=0-1,4-5", 200, None, FILM),
        ("lines=1-2", 200, None, FILM),
        ("bytes=-", 200, None, FILM),
    ],
)
def test_a_film_is_given_in_the_parts_a_player_asks_for(
    browser: Client, film: Exhibit, asked: str, status: int, said: str | None, sent: bytes
) -> None:
    answer = browser.get(url("media", film), headers={"Range": asked} if asked else {})
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert (answer.status_code, answer.headers.get("Content-Range"), body) == (status, said, sent)
    if status != 416:
        assert answer.headers["Content-Type"] == "video/mp4"
        assert answer.headers["Content-Length"] == str(len(sent))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_film_is_not_played_before_it_is_clean(browser: Client, film: Exhibit) -> None:
    Exhibit.objects.update(state="checking")
    assert browser.get(url("media", film)).status_code == 404


def test_staff_who_play_a_film_leave_one_trace(reader: Client, case: Case, film: Exhibit) -> None:
    for asked in ("bytes=0-1", "bytes=5-9"):
        b"".join(reader.get(url("media", film), headers={"Range": asked}).streaming_content)
    assert case.events.filter(kind="exhibit_opened").count() == 1


def test_a_page_of_a_pdf_is_drawn_once_and_goes_with_it(
    browser: Client, case: Case, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    exhibit = services.receive(case, SimpleUploadedFile("a.pdf", corpus.pdf()))
    answer = browser.get(url("page", exhibit, 1))
    assert answer.headers["Content-Type"] == "image/jpeg"
    drawn = b"".join(answer.streaming_content)
    assert drawn.startswith(b"\xff\xd8\xff")
    monkeypatch.setattr(runner, "page", lambda *_: pytest.fail("drawn again"))
    assert b"".join(browser.get(url("page", exhibit, 1)).streaming_content) == drawn
    for number in (0, (exhibit.page_count or 0) + 1):
        assert browser.get(url("page", exhibit, number)).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        services.purge([exhibit])
    assert not vault.is_there(f"{exhibit.storage_name}.page-001.jpg")


def test_a_page_that_cannot_be_drawn_now(
    browser: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any) -> bytes:
        raise Refused("unavailable")

    exhibit = services.receive(case, SimpleUploadedFile("a.pdf", corpus.pdf()))
    monkeypatch.setattr(runner, "page", busy)
    assert browser.get(url("page", exhibit, 1)).status_code == 503


def test_text_is_shown_as_text(browser: Client, case: Case, storage: Path) -> None:
    said = "卖家：假一赔十<script>alert(1)</script>\n"
    exhibit = services.receive(case, SimpleUploadedFile("chat.txt", said.encode("gb18030")))
    page = browser.get(url("text", exhibit)).content.decode()
    assert "卖家：假一赔十&lt;script&gt;alert(1)" in page
    for name in ("media", "text"):
        picture = services.receive(case, SimpleUploadedFile("a.png", corpus.png()))
        assert browser.get(url(name, picture)).status_code == 404
    (storage / f"{exhibit.storage_name}.txt").unlink()
    assert browser.get(url("text", exhibit)).status_code == 404
