"""All rows of the statute tables, in the order people see them: laws, regulations, rules, courts."""

from claimguide.law.statute_tables.judicial import JUDICIAL
from claimguide.law.statute_tables.laws import LAWS, REGULATIONS
from claimguide.law.statute_tables.row import Row
from claimguide.law.statute_tables.rules import MINISTRY_RULES

ROWS: tuple[Row, ...] = LAWS + REGULATIONS + MINISTRY_RULES + JUDICIAL

__all__ = ["ROWS", "Row"]
