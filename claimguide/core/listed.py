"""Values of many rows inside one row's query, for short lists that a page would else ask for one by one."""

from __future__ import annotations

from typing import Any

from django.db.models import JSONField, QuerySet, Subquery
from django.db.models.functions import JSONArray


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
