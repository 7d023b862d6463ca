"""Receiving, describing, ordering, removing exhibits; a refused file leaves nothing behind."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from claimguide.cases import guards
from claimguide.cases import services as case_services
from claimguide.cases.models import Case, State
from claimguide.evidence import quotas, selectors, services, tasks, uploads, vault
from claimguide.evidence.inspect import runner
from claimguide.evidence.intake import Declared
from claimguide.evidence.models import Exhibit
from claimguide.evidence.refusals import MAX_FILE_BYTES, Refused

from . import corpus
from .conftest import everything_in

Add = Callable[..., Exhibit]


def file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def numbers(case: Case) -> list[tuple[int, str]]:
    return [(exhibit.number, exhibit.title) for exhibit in selectors.clean_exhibits(case)]


def refusal(case: Case, name: str, data: bytes, declared: Declared | None = None) -> str:
    upload = file(name, data)
    upload.name = name  # Django's own cleaning happens in the parser; here the name arrives raw.
    with pytest.raises(Refused) as refused:
        services.receive(case, upload, declared=declared)
    return refused.value.code


def test_a_good_file_is_sealed_with_its_hash(case: Case, storage: Path) -> None:
    data = corpus.with_exif()
    exhibit = services.receive(case, file("订单.jpg", data), proves=["buying", "nonsense"])
    exhibit.refresh_from_db()
    assert exhibit.sha256 == hashlib.sha256(data).hexdigest()
    assert (exhibit.size, exhibit.kind, exhibit.state) == (len(data), "jpeg", "clean")
    assert (exhibit.title, exhibit.original_name) == ("订单", "订单.jpg")
    assert exhibit.taken_on == date(2026, 3, 5)
    assert [element.value for element in exhibit.elements] == ["buying"]
    place = f"evidence/{case.pk}/{exhibit.pk}"
    assert everything_in(storage) == [place, f"{place}.preview.jpg", f"{place}.thumb.jpg"]
    assert (storage / place).read_bytes() == data
    assert (storage / place).stat().st_mode & 0o777 == 0o600
    assert corpus.SECRET.encode() not in (storage / f"{place}.preview.jpg").read_bytes()


def test_each_change_counts_a_version_and_leaves_an_event(case: Case, add: Add) -> None:
    exhibit = add()
    services.describe(exhibit, services.Description("new title", ["loss"], date(2026, 1, 2), "photo"))
    add()
    services.move(exhibit, up=False)
    services.remove(exhibit)
    services.restore(exhibit)
    kinds = list(case.events.exclude(kind="opened").values_list("kind", flat=True))
    assert kinds == [
        "exhibit_added",
        "exhibit_described",
        "exhibit_added",
        "exhibit_moved",
        "exhibit_removed",
        "exhibit_restored",
    ]
    case.refresh_from_db()
    assert case.version == 1 + len(kinds)
    assert "new title" not in str(list(case.events.values_list("data", flat=True)))


@pytest.mark.parametrize("which", corpus.CLAIMS)
def test_what_is_not_what_it_says_never_reaches_a_decoder(
    case: Case, storage: Path, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    monkeypatch.setattr(runner, "decode", lambda *_: pytest.fail("decoded"))
    name, data, code = corpus.CLAIMS[which]
    assert refusal(case, name, data) == code
    assert everything_in(storage.parent) == []
    assert not Exhibit.objects.exists()


@pytest.mark.parametrize("which", ["jpeg cut", "pdf password", "pdf script at start"])
def test_a_file_refused_by_the_decoder_leaves_nothing(case: Case, storage: Path, which: str) -> None:
    name, make, code = corpus.DECODED[which]
    assert refusal(case, name, make()) == code
    assert everything_in(storage.parent) == []
    assert not Exhibit.objects.exists()
    case.refresh_from_db()
    assert case.version == 1


def test_a_renamed_picture_is_told_its_right_ending(case: Case) -> None:
    with pytest.raises(Refused) as refused:
        services.receive(case, file("a.jpg", corpus.png()))
    assert refused.value.code == "differs"
    assert ".png" in refused.value.message


@pytest.mark.parametrize(
    "declared",
    [
        Declared(size=10),
        Declared(sha256="0" * 64),
        Declared(whole=False),
        Declared(size=10, sha256="0" * 64),
    ],
)
def test_a_file_that_is_not_what_the_browser_sent_is_cut(case: Case, declared: Declared) -> None:
    assert refusal(case, "a.png", corpus.png(), declared) == "truncated"


def test_what_the_browser_says_may_be_right(case: Case) -> None:
    data = corpus.png()
    declared = Declared(size=len(data), sha256=hashlib.sha256(data).hexdigest().upper())
    assert services.receive(case, file("a.png", data), declared=declared).number == 0


def test_larger_than_allowed(case: Case) -> None:
    upload = file("a.jpg", corpus.jpeg())
    upload.size = MAX_FILE_BYTES + 1
    with pytest.raises(Refused) as refused:
        services.receive(case, upload)
    assert (refused.value.code, refused.value.status) == ("too_large", 413)
    assert "20" in refused.value.message


def test_the_thirty_first_file_and_a_full_case(case: Case, add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotas, "MAX_FILES", 2)
    add()
    add()
    assert refusal(case, "c.jpg", corpus.jpeg()) == "too_many"
    monkeypatch.setattr(quotas, "MAX_FILES", 30)
    monkeypatch.setattr(quotas, "MAX_CASE_BYTES", 400)
    assert refusal(case, "c.jpg", corpus.jpeg()) == "case_full"


@pytest.mark.parametrize(
    ("limit", "value"), [("MAX_DAY_FILES", 2), ("MAX_DAY_BYTES", len(corpus.jpeg()) + 50)]
)
def test_a_day_takes_only_so_much_even_where_files_are_removed(
    case: Case, add: Add, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(quotas, limit, value)
    first, _second = add(), add()
    services.purge(Exhibit.objects.filter(case=case))
    with pytest.raises(Refused) as refused:
        services.receive(case, file("c.jpg", corpus.jpeg()))
    assert (refused.value.code, refused.value.status) == ("day_full", 429)
    later = timezone.now() + timedelta(hours=25)
    monkeypatch.setattr(quotas.timezone, "now", lambda: later)
    assert services.receive(case, file("c.jpg", corpus.jpeg())).pk != first.pk


def test_a_full_disk_takes_nothing_more(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault.shutil, "disk_usage", lambda _path: SimpleNamespace(total=10**12, free=10**9))
    with pytest.raises(Refused) as refused:
        services.receive(case, file("c.jpg", corpus.jpeg()))
    assert (refused.value.code, refused.value.status) == ("disk_full", 507)


def test_what_the_browser_said_is_kept_beside_what_was_found(case: Case) -> None:
    data = corpus.with_exif()
    declared = Declared(len(data), content_type="image/png", modified="2026-03-05T04:05:06+00:00")
    exhibit = services.receive(case, file("a.jpg", data), declared=declared)
    exhibit.refresh_from_db()
    assert exhibit.said == {
        "name": "a.jpg",
        "type": "image/png",
        "size": len(data),
        "modified": "2026-03-05T04:05:06+00:00",
    }
    assert exhibit.sm3 == hashlib.new("sm3", data).hexdigest()


def test_without_sm3_in_openssl_the_rest_still_works(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimguide.evidence.inspect.gate._sm3", lambda: None)
    assert services.receive(case, file("a.png", corpus.png())).sm3 == ""


@pytest.mark.parametrize("state", ["received", "checking"])
def test_the_same_file_is_one_exhibit_while_it_is_being_checked(case: Case, state: str) -> None:
    first = services.receive(case, file("a.png", corpus.png()))
    Exhibit.objects.filter(pk=first.pk).update(state=state)
    again = services.receive(case, file("b.png", corpus.png()))
    assert (again.pk, again.already_there) == (first.pk, True)


def test_the_same_file_twice_is_one_exhibit(case: Case, storage: Path) -> None:
    first = services.receive(case, file("a.png", corpus.png()))
    files = everything_in(storage)
    again = services.receive(case, file("b.png", corpus.png()))
    assert again.pk == first.pk
    assert again.already_there
    assert everything_in(storage) == files
    assert Exhibit.objects.count() == 1


def test_the_same_file_in_another_case_is_its_own(case: Case) -> None:
    other = case_services.open_case()
    one = services.receive(case, file("a.png", corpus.png()))
    two = services.receive(other, file("a.png", corpus.png()))
    assert one.pk != two.pk


def test_an_upload_that_loses_the_race_leaves_no_files(
    case: Case, storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the first look and the lock another request may have taken the same file."""
    decode = runner.decode

    def overtaken(path: Path, kind: str) -> runner.Decoded:
        monkeypatch.setattr(runner, "decode", decode)
        services.receive(case, file("first.png", corpus.png()))
        return decode(path, kind)

    monkeypatch.setattr(runner, "decode", overtaken)
    exhibit = services.receive(case, file("second.png", corpus.png()))
    assert exhibit.title == "first"
    assert exhibit.already_there
    assert len(everything_in(storage)) == 3


