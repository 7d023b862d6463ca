"""Exhibits, bundles and letters in an object store: the same ways as on a disk, and what differs there."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import json
import logging
import socket
import subprocess
import sys
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from moto.server import ThreadedMotoServer

from claimguide.cases import erasure, export, integrity
from claimguide.cases.models import Case
from claimguide.core import jobs, signing
from claimguide.core.models import Job
from claimguide.evidence import days, pieces, services, vault
from claimguide.evidence.bundle import services as bundles
from claimguide.evidence.intake import Declared
from claimguide.evidence.models import PIECE_BYTES, Bundle, Exhibit, Upload
from claimguide.evidence.refusals import Refused
from claimguide.evidence.share import services as sharing
from claimguide.evidence.tasks import delete_orphans
from claimguide.letters import making, store
from claimguide.letters import services as letters
from claimguide.letters.models import LetterVersion
from tests.evidence import corpus, corpus_media
from tests.letters.stories import case_of, story

MIB = 1024 * 1024
NO_CLOUD = {
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@pytest.fixture(scope="module")
def objects() -> Iterator[str]:
    """The address of an object store on this machine, in this process alone."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


Keys = Callable[[], list[str]]


def use(settings: Any, bucket: str, address: str) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "claimguide.core.object_storage.ObjectStorage",
            "OPTIONS": {"bucket_name": bucket, "endpoint_url": address},
        },
    }


