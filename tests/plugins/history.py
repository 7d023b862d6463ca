"""Tests that commit empty every table afterwards, history too; on SQLite its triggers would forbid that."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.backends.sqlite3.operations import DatabaseOperations

from claimguide.cases import triggers


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, request: Any) -> None:
    """Around a flush the triggers step aside."""
    flush = DatabaseOperations.sql_flush

    def sql_flush(self: DatabaseOperations, style: Any, tables: Any, **options: Any) -> list[str]:
        statements = flush(self, style, tables, **options)
        if not statements or "cases_event" not in tables:
            return statements
        return [*triggers.REMOVE["sqlite"], *statements, *triggers.INSTALL["sqlite"]]

    patch = pytest.MonkeyPatch()
    patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
    request.addfinalizer(patch.undo)
