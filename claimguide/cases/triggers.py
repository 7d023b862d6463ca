"""The database's own refusal to change history: events are added, never changed, and go with their case only.

Installed by the migration, and again after every `migrate`: on SQLite they go when Django remakes a table.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "history is append-only"
# `actor_id` is not among them: a deleted account leaves what it did, without its name.
_FIXED = ("id", "case_id", "seq", "at", "kind", "actor_kind", "data", "prev_hash", "hash")
_CHANGE, _REMOVAL = "cases_event_no_change", "cases_event_no_removal"
_BEING_ERASED = "EXISTS (SELECT 1 FROM cases_erasing WHERE case_id = OLD.case_id)"

_SQLITE = (
    f"CREATE TRIGGER IF NOT EXISTS {_CHANGE} BEFORE UPDATE ON cases_event"
    f" WHEN {' OR '.join(f'NEW.{name} IS NOT OLD.{name}' for name in _FIXED)}"
    f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    f"CREATE TRIGGER IF NOT EXISTS {_REMOVAL} BEFORE DELETE ON cases_event"
    f" WHEN NOT {_BEING_ERASED} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
)
_POSTGRES = (
    f"CREATE OR REPLACE FUNCTION {_CHANGE}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN"
    f" IF {' OR '.join(f'NEW.{name} IS DISTINCT FROM OLD.{name}' for name in _FIXED)}"
    f" THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
    " RETURN NEW; END $body$",
    f"CREATE OR REPLACE FUNCTION {_REMOVAL}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN"
    f" IF NOT {_BEING_ERASED}"
    f" THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
    " RETURN OLD; END $body$",
    f"CREATE OR REPLACE TRIGGER {_CHANGE} BEFORE UPDATE ON cases_event"
    f" FOR EACH ROW EXECUTE FUNCTION {_CHANGE}()",
    f"CREATE OR REPLACE TRIGGER {_REMOVAL} BEFORE DELETE ON cases_event"
    f" FOR EACH ROW EXECUTE FUNCTION {_REMOVAL}()",
)
INSTALL = {"sqlite": _SQLITE, "postgresql": _POSTGRES}
REMOVE = {
    "sqlite": (f"DROP TRIGGER IF EXISTS {_CHANGE}", f"DROP TRIGGER IF EXISTS {_REMOVAL}"),
    "postgresql": (
        f"DROP FUNCTION IF EXISTS {_CHANGE} CASCADE",
        f"DROP FUNCTION IF EXISTS {_REMOVAL} CASCADE",
    ),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place where they are not; nothing for other databases."""
    _execute(connection, INSTALL.get(connection.vendor, ()))


def remove(connection: BaseDatabaseWrapper) -> None:
    _execute(connection, REMOVE.get(connection.vendor, ()))


def look_after(using: str = "default", **_: Any) -> None:
    """After a `migrate`: triggers again, unless it went back to a time before them."""
    connection = connections[using]
    if "cases_erasing" in connection.introspection.table_names():
        install(connection)


def _execute(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
