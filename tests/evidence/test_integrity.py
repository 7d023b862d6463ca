"""`verify_integrity`: every kind of rot in files, rows, histories and roots is found and named."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import os
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from claimguide.cases import integrity, services, triggers
from claimguide.cases.models import Case
from claimguide.cases.tasks import check_by_night
from claimguide.core import signing
from claimguide.core.models import Mark
from claimguide.evidence import days
from claimguide.evidence.models import DayLeaf, DayRoot, Exhibit
from tests.evidence.bundles import authority

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("looked_into_once")]


@pytest.fixture
def exhibit(add: Callable[..., Exhibit], monkeypatch: pytest.MonkeyPatch) -> Exhibit:
    """Two exhibits of a case, and a root of today over it. Returns the first."""
    first = add()
    add()
    monkeypatch.setattr(days, "PAUSE", dt.timedelta(days=-1))
    days.seal(timezone.localdate())
    return first


def run(*arguments: str) -> tuple[int, str]:
    out, code = StringIO(), 0
    try:
        call_command("verify_integrity", *arguments, stdout=out)
    except SystemExit as end:
        code = int(str(end.code))
    return code, out.getvalue()


def found() -> list[tuple[str, str]]:
    report = integrity.check()
    return [(fault.code, fault.where.rpartition("/")[2]) for fault in report.faults]


def path(name: str) -> Path:
    return Path(default_storage.path(name))


def old(name: str) -> None:
    before = time.time() - 7200
    os.utime(path(name), (before, before))


def test_all_is_well(exhibit, storage):
    code, told = run()
    assert (code, "nothing wrong" in told) == (0, True)
    code, told = run("--json", "--case", exhibit.case.number)
    said = json.loads(told)
    assert (code, said["ok"], said["faults"], said["cases"], said["files"]) == (0, True, [], 1, 6)
    assert said["bytes"] > exhibit.size


def test_a_case_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="no case CG1"):
        run("--case", "CG1")


def lose(exhibit: Exhibit) -> None:
    path(exhibit.storage_name).unlink()


def flip_a_bit(exhibit: Exhibit) -> None:
    data = bytearray(path(exhibit.storage_name).read_bytes())
    data[40] ^= 1
    path(exhibit.storage_name).write_bytes(data)


def cut(exhibit: Exhibit) -> None:
    os.truncate(path(exhibit.storage_name), exhibit.size - 1)


def other_sm3(exhibit: Exhibit) -> None:
    Exhibit.objects.filter(pk=exhibit.pk).update(sm3="ab" * 32)


def other_sha256_in_the_row(exhibit: Exhibit) -> None:
    """File and row were changed together; the history was not."""
    data = b"other" + bytes(exhibit.size - 5)
    path(exhibit.storage_name).write_bytes(data)
    Exhibit.objects.filter(pk=exhibit.pk).update(sha256=hashlib.sha256(data).hexdigest(), sm3="")


def unreadable(exhibit: Exhibit) -> None:
    path(exhibit.storage_name).unlink()
    path(exhibit.storage_name).mkdir()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lose, "file-missing"),
        (flip_a_bit, "file-changed"),
        (cut, "file-size"),
        (other_sm3, "file-sm3"),
        (other_sha256_in_the_row, "exhibit-not-in-history"),
        (unreadable, "file-unreadable"),
    ],
)
def test_rot_of_an_exhibit_is_found(exhibit, spoil, code):
    spoil(exhibit)
    assert found() == [(code, str(exhibit.pk))]
    end, told = run()
    assert end == 1
    assert code in told
    assert exhibit.case.number in told
    assert "1 wrong" in told


def test_a_lost_preview_is_no_rot_for_it_can_be_made_again(exhibit):
    path(exhibit.preview_name).unlink()
    assert found() == []


def test_an_exhibit_from_before_sm3_gets_it_when_its_file_is_right(exhibit):
    Exhibit.objects.filter(case=exhibit.case).update(sm3="")
    assert found() == []
    data = path(exhibit.storage_name).read_bytes()
    assert Exhibit.objects.get(pk=exhibit.pk).sm3 == hashlib.new("sm3", data).hexdigest()
    flip_a_bit(exhibit)
    Exhibit.objects.filter(pk=exhibit.pk).update(sm3="")
    assert found() == [("file-changed", str(exhibit.pk))]
    assert Exhibit.objects.get(pk=exhibit.pk).sm3 == ""


def test_a_file_no_row_speaks_of_is_an_orphan_once_it_is_old(exhibit):
    name = default_storage.save(f"evidence/{exhibit.case_id}/stray", ContentFile(b"x"))
    gone = default_storage.save("evidence/00000000-0000-4000-8000-000000000000/stray", ContentFile(b"x"))
    assert found() == []
    old(name)
    old(gone)
    assert found() == [("file-orphan", "stray"), ("file-orphan", "stray")]


def without_triggers(statement: str, *values: Any) -> None:
    """As somebody does who owns the database."""
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    triggers.install(connection)


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("UPDATE cases_event SET kind = 'x' WHERE seq = 2", ["exhibit-not-in-history", "history-altered"]),
        ("UPDATE cases_event SET actor_kind = 'staff' WHERE seq = 2", ["history-altered"]),
        (
            "DELETE FROM cases_event WHERE seq = 2",
            ["exhibit-not-in-history", "history-count", "history-gap"],
        ),
        ("DELETE FROM cases_event WHERE seq = 3", ["exhibit-not-in-history", "root-not-of-this-history"]),
    ],
)
def test_a_changed_history_is_found(exhibit, statement, codes):
    without_triggers(statement)
    assert sorted(code for code, _where in found()) == codes


def test_a_number_of_a_case_that_was_changed_is_found(exhibit):
    Case.objects.filter(pk=exhibit.case_id).update(number="CG20260101-OTHER")
    codes = {code for code, _where in found()}
    assert codes == {"history-altered", "root-not-of-this-history"}


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"root": "ab" * 32}, ["file-changed", "root-signature", "root-wrong"]),
        ({"leaf_count": 5}, ["root-signature", "root-wrong"]),
        ({"signature": "ab" * 64}, ["root-signature"]),
        ({"stamp": b"x", "stamped_at": timezone.now()}, ["file-missing", "root-stamp"]),
    ],
)
def test_a_changed_root_is_found(exhibit, change, codes):
    DayRoot.objects.update(**change)
    assert sorted(code for code, _where in found()) == codes


def test_a_changed_leaf_and_a_lost_file_of_a_root_are_found(exhibit):
    path(f"anchors/{timezone.localdate()}.json").unlink()
    assert [code for code, _where in found()] == ["file-missing"]
    DayLeaf.objects.update(leaf="ab" * 32)
    assert sorted(code for code, _w in found()) == ["file-missing", "root-not-of-this-history", "root-wrong"]


def test_a_stamp_is_looked_at_with_its_certificate(exhibit, tmp_path_factory):
    from claimguide.evidence import stamps

    clock = authority(tmp_path_factory.mktemp("tsa"))
    root = DayRoot.objects.get()
    stamps.take(root, clock.stamp(root.root), clock.ca.read_bytes())
    assert found() == []
    other = authority(tmp_path_factory.mktemp("other"), "Other")
    path(f"anchors/{root.day}.ca.pem").write_bytes(other.ca.read_bytes())
    assert found() == [("root-stamp", f"{root.day}")]


def test_after_a_change_of_key_nothing_is_called_wrong(exhibit, settings, tmp_path):
    DayRoot.objects.all().delete()
    path(f"anchors/{timezone.localdate()}.json").unlink()
    settings.SIGNING_KEY = tmp_path / "signing.pem"
    days.seal(timezone.localdate())
    signing.retire_key("2026-11-23")
    assert found() == []


def test_what_changes_while_it_is_looked_at_is_no_fault(exhibit, monkeypatch):
    """An exhibit that is removed for good between the row and its file."""
    digests = integrity.digests

    def erased_meanwhile(name: str, **options: Any) -> Any:
        if name == exhibit.storage_name:
            Exhibit.objects.filter(pk=exhibit.pk).delete()
            path(name).unlink(missing_ok=True)
        return digests(name, **options)

    monkeypatch.setattr(integrity, "digests", erased_meanwhile)
    assert [code for code, _where in found() if code != "file-orphan"] == []


def test_the_night_goes_round_in_parts_and_sounds_the_alarm(exhibit, caplog, monkeypatch):
    for _ in range(3):
        services.open_case()
    flip_a_bit(exhibit)
    today = timezone.localdate()
    with caplog.at_level(logging.ERROR):
        parts = [integrity.check_some(0, today) for _ in range(6)]
    assert sum(parts) == 1
    assert integrity.known_faults() == 1
    assert Mark.objects.get(name=integrity.MARK).value.endswith(":done")
    assert [record.getMessage() for record in caplog.records] == [f"integrity: file-changed {exhibit.pk}"]
    assert exhibit.case.number not in caplog.text
    assert str(exhibit.case_id) not in caplog.text
    flip_a_bit(exhibit)
    for _ in range(6):
        integrity.check_some(0, today + dt.timedelta(days=1))
    assert integrity.known_faults() == 0


@pytest.mark.parametrize(("hour", "looks"), [(0, 0), (1, 1), (6, 1), (7, 0), (14, 0)])
def test_the_round_is_for_the_night(monkeypatch, hour, looks):
    seen: list[Any] = []
    monkeypatch.setattr(integrity, "check_some", lambda *given: seen.append(given))
    now = timezone.make_aware(dt.datetime(2026, 11, 23, hour, 30))
    monkeypatch.setattr(timezone, "localtime", lambda: now)
    assert check_by_night() == 0
    assert len(seen) == looks
