"""What a start finds undone it does; what is done already it leaves alone and does not speak of."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from claimguide.core import prepare
from claimguide.core.models import Mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the commands that a step called, which are not run."""
    names: list[str] = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **_options: names.append(name))
    return names


def test_tables_that_are_up_to_date_are_left_alone(called: list[str]) -> None:
    said: list[str] = []
    prepare.migrate(said.append)
    assert (called, said) == ([], [])


@pytest.mark.parametrize("lacking", [slice(-1, None), slice(None)], ids=["the last", "all"])
def test_tables_that_lack_migrations_are_brought_up_to_date(called: list[str], lacking: slice) -> None:
    """One after an update, all of them where a folder is served for the first time."""
    said: list[str] = []
    done = MigrationRecorder(connection).migration_qs
    rows = list(done.order_by("pk").values_list("pk", flat=True))[lacking]
    assert done.filter(pk__in=rows).delete()[0]
    prepare.migrate(said.append)
    assert (called, said) == (["migrate"], ["updating the database ..."])


def test_reference_data_is_loaded_once_for_each_state_of_its_files(called: list[str]) -> None:
    said: list[str] = []
    for _start in range(2):
        prepare.load_reference(said.append)
        assert (called, said) == (["load_reference"], ["loading reference data ..."])
    Mark.objects.filter(name="reference").update(value="of an older version")
    prepare.load_reference(said.append)
    assert called == ["load_reference"] * 2