@pytest.fixture(autouse=True)
def keys(objects: str, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keys:
    """A bucket of this test alone is the site's storage; call it for the names of all objects."""
    for name, value in NO_CLOUD.items():
        monkeypatch.setenv(name, value)
    bucket = f"test-{uuid.uuid4().hex}"
    client = boto3.client("s3", endpoint_url=objects, config=Config(retries={"total_max_attempts": 1}))
    client.create_bucket(Bucket=bucket)
    use(settings, bucket, objects)
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    settings.SIGNING_KEY, settings.SIGNING_KEY_IS_GIVEN = tmp_path / "signing.pem", False

    def listed() -> list[str]:
        found = client.list_objects_v2(Bucket=bucket).get("Contents", [])
        return sorted(str(each["Key"]) for each in found)

    return listed


@contextlib.contextmanager
def nobody_there(settings: Any) -> Iterator[None]:
    """A store that does not answer: nobody listens at its address."""
    before = settings.STORAGES
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        use(settings, "test", f"http://127.0.0.1:{taken.getsockname()[1]}")
        yield
    settings.STORAGES = before


@contextlib.contextmanager
def requests_seen(operation: str) -> Iterator[list[Any]]:
    """The headers of each request of this kind made in the block."""
    seen: list[Any] = []

    def note(request: Any, **_more: Any) -> None:
        seen.append(dict(request.headers))

    events = default_storage.connection.meta.client.meta.events  # type: ignore[attr-defined]
    events.register(f"before-send.s3.{operation}", note)
    yield seen
    events.unregister(f"before-send.s3.{operation}", note)


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = timezone.now() + dt.timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def add(case: Case, data: bytes, name: str = "订单.jpg") -> Exhibit:
    return services.receive(case, SimpleUploadedFile(name, data), proves=["buying"])


def test_a_small_file(case: Case, browser: Client, keys: Keys) -> None:
    data = corpus.with_exif()
    exhibit = add(case, data)
    place = f"evidence/{case.pk}/{exhibit.pk}"
    assert keys() == [place, f"{place}.preview.jpg", f"{place}.thumb.jpg"]
    for view in ("original", "preview", "thumbnail"):
        answer = browser.get(reverse(f"evidence:{view}", args=[case.pk, exhibit.pk]))
        body = b"".join(answer.streaming_content)
        assert (answer.status_code, len(body)) == (200, int(answer.headers["Content-Length"]))
        assert body == data if view == "original" else body.startswith(b"\xff\xd8")
    held = zipfile.ZipFile(export.archive(case))
    assert data in (held.read(name) for name in held.namelist())
    assert integrity.check().faults == []
    vault.replace(place, b"\xff" + data[1:] + b"\xff")
    assert [fault.code for fault in integrity.check().faults] == ["file-size"]
    vault.replace(place, b"\xff" + data[1:-1] + b"\xff")
    assert [fault.code for fault in integrity.check().faults] == ["file-changed"]
    assert add(case, data).already_there
    with pytest.raises(Refused):
        add(case, data[: len(data) // 2], "b.jpg")
    assert len(keys()) == 3


def test_pages_of_a_pdf_are_drawn_once_and_kept(case: Case, browser: Client, keys: Keys) -> None:
    from tests.evidence.bundle.conftest import pdf

    exhibit = add(case, pdf(), "a.pdf")
    for _ in range(2):
        answer = browser.get(reverse("evidence:page", args=[case.pk, exhibit.pk, 2]))
        assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert f"{exhibit.storage_name}.page-002.jpg" in keys()


def film() -> bytes:
    """A film of more than two pieces that says where it was taken."""
    data = corpus_media.android()
    assert b"loci" in data
    return data + corpus_media.box(b"free", b"\x5a" * (2 * PIECE_BYTES))


def send(case: Case, data: bytes, commit: Any) -> Exhibit:
    declared = Declared(len(data), hashlib.sha256(data).hexdigest())
    upload = pieces.begin(case, "开箱.mp4", declared, proves=["defect"])
    assert isinstance(upload, Upload)
    for start in range(0, len(data), PIECE_BYTES):
        piece = data[start : start + PIECE_BYTES]
        upload.refresh_from_db()
        pieces.take(upload, start, io.BytesIO(piece), len(piece))
    upload.refresh_from_db()
    with commit(execute=True):
        return pieces.finish(upload)


def judge(exhibit: Exhibit) -> Exhibit:
    jobs.run(Job.objects.get(object_id=exhibit.pk).pk)
    return Exhibit.objects.get(pk=exhibit.pk)


def test_a_film_from_pieces_to_the_bundles_and_to_its_end(
    case: Case,
    browser: Client,
    keys: Keys,
    tmp_path: Path,
    run_jobs: Callable[[], int],
    django_capture_on_commit_callbacks: Any,
) -> None:
    data = film()
    coming = send(case, data, django_capture_on_commit_callbacks)
    place = coming.storage_name
    assert keys() == [place]
    exhibit = judge(coming)
    assert exhibit.state == "clean"
    assert keys() == [place, f"{place}.preview.jpg", f"{place}.thumb.jpg"]
    plays_in_parts(browser, exhibit, data)
    sharing.share_whole(exhibit)
    run_jobs()
    exhibit.refresh_from_db()
    with default_storage.open(exhibit.shared_name) as copy:
        assert b"loci" not in copy.read()
    for kind, recipient in (("sealed", ""), ("recipient", "seller")):
        order = bundles.order(case, kind, recipient)
        run_jobs()
        bundle = Bundle.objects.get(pk=order.pk)
        assert bundle.finished_at, bundle.job
        is_in_order(browser, bundle, tmp_path)
    assert '"object storage"' in json.dumps(Bundle.objects.first().content)
    assert integrity.check().faults == []
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(case)
    assert keys() == []
    assert list((tmp_path / "uploads").iterdir()) == []


def plays_in_parts(browser: Client, exhibit: Exhibit, data: bytes) -> None:
    """Browsers ask for parts of a film, and only those are fetched."""
    url = reverse("evidence:media", args=[exhibit.case_id, exhibit.pk])
    with requests_seen("GetObject") as seen:
        answer = browser.get(url, headers={"Range": f"bytes={9 * MIB}-{9 * MIB + 99}"})
        assert b"".join(answer.streaming_content) == data[9 * MIB : 9 * MIB + 100]
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {9 * MIB}-{9 * MIB + 99}/{len(data)}"
    assert [each["Range"] for each in seen] == [f"bytes={9 * MIB}-".encode()]
    assert b"".join(browser.get(url, headers={"Range": "bytes=-7"}).streaming_content) == data[-7:]
    assert b"".join(browser.get(url).streaming_content) == data


def is_in_order(browser: Client, bundle: Bundle, folder: Path) -> None:
    """Download ZIP and PDF as the consumer does, and run the script that lies in the ZIP."""
    answer = browser.get(reverse("evidence:bundle_pdf", args=[bundle.case_id, bundle.pk]))
    assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == bundle.pdf_sha256
    answer = browser.get(reverse("evidence:bundle_zip", args=[bundle.case_id, bundle.pk]))
    packed = folder / f"{bundle.pk}.zip"
    packed.write_bytes(b"".join(answer.streaming_content))
    with zipfile.ZipFile(packed) as held:
        held.extract("verify_bundle.py", folder)
    command = [sys.executable, "-I", str(folder / "verify_bundle.py"), str(packed), "--json"]
    done = subprocess.run(
        [*command, "--key", signing.fingerprint()], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout.decode()


def test_nothing_that_is_there_is_replaced_unless_it_is_meant(keys: Keys) -> None:
    vault.store("evidence/a/b", b"first")
    with pytest.raises(FileExistsError):
        vault.store("evidence/a/b", b"second")
    with vault.open_file("evidence/a/b") as kept:
        assert kept.read() == b"first"
    vault.replace("evidence/a/b", b"second")
    with vault.open_file("evidence/a/b") as kept:
        assert kept.read() == b"second"
    assert keys() == ["evidence/a/b"]


def test_what_is_replaced_is_never_gone_in_between() -> None:
    vault.replace("evidence/a/b.shared", b"older")
    with requests_seen("DeleteObject") as deleted:
        vault.replace("evidence/a/b.shared", b"newer")
    assert deleted == []


def test_a_file_that_is_replaced_while_it_is_read_is_no_mixture() -> None:
    name, size = "evidence/a/b", 2 * MIB
    vault.replace(name, b"a" * size)
    with vault.open_file(name) as reader:
        assert reader.read(10) == b"a" * 10
        vault.replace(name, b"b" * size)
        reader.seek(MIB)
        with pytest.raises(OSError):
            reader.read(10)


def test_what_is_not_there_is_said_as_on_a_disk() -> None:
    for ask in (vault.open_file, default_storage.size, default_storage.get_modified_time):
        with pytest.raises(FileNotFoundError):
            ask("evidence/a/b")
    assert not vault.is_there("evidence/a/b")
    assert store.read("letters/a/b.pdf") is None
    assert store.changed_at("letters/a/b.pdf") is None
    vault.discard(["evidence/a/b"])
    vault.discard_all("evidence/a/b")
    assert list(store.names()) == list(vault.old_files()) == []


def test_an_empty_file_is_read_as_one() -> None:
    vault.store("evidence/a/b", b"")
    with vault.open_file("evidence/a/b") as empty:
        assert empty.read() == b""


def test_a_bucket_that_is_gone_is_a_trouble_and_no_empty_storage(settings: Any, objects: str) -> None:
    use(settings, "not-there", objects)
    with pytest.raises(ConnectionError):
        default_storage.listdir("letters")


def test_a_store_that_does_not_answer_is_told_as_a_trouble_of_the_storage(
    case: Case, settings: Any, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    add(case, corpus.jpeg())
    data = b"\x00" * 10
    upload = pieces.begin(case, "a.mp4", Declared(10, hashlib.sha256(data).hexdigest()))
    assert isinstance(upload, Upload)
    with nobody_there(settings):
        for attempt in (
            lambda: add(case, corpus.with_exif(), "b.jpg"),
            lambda: pieces.take(upload, 0, io.BytesIO(data), 10),
        ):
            with pytest.raises(Refused) as refused:
                attempt()
            assert refused.value.code == "unavailable"
        codes = {fault.code for fault in integrity.check().faults}
        assert codes == {"file-unreadable", "folder-unreadable"}
        with django_capture_on_commit_callbacks(execute=True), caplog.at_level(logging.ERROR):
            erasure.erase(case)
    assert "files of an erased case stay for the collector" in caplog.text


def test_files_no_row_speaks_of_go_once_they_are_old(
    case: Case, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    exhibit = add(case, corpus.jpeg())
    known = keys()
    for stray in ("stray", f"{uuid.uuid4()}", f"{uuid.uuid4()}.shared"):
        vault.store(f"evidence/{case.pk}/{stray}", b"x")
    assert (delete_orphans(), len(keys())) == (0, 6)
    later(monkeypatch)
    assert len([fault for fault in integrity.check().faults if fault.code == "file-orphan"]) == 3
    assert (delete_orphans(), keys()) == (3, known)
    assert exhibit.storage_name in known


def test_a_letter_is_stored_read_and_its_orphans_removed(
    db: None, keys: Keys, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_of(story("bracelet"))
    order = letters.order(case, "seller")
    run_jobs()
    letter = LetterVersion.objects.get(pk=order.pk)
    data = store.read(letter.pdf_name)
    assert data is not None
    assert hashlib.sha256(data).hexdigest() == letter.pdf_sha256
    store.put(letter.pdf_name, data)
    assert list(store.names()) == keys() == [letter.pdf_name]
    store.put(f"letters/{case.pk}/stray.pdf", b"%PDF")
    assert making.remove_orphans() == 0
    later(monkeypatch)
    assert making.remove_orphans() == 1
    assert keys() == [letter.pdf_name]
    store.delete(letter.pdf_name)
    assert making.order_lost_files() == 1


def test_the_root_of_a_day_gets_its_files(case: Case, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days, "PAUSE", dt.timedelta(days=-1))
    root = days.seal(timezone.localdate())
    days.write_files(root)
    assert keys() == [f"anchors/{root.day}.json"]
    assert integrity.check().faults == []


def test_stores_that_only_speak_s3_are_asked_nothing_newer() -> None:
    """Aliyun's and Tencent's refuse a body in signed chunks with a checksum behind it."""
    with requests_seen("PutObject") as seen:
        vault.store("evidence/a/b", b"x")
    headers = {name.lower() for name in seen[0]}
    assert not {name for name in headers if "checksum" in name or name == "x-amz-trailer"}
