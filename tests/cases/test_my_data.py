"""Taking everything along and having everything deleted: nothing left out, nothing left behind."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claimguide.cases import erasure, export, holdings
from claimguide.cases.models import SESSION_KEY, Case, ErasedCount
from claimguide.core import jobs
from claimguide.core.models import Job
from claimguide.evidence.models import Exhibit
from claimguide.letters.models import LetterVersion
from tests.plugins.whole import seal

pytestmark = pytest.mark.django_db
Make = Callable[[], Case]


def url(name: str, case: Case) -> str:
    return reverse(f"cases:{name}", args=[case.pk])


def everything_in_the_database() -> str:
    rows = []
    for model in apps.get_models():
        if model._meta.label_lower != "sessions.session":
            rows += [repr(list(row)) for row in model._base_manager.values_list()]
    return "\n".join(rows)


def files_in(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def models_of_a_case() -> set[type]:
    """Every model with a way of foreign keys to Case."""
    found: set[type] = {Case}
    while True:
        more = {
            model
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if field.is_relation and field.related_model in found
        } - found
        if not more:
            return found
        found |= more


def test_after_an_erasure_no_row_names_the_case_and_no_file_is_there(
    whole_case: Make, private: Path, hold: Any, django_capture_on_commit_callbacks: Any, admin_user: Any
) -> None:
    stays, goes = whole_case(), whole_case()
    letters = [str(pk) for pk in LetterVersion.objects.filter(case=goes).values_list("pk", flat=True)]
    LogEntry.objects.log_actions(admin_user.pk, [goes], CHANGE, "noted", single_object=True)
    assert Job.objects.filter(object_id__in=letters).exists()
    before = files_in(private)
    with django_capture_on_commit_callbacks(execute=True):
        answer = hold(goes).post(url("erase", goes), {"sure": "on"})
    assert answer.status_code == 302
    left = everything_in_the_database()
    for trace in (str(goes.pk), goes.pk.hex, goes.number, *letters):
        assert trace not in left
    assert str(stays.pk) in left
    assert [name for name in files_in(private) if goes.pk.hex in name.replace("-", "")] == []
    assert files_in(private) == [name for name in before if str(goes.pk) not in name]
    assert not (private / "evidence" / str(goes.pk)).exists()
    assert ErasedCount.objects.get().count == 1


def test_every_model_of_a_case_has_a_row_in_the_case_these_tests_erase(whole_case: Make) -> None:
    whole_case()
    empty = [model.__name__ for model in models_of_a_case() if not model._base_manager.exists()]
    assert empty == []


def test_a_second_erasure_counts_on(whole_case: Make) -> None:
    erasure.erase(whole_case())
    erasure.erase(whole_case())
    assert ErasedCount.objects.get().count == 2


def test_files_stay_where_the_deletion_of_the_rows_fails(
    whole_case: Make, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = whole_case()
    before = files_in(private)
    monkeypatch.setattr(erasure, "_count", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erasure.erase(case)
    assert Case.objects.filter(pk=case.pk).exists()
    assert files_in(private) == before


@pytest.mark.parametrize("typed", [{}, {"sure": ""}])
def test_nothing_is_deleted_without_the_tick(whole_case: Make, hold: Any, typed: dict[str, str]) -> None:
    case = whole_case()
    answer = hold(case).post(url("erase", case), typed)
    assert answer.status_code == 200
    assert 'class="error-summary"' in answer.content.decode()
    assert Case.objects.filter(pk=case.pk).exists()


def test_opening_the_deletion_page_deletes_nothing(whole_case: Make, hold: Any) -> None:
    case = whole_case()
    assert hold(case).get(url("erase", case)).status_code == 200
    assert Case.objects.filter(pk=case.pk).exists()


def test_the_browser_forgets_a_deleted_case_but_keeps_its_others(whole_case: Make, hold: Any) -> None:
    goes, stays = whole_case(), whole_case()
    browser = hold(goes, stays)
    answer = browser.post(url("erase", goes), {"sure": "on"}, follow=True)
    assert browser.session[SESSION_KEY] == [str(stays.pk)]
    assert answer.status_code == 200
    assert browser.get(reverse("guide:case", args=[goes.pk])).status_code == 404


def archive_of(case: Case, browser: Client) -> zipfile.ZipFile:
    answer = browser.post(url("archive", case))
    assert answer["Content-Disposition"] == f'attachment; filename="{case.number}.zip"'
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_the_archive_holds_originals_and_letters_byte_for_byte(whole_case: Make, hold: Any) -> None:
    case = whole_case()
    packed = archive_of(case, hold(case))
    assert packed.testzip() is None
    names = packed.namelist()
    exhibit = case.exhibits.first()
    letter = LetterVersion.objects.get(case=case)
    with default_storage.open(exhibit.storage_name) as original:
        assert packed.read(f"exhibits/01-{exhibit.original_name}") == original.read()
    assert packed.read(f"letters/{letter.file_name}").startswith(b"%PDF")
    assert {"case.json", "readme.txt"} <= set(names)
    assert not any(".." in name or name.startswith("/") for name in names)


def share(exhibit: Exhibit) -> Exhibit:
    """The exhibit with a copy for recipients, as the worker would leave it."""
    data = b"\xff\xd8\xff as if covered"
    default_storage.save(exhibit.shared_name, ContentFile(data))
    digest = hashlib.sha256(data).hexdigest()
    Exhibit.objects.filter(pk=exhibit.pk).update(
        sharing="covered", shared_sha256=digest, shared_size=len(data), kind="jpeg"
    )
    return Exhibit.objects.get(pk=exhibit.pk)


def test_the_archive_holds_every_file_that_storage_holds(whole_case: Make, hold: Any, private: Path) -> None:
    """What stays out can be made again from the rest, or is not a whole file yet; the readme says so."""
    case = whole_case()
    share(case.exhibits.first())
    about = {"state": "clean", "kind": "png", "title": "旧", "original_name": "旧.png", "size": 9}
    gone = Exhibit.objects.create(case=case, position=9, sha256="9" * 64, **about)
    share(seal(gone))
    Exhibit.objects.filter(pk=gone.pk).update(removed_at=timezone.now())
    packed = archive_of(case, hold(case))
    named = {file.stored_as: file.path for each in holdings.every() for file in each.files(case)}
    assert sorted(named.values()) == sorted(set(packed.namelist()) - {"case.json", "readme.txt"})
    stored = {name for name in files_in(private) if str(case.pk) in name}
    assert set(named) <= stored
    assert {re.sub(r".*?\.", "", name, count=1) for name in stored - set(named)} == {
        "preview.jpg",
        "thumb.jpg",
        "piece-000000000000",
    }
    for name, path in named.items():
        assert packed.read(path) == (private / name).read_bytes()


def test_the_archive_holds_copies_bundles_and_readings(whole_case: Make, hold: Any) -> None:
    case = whole_case()
    exhibit = share(case.exhibits.first())
    packed = archive_of(case, hold(case))
    assert packed.read(f"copies/01-{Path(exhibit.original_name).stem}.jpg").startswith(b"\xff\xd8\xff")
    assert {"bundles/01-sealed.pdf", "bundles/01-sealed.zip"} <= set(packed.namelist())
    rows = json.loads(packed.read("case.json"))["rows"]
    assert rows["evidence.suggestion"][0]["value"] == "4203881937750026"
    assert rows["evidence.reading"][0]["exhibit"] == str(exhibit.pk)
    assert rows["evidence.copyorder"][0]["failure"] == "too_complex"
    assert "staff" not in rows["evidence.copyorder"][0]


def test_without_a_copy_there_is_none_in_the_archive(whole_case: Make, hold: Any) -> None:
    case = whole_case()
    default_storage.save(case.exhibits.first().shared_name, ContentFile(b"left by a crash"))
    assert not any(name.startswith("copies/") for name in archive_of(case, hold(case)).namelist())


def test_after_an_erasure_no_order_of_its_exhibits_and_bundles_is_left(whole_case: Make, hold: Any) -> None:
    case, stays = whole_case(), whole_case()
    for each in (case, stays):
        for thing in (each.exhibits.first(), each.bundles.first()):
            jobs.enqueue("copy", thing.pk, f"copy:{thing.pk}")
    erasure.erase(case)
    left = set(Job.objects.filter(kind="copy").values_list("object_id", flat=True))
    assert left == {stays.exhibits.first().pk, stays.bundles.first().pk}


def test_the_archive_holds_every_field_of_every_model_of_the_case(whole_case: Make, hold: Any) -> None:
    case = whole_case()
    rows = json.loads(archive_of(case, hold(case)).read("case.json"))["rows"]
    lacking = [
        f"{model._meta.label_lower}.{field.name}"
        for model in models_of_a_case()
        for field in model._meta.concrete_fields
        if model._meta.label_lower not in export.LEFT_OUT
        and f"{model._meta.label_lower}.{field.name}" not in export.LEFT_OUT
        and field.name not in rows.get(model._meta.label_lower, [{}])[0]
    ]
    assert lacking == []


def test_the_archive_holds_what_was_typed_and_no_secret(whole_case: Make, hold: Any) -> None:
    case = whole_case()
    plain = archive_of(case, hold(case)).read("case.json").decode()
    for typed in (case.purchase.goods_name, case.problem.reality, "半句话", "13800000000"):
        assert typed in plain
    for secret in (case.resume_salt, case.resume_hash, "内部备注"):
        assert secret not in plain


def test_what_is_left_out_exists(whole_case: Make) -> None:
    for name in export.LEFT_OUT:
        parts = name.split(".")
        model = apps.get_model(".".join(parts[:2]))
        assert len(parts) == 2 or model._meta.get_field(parts[2])


def test_a_file_that_is_lost_does_not_stop_the_archive(whole_case: Make, hold: Any, private: Path) -> None:
    case = whole_case()
    exhibit = case.exhibits.first()
    (private / exhibit.storage_name).unlink()
    packed = archive_of(case, hold(case))
    path = f"exhibits/01-{exhibit.original_name}"
    assert path not in packed.namelist()
    assert json.loads(packed.read("case.json"))["files_missing"] == [path]


def test_archives_are_limited(whole_case: Make, hold: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimguide.cases.my_data.ARCHIVES_PER_HOUR", 1)
    case = whole_case()
    browser = hold(case)
    assert browser.post(url("archive", case)).status_code == 200
    answer = browser.post(url("archive", case))
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_the_overview_says_when_staff_looked(whole_case: Make, hold: Any, staff: Client) -> None:
    case = whole_case()
    before = hold(case).get(url("my_data", case)).content.decode()
    staff.get(reverse("guide:case", args=[case.pk]))
    after = hold(case).get(url("my_data", case)).content.decode()
    assert before.count("<time") == 0
    assert after.count("<time") == 1


def test_the_case_page_leads_there(whole_case: Make, hold: Any) -> None:
    case = whole_case()
    assert url("my_data", case) in hold(case).get(reverse("guide:case", args=[case.pk])).content.decode()


@pytest.mark.parametrize("name", ["my_data", "archive", "erase", "renew_code", "code"])
def test_staff_cannot_take_a_case_along_nor_delete_it_nor_take_it_over(
    whole_case: Make, staff: Client, name: str
) -> None:
    case = whole_case()
    answer = staff.post(url(name, case), {"sure": "on"})
    assert answer.status_code in (403, 405)
    assert staff.get(url(name, case)).status_code in (403, 405)
    assert Case.objects.filter(pk=case.pk, resume_hash=case.resume_hash).exists()
