"""Files in pieces: order, breaks, doubles, limits, and the way from received to clean or refused."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, UnreadablePostError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claimguide.cases import guards
from claimguide.cases import services as case_services
from claimguide.cases.models import Case
from claimguide.cases.models import State as CaseState
from claimguide.core import jobs
from claimguide.core.models import Job
from claimguide.evidence import judging, pieces, quotas, services, tasks, vault
from claimguide.evidence.inspect import runner
from claimguide.evidence.intake import Declared
from claimguide.evidence.models import Exhibit, Upload, uploads
from claimguide.evidence.refusals import Refused
from claimguide.evidence.share import services as sharing

from . import corpus
from .conftest import everything_in

PIECE = 100
SEEN = runner.Decoded(
    width=4, height=3, pages=None, taken="2026-03-05", preview=b"\xff\xd8\xffp", thumbnail=b"\xff\xd8\xfft"
)
Hold = Callable[..., Client]


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pieces, uploads):
        monkeypatch.setattr(module, "PIECE_BYTES", PIECE)


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file decodes; what the child does is told elsewhere."""
    monkeypatch.setattr(runner, "decode", lambda *_: SEEN)


DATA = corpus.jpeg()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def begun(case: Case, data: bytes = DATA, name: str = "a.jpg", sha256: str | None = None) -> Upload:
    upload = pieces.begin(case, name, Declared(len(data), sha256 if sha256 is not None else sha(data)))
    assert isinstance(upload, Upload)
    return upload


def take(upload: Upload, start: int, data: bytes = DATA, sha256: str = "") -> int:
    part = data[start : start + PIECE]
    return pieces.take(Upload.objects.get(pk=upload.pk), start, io.BytesIO(part), len(part), sha256)


def sent(case: Case, data: bytes = DATA, name: str = "a.jpg", sha256: str | None = None) -> Upload:
    upload = begun(case, data, name, sha256)
    for start in range(0, len(data), PIECE):
        take(upload, start, data, sha(data[start : start + PIECE]))
    return Upload.objects.get(pk=upload.pk)


def run_job(exhibit: Exhibit) -> Job:
    jobs.run(Job.objects.get(object_id=exhibit.pk).pk)
    return Job.objects.get(object_id=exhibit.pk)


