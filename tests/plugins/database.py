"""Tests that commit leave the database as every test finds it: tables, reference data, triggers of history.

SQLite's is copied back as a whole, in milliseconds, where emptying each table takes longer than most tests.
Other databases are emptied by Django and get the reference data again.
"""

from __future__ import annotations

import sqlite3
import time
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

TRIES, PAUSE_SECONDS = 30, 0.1
_emptied_by_django = TransactionTestCase._fixture_teardown
_pristine = sqlite3.connect(":memory:", check_same_thread=False)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Reference data once per database, as every real site has it."""
    with django_db_blocker.unblock():
        call_command("load_reference", verbosity=0)
        # Django asks SQLite once, in a transaction. Asked first by a served page while another page has one
        # open on the connection they share, the answer would be no, for all tests that follow.
        assert connection.features.supports_json_field
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            connection.connection.backup(_pristine)


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
