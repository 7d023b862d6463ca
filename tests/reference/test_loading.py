"""Loading again never costs anything and never undoes what staff did."""

import json
import shutil

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from claimguide.reference import models, selectors
from claimguide.reference.services import FIXTURES as NAMES
from claimguide.reference.services import load_reference

from .conftest import FIXTURES

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    for name in NAMES:
        shutil.copy(FIXTURES / f"{name}.json", tmp_path)
    return tmp_path


def change(folder, name, edit):
    """Rewrite a fixture: `edit` gets its entries and may change the list."""
    path = folder / f"{name}.json"
    rows = json.loads(path.read_text())
    edit(rows)
    path.write_text(json.dumps(rows))


def rename_taobao(rows):
    next(row for row in rows if row["fields"].get("slug") == "taobao")["fields"]["company"] = "新名称"


def drop_kaola(rows):
    rows[:] = [row for row in rows if row["fields"].get("slug") != "kaola"]


def test_unchanged_files_are_not_read_again(reference, django_assert_num_queries):
    with django_assert_num_queries(3):  # the digests, within a savepoint
        assert not load_reference(FIXTURES)


def test_forced_reading_changes_nothing(reference):
    assert not +load_reference(FIXTURES, force=True)


def test_the_command_says_what_it_did(no_reference, capsys):
    call_command("load_reference")
    call_command("load_reference")
    first, second = capsys.readouterr().out.splitlines()
    assert "created" in first
    assert second.endswith("nothing to do")


def test_a_new_release_updates_what_nobody_touched(reference, folder):
    change(folder, "platforms", rename_taobao)
    assert load_reference(folder)["updated"] == 1
    assert models.Platform.objects.get(slug="taobao").company == "新名称"


def test_what_staff_edited_stays(reference, folder):
    models.Platform.objects.filter(slug="taobao").update(company="员工核对的名称")
    change(folder, "platforms", rename_taobao)
    assert load_reference(folder)["kept"] == 1
    assert models.Platform.objects.get(slug="taobao").company == "员工核对的名称"


def test_what_staff_renamed_is_not_shipped_a_second_time(reference, folder):
    phone = models.PlatformPhone.objects.get(number="950618")
    phone.number = "950619"
    phone.save()
    load_reference(folder, force=True)
    assert set(phone.platform.phones.values_list("number", flat=True)) == {"950619", "400-606-5500"}


def test_what_staff_deleted_stays_deleted(reference, folder):
    phone = models.PlatformPhone.objects.get(number="95177")
    phone._history_user = get_user_model().objects.create_user("staff")
    phone.delete()
    load_reference(folder, force=True)
    assert not models.PlatformPhone.objects.filter(number="95177").exists()


def test_what_a_release_drops_goes_unless_edited(reference, folder):
    change(folder, "platforms", drop_kaola)
    assert load_reference(folder)["deleted"] == 1
    assert not models.Platform.objects.filter(slug="kaola").exists()


def test_what_a_release_drops_stays_where_staff_edited_it(reference, folder):
    models.Platform.objects.filter(slug="kaola").update(note_zh="仍在经营")
    change(folder, "platforms", drop_kaola)
    load_reference(folder)
    assert models.Platform.objects.filter(slug="kaola").exists()


def test_a_row_staff_made_is_met_not_doubled(no_reference, folder):
    models.Platform.objects.create(slug="taobao", name_zh="淘宝", name_en="Taobao", company="员工填写")
    load_reference(folder)
    assert models.Platform.objects.get(slug="taobao").company == "员工填写"


def test_days_of_a_year_that_staff_announced_are_left_alone(reference, folder):
    year = models.WorkYear.objects.get(year=2027)
    year.status, year.notice = "announced", "国办发明电〔2026〕1号"
    year.save()
    change(folder, "working_days", lambda rows: rows.pop())
    assert not load_reference(folder)["deleted"]


def test_loading_new_days_renews_the_calendar(reference, folder):
    before = selectors.work_calendar()
    change(folder, "working_days", lambda rows: rows.pop())
    load_reference(folder)
    assert selectors.work_calendar() is not before