def test_the_whole_way(
    case: Case, storage: Path, decoded: None, django_capture_on_commit_callbacks: Any
) -> None:
    upload = sent(case)
    assert len(everything_in(storage)) == -(-len(DATA) // PIECE)
    with django_capture_on_commit_callbacks(execute=True):
        exhibit = pieces.finish(upload)
    place = f"evidence/{case.pk}/{upload.pk}"
    assert everything_in(storage.parent) == [f"private/{place}"]
    assert (storage / place).read_bytes() == DATA
    assert (storage / place).stat().st_mode & 0o777 == 0o600
    exhibit.refresh_from_db()
    assert (exhibit.pk, exhibit.state, exhibit.sha256) == (upload.pk, "received", sha(DATA))
    assert exhibit.sm3 == hashlib.new("sm3", DATA).hexdigest()
    assert not Upload.objects.exists()
    assert run_job(exhibit).state == "done"
    exhibit.refresh_from_db()
    assert (exhibit.state, exhibit.width, str(exhibit.taken_on)) == ("clean", 4, "2026-03-05")
    assert everything_in(storage) == [place, f"{place}.preview.jpg", f"{place}.thumb.jpg"]
    kinds = list(case.events.order_by("seq").values_list("kind", flat=True))
    assert kinds[-2:] == ["exhibit_added", "exhibit_checked"]


def test_a_film_is_begun_as_any_other(case: Case) -> None:
    assert begun(case, b"x" * 250, "a.mp4").size == 250


@pytest.mark.parametrize("start", [PIECE, 2 * PIECE, 50, 10 * len(DATA)])
def test_out_of_order(case: Case, storage: Path, start: int) -> None:
    with pytest.raises(pieces.OutOfOrder) as out:
        take(begun(case), start)
    assert out.value.received == 0
    assert everything_in(storage.parent) == []


def test_a_piece_twice_changes_nothing(case: Case, storage: Path) -> None:
    upload = begun(case)
    assert take(upload, 0) == PIECE
    before = everything_in(storage)
    other = io.BytesIO(bytes(PIECE))
    assert pieces.take(Upload.objects.get(pk=upload.pk), 0, other, PIECE) == PIECE
    assert other.read() == b""
    assert everything_in(storage) == before
    assert (storage / before[0]).read_bytes() == DATA[:PIECE]


def test_a_missing_piece_is_no_file(case: Case) -> None:
    upload = begun(case)
    take(upload, 0)
    with pytest.raises(pieces.OutOfOrder) as out:
        pieces.finish(Upload.objects.get(pk=upload.pk))
    assert out.value.received == PIECE
    assert not Exhibit.objects.exists()


def test_a_piece_lost_from_the_disk_is_asked_for_again(case: Case, storage: Path) -> None:
    upload = sent(case)
    (storage / upload.piece_name(PIECE)).unlink()
    with pytest.raises(pieces.OutOfOrder) as out:
        pieces.finish(upload)
    assert out.value.received == PIECE
    for start in range(PIECE, len(DATA), PIECE):
        take(upload, start)
    assert pieces.finish(Upload.objects.get(pk=upload.pk)).sha256 == sha(DATA)


class Broken(io.BytesIO):
    def read(self, *_: Any) -> bytes:
        raise UnreadablePostError


@pytest.mark.parametrize(
    ("body", "length", "sha256", "code"),
    [
        (io.BytesIO(DATA[:PIECE]), PIECE, "0" * 64, "truncated"),
        (io.BytesIO(DATA[: PIECE - 1]), PIECE, "", "truncated"),
        (io.BytesIO(DATA[: PIECE - 1]), PIECE - 1, "", "truncated"),
        (io.BytesIO(DATA[:PIECE]), None, "", "truncated"),
        (io.BytesIO(DATA), PIECE + 1, "", "piece_large"),
        (Broken(), PIECE, "", "truncated"),
    ],
)
def test_a_piece_that_is_not_what_was_sent(
    case: Case, storage: Path, body: io.BytesIO, length: int | None, sha256: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        pieces.take(begun(case), 0, body, length, sha256)
    assert refused.value.code == code
    assert everything_in(storage.parent) == []
    assert Upload.objects.get().received == 0


def test_another_hash_at_the_end_keeps_nothing(
    case: Case, storage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    upload = sent(case, sha256="ab" * 32)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Refused) as refused:
        pieces.finish(upload)
    assert refused.value.code == "truncated"
    assert everything_in(storage.parent) == []
    assert not Upload.objects.exists()
    assert not Exhibit.objects.exists()


def test_content_of_another_kind_keeps_nothing(
    case: Case, storage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    upload = sent(case, b"<html>" * 50, "a.jpg")
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Refused) as refused:
        pieces.finish(upload)
    assert refused.value.code == "differs"
    assert everything_in(storage.parent) == []


def test_the_same_file_goes_on_where_it_broke_off(case: Case) -> None:
    upload = begun(case)
    take(upload, 0)
    again = begun(case)
    assert (again.pk, again.received) == (upload.pk, PIECE)
    assert begun(case, DATA, "b.jpg").pk != upload.pk
    assert begun(case, DATA, sha256="").pk != begun(case, DATA, sha256="").pk


@pytest.mark.parametrize(
    ("name", "size", "sha256", "code"),
    [
        ("a.gif", 9, "", "wrong_type"),
        ("a.jpg.html", 9, "", "wrong_type"),
        ("a.jpg", 0, "", "empty"),
        ("a.jpg", 20 * 1024 * 1024 + 1, "", "too_large"),
        ("a.mp4", 101 * 1024 * 1024, "", "too_large"),
        ("a\x00.jpg", 9, "", "bad_name"),
        ("a.jpg", 9, "xyz", "truncated"),
    ],
)
def test_what_is_refused_before_a_byte_is_sent(
    case: Case, name: str, size: int, sha256: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        pieces.begin(case, name, Declared(size, sha256))
    assert refused.value.code == code
    assert not Upload.objects.exists()


def test_what_is_on_its_way_takes_its_place_already(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotas, "MAX_FILES", 2)
    one = begun(case, b"1" * 250)
    begun(case, b"2" * 250)
    with pytest.raises(Refused) as refused:
        begun(case, b"3" * 250)
    assert refused.value.code == "too_many"
    assert begun(case, b"1" * 250).pk == one.pk
    pieces.cancel(one)
    begun(case, b"3" * 250)
    monkeypatch.setattr(quotas, "MAX_FILES", 30)
    monkeypatch.setattr(quotas, "MAX_CASE_BYTES", 600)
    with pytest.raises(Refused) as refused:
        begun(case, b"4" * 250)
    assert refused.value.code == "case_full"


def test_a_case_that_filled_up_meanwhile_keeps_the_pieces(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = sent(case)
    monkeypatch.setattr(quotas, "MAX_FILES", 0)
    with pytest.raises(Refused) as refused:
        pieces.finish(upload)
    assert refused.value.code == "too_many"
    monkeypatch.setattr(quotas, "MAX_FILES", 1)
    assert pieces.finish(upload).state == "received"


def test_a_file_the_case_holds_is_not_sent_again(case: Case) -> None:
    there = services.receive(case, SimpleUploadedFile("a.jpg", DATA))
    again = pieces.begin(case, "b.jpg", Declared(len(DATA), sha(DATA)))
    assert isinstance(again, Exhibit)
    assert (again.pk, again.already_there) == (there.pk, True)


def test_the_same_file_by_two_ways_is_one_exhibit(
    case: Case, storage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    upload = sent(case)
    there = services.receive(case, SimpleUploadedFile("b.jpg", DATA))
    with django_capture_on_commit_callbacks(execute=True):
        assert pieces.finish(upload).pk == there.pk
    assert len(everything_in(storage)) == 3
    assert Exhibit.objects.count() == 1


def test_finishing_twice_gives_the_same_exhibit(case: Case) -> None:
    upload = sent(case)
    first = pieces.finish(upload)
    assert pieces.finish(upload).pk == first.pk
    assert Job.objects.filter(object_id=first.pk).count() == 1


def test_a_crash_between_file_and_row_is_made_good(
    case: Case, storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file of a piece or of the whole was written, the process killed before its commit."""
    upload = begun(case)
    (storage / upload.piece_name(0)).parent.mkdir(parents=True)
    (storage / upload.piece_name(0)).write_bytes(b"half")
    upload = sent(case)
    with monkeypatch.context() as crash, pytest.raises(ZeroDivisionError):
        crash.setattr(services, "enter", lambda *_: 1 / 0)
        pieces.finish(upload)
    assert (storage / f"evidence/{case.pk}/{upload.pk}").exists()
    assert pieces.finish(upload).sha256 == sha(DATA)
    assert (storage / f"evidence/{case.pk}/{upload.pk}").read_bytes() == DATA


def test_a_full_disk_while_a_piece_is_written(
    case: Case, storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = begun(case)
    monkeypatch.setattr(vault.os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(Refused) as refused:
        take(upload, 0)
    assert refused.value.code == "unavailable"
    assert everything_in(storage.parent) == []
    assert Upload.objects.get().received == 0


def test_an_upload_given_up_takes_nothing_more(
    case: Case, storage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    upload = begun(case)
    take(upload, 0)
    upload.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        pieces.cancel(upload)
    assert everything_in(storage.parent) == []
    with pytest.raises(Http404):
        pieces.take(upload, PIECE, io.BytesIO(DATA[PIECE : 2 * PIECE]), PIECE)
    assert everything_in(storage.parent) == []


def test_a_settled_case_takes_no_piece(case: Case) -> None:
    upload = sent(case)
    case_services.move(case, CaseState.SETTLED)
    upload = Upload.objects.get(pk=upload.pk)
    for step in (
        lambda: pieces.begin(upload.case, "b.jpg", Declared(9)),
        lambda: pieces.take(upload, 0, io.BytesIO(DATA), PIECE),
        lambda: pieces.finish(upload),
    ):
        with pytest.raises(guards.Barred):
            step()


def test_a_refused_file_goes_and_its_line_stays(
    case: Case, storage: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def refuse(*_: Any) -> None:
        raise Refused("too_many_pages", max=300)

    exhibit = pieces.finish(sent(case))
    monkeypatch.setattr(runner, "decode", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        assert run_job(exhibit).state == "done"
    exhibit.refresh_from_db()
    assert (exhibit.state, exhibit.refusal) == ("refused", "too_many_pages")
    assert judging.why_refused(exhibit) == Refused("too_many_pages", max=300).message
    assert [name for name in everything_in(storage) if "piece" not in name] == []
    assert tasks.purge_refused() == 0
    Exhibit.objects.filter(pk=exhibit.pk).update(received_at=timezone.now() - timedelta(hours=25))
    assert tasks.purge_refused() == 1
    assert not Exhibit.objects.exists()


def test_a_refused_file_may_be_sent_again(case: Case) -> None:
    exhibit = pieces.finish(sent(case))
    Exhibit.objects.filter(pk=exhibit.pk).update(state="refused", refusal="damaged")
    assert pieces.finish(sent(case)).pk != exhibit.pk


def test_no_child_just_now_means_later(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: Any) -> None:
        raise Refused("unavailable")

    exhibit = pieces.finish(sent(case))
    with monkeypatch.context() as now:
        now.setattr(runner, "decode", busy)
        job = run_job(exhibit)
    exhibit.refresh_from_db()
    assert (job.state, job.attempts, exhibit.state) == ("pending", 0, "checking")
    monkeypatch.setattr(runner, "decode", lambda *_: SEEN)
    assert run_job(exhibit).state == "done"
    exhibit.refresh_from_db()
    assert exhibit.state == "clean"


def test_what_no_worker_can_check_is_told_so(case: Case) -> None:
    exhibit = pieces.finish(sent(case))
    Job.objects.filter(object_id=exhibit.pk).update(state="failed", finished_at=timezone.now())
    tasks.purge_refused()
    exhibit.refresh_from_db()
    assert (exhibit.state, exhibit.refusal) == ("refused", "unavailable")


def test_a_worker_that_lost_its_lease_changes_nothing(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    exhibit = pieces.finish(sent(case))

    def overtaken(*_: Any) -> runner.Decoded:
        Job.objects.filter(object_id=exhibit.pk).update(lease_token=uuid.uuid4())
        return SEEN

    monkeypatch.setattr(runner, "decode", overtaken)
    run_job(exhibit)
    exhibit.refresh_from_db()
    assert exhibit.state == "checking"


def test_an_exhibit_erased_meanwhile_ends_the_job(case: Case, decoded: None) -> None:
    exhibit = pieces.finish(sent(case))
    job = Job.objects.get(object_id=exhibit.pk)
    services.purge([exhibit])
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "done"


def test_uploads_left_for_a_day_are_given_up(
    case: Case, storage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    old, fresh = sent(case), begun(case, b"2" * 250)
    take(fresh, 0, b"2" * 250)
    Upload.objects.filter(pk=old.pk).update(changed_at=timezone.now() - timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.give_up_stale_uploads() == 1
    assert everything_in(storage) == [fresh.piece_name(0)]


def test_the_orphan_collector_knows_what_belongs_to_whom(
    case: Case, storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload, exhibit = begun(case), services.receive(case, SimpleUploadedFile("b.png", corpus.png()))
    take(upload, 0)
    sharing.share_whole(services.receive(case, SimpleUploadedFile("c.jpg", corpus.with_exif())))
    kept = everything_in(storage)
    assert any(".shared-" in name for name in kept)
    folder = storage / f"evidence/{case.pk}"
    stray = [
        f"{uuid.uuid4()}.piece-000000000000",
        f"{exhibit.pk}.piece-000000000000",
        f"{exhibit.pk}.bundle.pdf",
        f"{upload.pk}",
        "tmp-abc",
        # Copies for recipients that are no longer, or never were, the one of their exhibit.
        f"{exhibit.pk}.shared",
        f"{exhibit.pk}.shared-0123456789ab",
    ]
    for name in stray:
        (folder / name).write_bytes(b"x")
    monkeypatch.setattr(vault, "ORPHAN_AGE", timedelta(seconds=-1))
    assert tasks.delete_orphans() == len(stray)
    assert everything_in(storage) == sorted(kept)


def test_everything_of_a_purged_exhibit_goes(
    case: Case, storage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    exhibit = services.receive(case, SimpleUploadedFile("b.png", corpus.png()))
    vault.replace(f"{exhibit.storage_name}.page-1.jpg", b"x")
    with django_capture_on_commit_callbacks(execute=True):
        services.purge([exhibit])
    assert everything_in(storage) == []


def test_the_same_piece_at_the_same_time(case: Case, storage: Path) -> None:
    """While one connection still sends it, another has brought it."""
    upload = begun(case)

    class Overtaken(io.BytesIO):
        def read(self, *size: Any) -> bytes:
            if not self.tell():
                assert take(upload, 0) == PIECE
            return super().read(*size)

    late = Overtaken(DATA[:PIECE])
    assert pieces.take(upload, 0, late, PIECE) == PIECE
    assert everything_in(storage.parent) == [f"private/{upload.piece_name(0)}"]
    assert Upload.objects.get().received == PIECE


# --- through a browser's eyes ---


def url(name: str, case: Case, *parts: Any) -> str:
    return reverse(f"evidence:{name}", args=[case.pk, *parts])


def begin(browser: Client, case: Case, data: bytes = DATA, name: str = "a.jpg", **more: Any) -> Any:
    said = {"name": name, "client_size": len(data), "client_sha256": sha(data), **more}
    return browser.post(url("uploads", case), said)


def put(browser: Client, case: Case, key: str, start: int, data: bytes, **headers: str) -> Any:
    address = url("piece", case, key, start)
    return browser.generic("POST", address, data, content_type="application/octet-stream", headers=headers)


def test_a_browser_sends_a_file_in_pieces(browser: Client, case: Case, decoded: None) -> None:
    said = begin(browser, case, proves=["buying"], client_type="image/jpeg").json()
    assert {key: said[key] for key in ("ok", "state", "received", "size")} == {
        "ok": True,
        "state": "sending",
        "received": 0,
        "size": len(DATA),
    }
    key = said["id"]
    for start in range(0, len(DATA), PIECE):
        part = DATA[start : start + PIECE]
        answer = put(browser, case, key, start, part, **{"Piece-SHA256": sha(part)})
        assert (answer.status_code, answer.json()["received"]) == (200, start + len(part))
    assert browser.get(url("upload_state", case, key)).json()["received"] == len(DATA)
    done = browser.post(url("finish", case, key))
    assert done.json() == {"ok": True, "id": key, "state": "received"}
    assert browser.post(url("finish", case, key)).json() == done.json()
    exhibit = Exhibit.objects.get()
    assert exhibit.said["type"] == "image/jpeg"
    assert [element.value for element in exhibit.elements] == ["buying"]
    run_job(exhibit)
    clean = browser.get(url("upload_state", case, key)).json()
    assert clean["state"] == "clean"
    assert f'id="exhibit-{key}"' in clean["html"]
    assert browser.post(url("cancel", case, key)).status_code == 404


@pytest.mark.parametrize(
    ("start", "body", "headers", "cause"),
    [
        (PIECE, DATA[PIECE : 2 * PIECE], {}, (409, "out_of_order")),
        (0, DATA[:PIECE], {"Piece-SHA256": "0" * 64}, (422, "truncated")),
        (0, DATA[: PIECE - 1], {}, (422, "truncated")),
        (0, DATA[: PIECE + 1], {}, (413, "piece_large")),
    ],
)
def test_a_browser_is_told_what_is_wrong_with_a_piece(
    browser: Client, case: Case, start: int, body: bytes, headers: dict[str, str], cause: tuple[int, str]
) -> None:
    key = begin(browser, case).json()["id"]
    answer = put(browser, case, key, start, body, **headers)
    assert (answer.status_code, answer.json()["code"]) == cause
    if cause[0] == 409:
        assert answer.json()["received"] == 0


def test_a_browser_is_told_what_is_wrong_with_a_file(browser: Client, case: Case) -> None:
    """BAD-43, BAD-44, BAD-47"""
    for data, name, cause in (
        (b"x" * 9, "a.gif", (415, "wrong_type")),
        (b"", "a.jpg", (422, "empty")),
    ):
        answer = begin(browser, case, data, name)
        assert (answer.status_code, answer.json()["code"]) == cause
    large = browser.post(url("uploads", case), {"name": "a.mp4", "client_size": str(101 * 1024 * 1024)})
    assert large.status_code == 413
    assert begin(browser, case, client_size="-1").status_code == 422


def test_another_case_and_a_settled_one(browser: Client, case: Case, hold: Hold) -> None:
    """BAD-61"""
    key = begin(browser, case).json()["id"]
    mine = case_services.open_case()
    other = hold(mine)
    for whose in (mine, case):
        assert put(other, whose, key, 0, DATA[:PIECE]).status_code == 404
        assert other.post(url("finish", whose, key)).status_code == 404
        assert other.post(url("cancel", whose, key)).status_code == 404
        assert other.get(url("upload_state", whose, key)).status_code == 404
    case_services.move(case, CaseState.SETTLED)
    for answer in (
        begin(browser, case, b"y" * 20),
        put(browser, case, key, 0, DATA[:PIECE]),
        browser.post(url("finish", case, key)),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "barred")


def test_a_browser_gives_up_and_dismisses(browser: Client, case: Case, reader: Client) -> None:
    key = begin(browser, case).json()["id"]
    assert reader.post(url("cancel", case, key)).status_code == 403
    assert browser.post(url("cancel", case, key)).status_code == 302
    assert browser.delete(url("upload_state", case, key)).status_code == 404
    exhibit = pieces.finish(sent(case))
    Exhibit.objects.filter(pk=exhibit.pk).update(state="refused", refusal="damaged")
    told = browser.get(url("upload_state", case, exhibit.pk)).json()
    assert (told["state"], told["error"]) == ("refused", Refused("damaged").message)
    script = {"X-Requested-With": "fetch"}
    assert browser.post(url("cancel", case, exhibit.pk), headers=script).json() == {"ok": True}
    assert not Exhibit.objects.exists()


def test_a_form_is_no_piece(browser: Client, case: Case) -> None:
    key = begin(browser, case).json()["id"]
    answer = browser.post(url("piece", case, key, 0), {"a": "b"})
    assert answer.status_code == 422


def test_the_name_kept_is_a_label(browser: Client, case: Case) -> None:
    key = begin(browser, case, name="../../etc/<b>x\u202e.jpg").json()["id"]
    assert Upload.objects.get(pk=key).name == "bx.jpg"
