"""Values of many rows inside one row's query, for short lists that a page would else ask for one by one."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from django.db.models import Field, JSONField, Model, QuerySet, Subquery
from django.db.models.functions import JSONArray
from django.utils import timezone

M = TypeVar("M", bound=Model)


class Listed(Subquery):
    """The `names` of a queryset's rows as a list of lists, in any order; [] where there is no row."""

    output_field = JSONField()

    def __init__(self, rows: QuerySet[Any], *names: str) -> None:
        super().__init__(rows.order_by().annotate(listed=JSONArray(*names)).values("listed"))

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        template = '(SELECT json_group_array(json("of"."listed")) FROM (%(subquery)s) "of")'
        return self.as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        template = """(SELECT coalesce(jsonb_agg("of"."listed"), '[]'::jsonb) FROM (%(subquery)s) "of")"""
        return self.as_sql(compiler, connection, template=template)


def listed_rows(rows: QuerySet[Any]) -> Listed:
    """The rows with all their columns; `rows_from` makes objects of them again."""
    return Listed(rows, *_columns(rows.model))


def rows_from(model: type[M], listed: list[list[Any]]) -> list[M]:
    """The objects of a list of `listed_rows`, in the order they were made."""
    fields = model._meta.concrete_fields
    rows = [[_value(field, value) for field, value in zip(fields, row, strict=True)] for row in listed]
    return sorted((model.from_db(None, _columns(model), row) for row in rows), key=lambda row: row.pk)


def _value(field: Field[Any, Any], value: Any) -> Any:
    """The value as the field has it. Moments lie in the database in UTC, SQLite's without saying so."""
    found = field.to_python(value)
    if isinstance(found, dt.datetime) and timezone.is_naive(found):
        return found.replace(tzinfo=dt.UTC)
    return found


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]
