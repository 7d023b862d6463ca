"""Tests that commit leave the database as every test finds it: tables, reference data, triggers of history.

SQLite's is copied back as a whole, in milliseconds, where emptying each table takes longer than most tests;
one process of a run makes it, the others begin with a copy. Other databases are emptied by Django and get
the reference data again.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TestCase, TransactionTestCase

TRIES, PAUSE_SECONDS = 30, 0.1
_emptied_by_django = TransactionTestCase._fixture_teardown
_checks_references = TestCase._should_check_constraints
_pristine = sqlite3.connect(":memory:", check_same_thread=False)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> None:
    """Reference data once per database, as every real site has it."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ or connection.vendor != "sqlite"
    with nullcontext() if alone else _made_once(tmp_path_factory.getbasetemp().parent):
        request.getfixturevalue("django_db_setup")
        # pytest-django makes no database where no test of the run needs one (journeys alone).
        with django_db_blocker.unblock():
            if connection.introspection.table_names():
                _fill()


@contextmanager
def _made_once(folder: Path) -> Iterator[None]:
    """One process of a run has Django make the database while the others wait; they begin with a copy.

    What is copied is as if the process had migrated itself: Django then finds nothing left to do.
    """
    file, memory = folder / "database.sqlite3", connection.creation._get_test_db_name()
    with (folder / "database.lock").open("w") as lock, closing(sqlite3.connect(memory, uri=True)) as own:
        fcntl.flock(lock, fcntl.LOCK_EX)
        first = not file.exists()
        if not first:
            with closing(sqlite3.connect(file)) as made:
                made.backup(own)
        yield
        if first:
            # Under its name only once it is whole: should this process die here, another makes it anew.
            part = file.with_suffix(".part")
            with closing(sqlite3.connect(part)) as kept:
                own.backup(kept)
            part.rename(file)


def _fill() -> None:
    call_command("load_reference", verbosity=0)
    # Django asks SQLite once, in a transaction. Asked first by a served page while another page has one
    # open on the connection they share, the answer would be no, for all tests that follow.
    assert connection.features.supports_json_field
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.backup(_pristine)


def give_tables(file: Path) -> None:
    """Write the tables with the reference data, as tests find them, to a file that is not there yet.

    Another database than SQLite has no such file to give, and a run without a database has none: who asked
    then makes tables of its own.
    """
    if connection.vendor == "sqlite" and _pristine.execute("SELECT 1 FROM sqlite_master").fetchone():
        with closing(sqlite3.connect(file)) as given:
            _pristine.backup(given)


def _restored(case: TransactionTestCase) -> None:
    """A browser may still be asking for a picture when its test ends: SQLite then calls its tables locked."""
    if connection.vendor != "sqlite":
        _emptied_by_django(case)
        call_command("load_reference", verbosity=0)
        return
    for attempt in range(1, TRIES + 1):
        try:
            connection.ensure_connection()
            _pristine.backup(connection.connection)
        except sqlite3.OperationalError:
            if attempt == TRIES:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return


TransactionTestCase._fixture_teardown = _restored  # type: ignore[method-assign]


class _Checked:
    """The connection whose rows were looked through last, and how many changes it had then seen."""

    connection: sqlite3.Connection | None = None
    changes = -1


def _wrote(case: TestCase, connection: Any) -> bool:
    """Whether a test may have left a row that refers to none: SQLite goes through 45,000 rows to know.

    It counts every row that was ever written, taken back or not: where a test wrote none all is as it was.
    """
    if connection.vendor == "sqlite":
        own = connection.connection
        if own is _Checked.connection and own.total_changes == _Checked.changes:
            return False
        _Checked.connection, _Checked.changes = own, own.total_changes
    return _checks_references(case, connection)


TestCase._should_check_constraints = _wrote  # type: ignore[method-assign]
