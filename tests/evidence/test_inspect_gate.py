"""The gate before the child: names, first bytes, the scanner; and the command that goes the same way."""

from __future__ import annotations

import hashlib
import io
import json
import os
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from claimguide.cases.models import Case
from claimguide.evidence import checks, services
from claimguide.evidence.inspect import antivirus, runner, signatures
from claimguide.evidence.inspect.verdicts import judge
from claimguide.evidence.models import Exhibit
from claimguide.evidence.refusals import Refused

from . import corpus, corpus_texts
from .conftest import everything_in


def inspected(*paths: Path | str, code: int = 0) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("inspect_file", "--json", *map(str, paths), stdout=out)
    return json.loads(out.getvalue())


def test_the_command_prints_one_row_for_each_path(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.png", tmp_path / "b.jpg"
    good.write_bytes(corpus.png())
    bad.write_bytes(corpus.png())
    first, second = inspected(good, bad)
    assert first["path"] == str(good)
    assert (first["verdict"], first["reason"], first["message"], first["kind"]) == ("clean", "", "", "png")
    assert first["sha256"] == hashlib.sha256(corpus.png()).hexdigest()
    assert first["sm3"] == hashlib.new("sm3", corpus.png()).hexdigest()
    assert first["size"] == len(corpus.png())
    assert (first["found"]["width"], first["found"]["height"]) == (320, 200)
    assert 0 < first["peak_mb"] < 300
    assert first["seconds"] > 0
    assert (second["verdict"], second["reason"]) == ("refused", "differs")
    assert ".png" in second["message"]


def odd_paths(folder: Path) -> Iterator[tuple[str, str]]:
    """Paths that are no ordinary file, and what is said of each."""
    (folder / "folder.png").mkdir()
    yield "folder.png", "unreadable"
    os.mkfifo(folder / "pipe.png")
    yield "pipe.png", "unreadable"
    (folder / "link.png").symlink_to(folder / "real.png")
    (folder / "real.png").write_bytes(corpus.png())
    yield "link.png", "unreadable"
    yield "real.png", ""
    yield "missing.png", "unreadable"
    yield "x" * 300 + ".png", "unreadable"
    (folder / "empty.png").touch()
    yield "empty.png", "empty"
    for name in ("a.jpg.html", "none", "a.jpg.", ".htaccess", ".png"):
        (folder / name).write_bytes(corpus.png())
        yield name, "wrong_type"
    for name in ("..\\..\\a.png", "a\r\nb.png", "=cmd.png", "\u202egnp.a.png", "<img>.png"):
        (folder / name).write_bytes(corpus.png())
        yield name, ""
    name = os.fsdecode(b"\xff\xfe.png")
    (folder / name).write_bytes(corpus.png())
    yield name, "bad_name"


def test_the_command_judges_whatever_a_path_leads_to(tmp_path: Path) -> None:
    expected = list(odd_paths(tmp_path))
    rows = inspected(*(tmp_path / name for name, _code in expected))
    assert [row["reason"] for row in rows] == [code for _name, code in expected]
    assert [row["verdict"] for row in rows] == ["refused" if code else "clean" for _name, code in expected]


def test_the_command_has_words_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a\x1b[31m.gif").write_bytes(b"GIF89a")
    call_command("inspect_file", str(tmp_path / "a\x1b[31m.gif"))
    said = capsys.readouterr().out
    assert "wrong_type" in said
    assert "\x1b" not in said


def test_the_command_says_when_it_could_not_judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unavailable(*_: object) -> None:
        raise Refused("unavailable")

    monkeypatch.setattr(runner, "examine", unavailable)
    (tmp_path / "a.png").write_bytes(corpus.png())
    with pytest.raises(CommandError):
        inspected(tmp_path / "a.png")


@pytest.mark.parametrize(("size", "sha256"), [(3, ""), (None, "0" * 64)])
def test_what_the_sender_says_must_hold(tmp_path: Path, size: int | None, sha256: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(corpus.png())
    verdict = judge(path, "a.png", size=size, sha256=sha256)
    assert verdict.refused is not None
    assert verdict.refused.code == "truncated"


def test_an_upload_and_the_command_say_the_same(case: Case, tmp_path: Path, storage: Path) -> None:
    for why in ("test virus behind a picture", "jpeg as text", "program as text"):
        name, make, code = corpus_texts.TEXTS[why]
        path = tmp_path / f"{len(why)}{Path(name).suffix}"
        path.write_bytes(make())
        with pytest.raises(Refused) as refused:
            services.receive(case, SimpleUploadedFile(name, make()))
        assert refused.value.code == code == inspected(path)[0]["reason"]
        assert inspected(path)[0]["message"] == refused.value.message
    assert everything_in(storage) == []


@pytest.mark.parametrize(
    ("name", "head", "hint"),
    [
        ("a.jpg", b"%PDF-1.7", ".pdf"),
        ("a.txt", b"%PDF-1.7", ".pdf"),
        ("a.amr", b"\x02#!SILK_V3", "WeChat"),
        ("a.amr", b"RIFF", "M4A"),
        ("a.mp4", b"#EXTM3U", "MP4"),
        ("a.png", b"GIF89a", "PNG"),
    ],
)
def test_a_hint_says_what_to_do_with_other_content(name: str, head: bytes, hint: str) -> None:
    kind = signatures.by_name(name)
    assert kind is not None
    assert hint in signatures.hint_for_content(kind, head) or hint == "WeChat"


@pytest.mark.parametrize("kind", signatures.KINDS.values(), ids=str)
def test_every_kind_has_its_own_limit_and_way_on(kind: signatures.Kind) -> None:
    assert signatures.hint_for_size(kind)
    assert kind.max_bytes in (1_048_576, 20 * 1_048_576, 100 * 1_048_576)
    assert len(kind.code) <= 8


@contextmanager
def clamd(answer: Callable[[bytes], bytes], where: Path) -> Iterator[str]:
    """A scanner on a socket: takes a stream as clamd does, and answers what the test wants."""
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(where))
    server.listen()

    def serve() -> None:
        while True:
            try:
                line, _address = server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as told:
                command = b"".join(iter(lambda: told.read(1), b"\0"))
                if command == b"zPING":
                    line.sendall(b"PONG\0")
                    continue
                body = b""
                while size := struct.unpack(">I", told.read(4))[0]:
                    body += told.read(size)
                line.sendall(answer(body))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield str(where)
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"stream: OK\0", ""),
        (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", "virus"),
        (b"INSTREAM size limit exceeded. ERROR\0", "unavailable"),
        (b"", "unavailable"),
        (b"stream: OK but\0", "unavailable"),
    ],
)
def test_only_a_clear_answer_lets_a_file_in(
    tmp_path: Path, settings: Any, case: Case, storage: Path, answer: bytes, code: str
) -> None:
    scanned: list[bytes] = []

    def said(body: bytes) -> bytes:
        scanned.append(body)
        return answer

    with clamd(said, tmp_path / "clamd.sock") as where:
        settings.CLAMD = where
        if code:
            with pytest.raises(Refused) as refused:
                services.receive(case, SimpleUploadedFile("a.png", corpus.png()))
            assert refused.value.code == code
            assert everything_in(storage) == []
            assert not Exhibit.objects.exists()
        else:
            services.receive(case, SimpleUploadedFile("a.png", corpus.png()))
    assert scanned == [corpus.png()]


@pytest.mark.parametrize("where", ["/nowhere/clamd.sock", "127.0.0.1:1", "nonsense", "127.0.0.1:port"])
def test_without_its_scanner_nothing_is_taken(settings: Any, where: str) -> None:
    settings.CLAMD = where
    with pytest.raises(Refused) as refused:
        antivirus.scan(io.BytesIO(b"x"))
    assert (refused.value.code, refused.value.status) == ("unavailable", 503)
    assert not antivirus.alive()
    assert [message.id for message in checks.scanner(None)] == ["evidence.W001"]


def test_a_scanner_that_answers_is_no_matter_of_a_check(tmp_path: Path, settings: Any) -> None:
    assert checks.scanner(None) == []
    with clamd(lambda _body: b"", tmp_path / "clamd.sock") as where:
        settings.CLAMD = where
        assert antivirus.alive()
        assert checks.scanner(None) == []