@pytest.mark.parametrize("broken", ["store", "row"])
def test_nothing_stays_where_the_disk_or_the_database_fails(
    case: Case, storage: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    if broken == "store":
        replace = vault.replace

        def full(name: str, content: bytes) -> None:
            if name.endswith(".thumb.jpg"):
                raise OSError(28, "No space left on device")
            replace(name, content)

        monkeypatch.setattr(vault, "replace", full)
        assert refusal(case, "a.png", corpus.png()) == "unavailable"
    else:
        monkeypatch.setattr(services, "record", lambda *_a, **_k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            services.receive(case, file("a.png", corpus.png()))
    assert everything_in(storage.parent) == []
    assert not Exhibit.objects.exists()


def test_a_removed_exhibit_comes_back_to_its_place(case: Case, add: Add) -> None:
    for name in ("a.png", "b.png", "c.png"):
        add(name)
    middle = selectors.clean_exhibits(case)[1]
    services.remove(middle)
    assert numbers(case) == [(1, "a"), (2, "c")]
    add("d.png")
    services.restore(middle)
    assert numbers(case) == [(1, "a"), (2, "b"), (3, "c"), (4, "d")]


def test_uploading_a_removed_file_brings_it_back(case: Case) -> None:
    first = services.receive(case, file("a.png", corpus.png()))
    services.remove(first)
    again = services.receive(case, file("again.png", corpus.png()))
    assert again.pk == first.pk
    assert not again.already_there
    assert numbers(case) == [(1, "a")]


def test_moving_changes_places_with_the_neighbour_only(case: Case, add: Add) -> None:
    a, b, c = add("a.png"), add("b.png"), add("c.png")
    services.remove(b)
    services.move(c, up=True)
    assert numbers(case) == [(1, "c"), (2, "a")]
    services.move(c, up=True)
    assert numbers(case) == [(1, "c"), (2, "a")]
    services.move(c, up=False)
    services.move(a, up=False)
    assert numbers(case) == [(1, "c"), (2, "a")] or numbers(case) == [(1, "a"), (2, "c")]
    services.restore(b)
    assert len(numbers(case)) == 3


def test_removing_again_and_again_does_not_fill_the_disk(
    case: Case, add: Add, storage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for _round in range(services.MAX_REMOVED + 2):
            services.remove(add())
    assert Exhibit.objects.count() == services.MAX_REMOVED
    assert len(everything_in(storage)) == 3 * services.MAX_REMOVED


def test_removed_exhibits_are_deleted_after_seven_days(
    case: Case, add: Add, storage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    kept, fresh, old = add(), add(), add()
    services.remove(fresh)
    services.remove(old)
    Exhibit.objects.filter(pk=old.pk).update(removed_at=timezone.now() - timedelta(days=8))
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.purge_removed() == 1
    assert set(Exhibit.objects.values_list("pk", flat=True)) == {kept.pk, fresh.pk}
    assert len(everything_in(storage)) == 6


def test_files_without_a_row_are_collected_after_an_hour(
    case: Case, add: Add, storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, lost = add(), add()
    Exhibit.objects.filter(pk=lost.pk).delete()
    assert tasks.delete_orphans() == 0
    monkeypatch.setattr(vault, "ORPHAN_AGE", timedelta(seconds=-1))
    (storage / "evidence" / str(case.pk) / "stray.tmp").write_bytes(b"x")
    assert tasks.delete_orphans() == 4
    assert everything_in(storage) == sorted(kept.file_names)


def test_an_empty_storage_has_no_orphans() -> None:
    assert list(vault.old_files()) == []


def test_a_settled_case_takes_nothing(case: Case, add: Add) -> None:
    exhibit = add()
    case_services.move(case, State.SETTLED)
    case.refresh_from_db()
    for change in (
        lambda: services.receive(case, file("b.png", corpus.png())),
        lambda: services.describe(exhibit, services.Description("x")),
        lambda: services.move(exhibit, up=True),
        lambda: services.remove(exhibit),
        lambda: services.restore(exhibit),
        lambda: services.set_statuses(case, {"loss": "gone"}),
    ):
        with pytest.raises(guards.Barred):
            change()
    assert numbers(case) == [(1, "a")]


def test_the_database_holds_the_rules_too(case: Case, add: Add) -> None:
    first, second = add(), add()
    for wrong in (
        {"position": first.position},
        {"sha256": first.sha256},
        {"position": 0},
        {"state": "shown"},
        {"kind": "exe"},
        {"size": 0},
        {"source": "thief"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Exhibit.objects.filter(pk=second.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        first.proves.create(element="nothing")


def test_statuses_are_kept_and_taken_back(case: Case) -> None:
    services.set_statuses(case, {"buying": "have", "loss": "gone", "notice": ""})
    services.set_statuses(case, {"buying": "", "loss": "can_get"})
    assert dict(case.proof_statuses.values_list("element", "have")) == {"loss": "can_get"}


def test_unchecked_exhibits_are_not_there_for_anybody(case: Case, add: Add) -> None:
    add("a.png")
    hidden = add("b.png")
    for state in ("received", "checking", "refused"):
        refusal = "damaged" if state == "refused" else ""
        Exhibit.objects.filter(pk=hidden.pk).update(state=state, refusal=refusal)
        assert numbers(case) == [(1, "a")]


def handled(name: str, sizes: tuple[int, ...]) -> list[tuple[int, int]]:
    """Size said and size on disk of each file of one request."""
    handler, seen = uploads.CappedUploadHandler(), []
    for size in sizes:
        handler.new_file("files", name, "image/jpeg", size, None, None)
        for start in range(0, size, 500):
            handler.receive_data_chunk(bytes(500), start)
        whole = handler.file_complete(size)
        assert whole is not None
        seen.append((whole.size, Path(whole.temporary_file_path()).stat().st_size))
        whole.close()
    return seen


def test_a_large_body_is_counted_but_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_FILE_BYTES", 1000)
    assert handled("a.bin", (5000,)) == [(5000, 1000)]


def test_many_bodies_fill_no_more_than_a_case_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_CASE_BYTES", 1500)
    assert handled("a.jpg", (1000, 1000, 500)) == [(1000, 1000), (1000, 500), (500, 0)]


def test_a_file_that_was_not_written_whole_is_not_taken(case: Case, settings: Any) -> None:
    short = TemporaryUploadedFile("a.png", "image/png", 5000, None)
    short.write(corpus.png())
    with pytest.raises(Refused) as refused:
        services.receive(case, short)
    assert refused.value.code == "truncated"
