"""manage.py assess FACTS.json: the law of a day on the facts of a file."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from claimguide.cases.management.files import read_json
from claimguide.law import Facts, FactsError, assess
from claimguide.law.as_json import as_json
from claimguide.law.explain import explain
from claimguide.law.periods import Calendar
from claimguide.reference.selectors import work_calendar


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise CommandError(f"--on: {given} is not a date, YYYY-MM-DD") from error


def _calendar() -> Calendar | None:
    """The table of holidays; without a database every last day is provisional."""
    try:
        return work_calendar()
    except DatabaseError:
        return None


class Command(BaseCommand):
    help = "Assess the facts in a JSON file (keys of the intake vocabulary; - reads standard input)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FACTS.json")
        parser.add_argument("--explain", action="store_true", help="a readable sheet instead of JSON")
        parser.add_argument(
            "--on", metavar="YYYY-MM-DD", help="the day whose law applies; default as_of, today"
        )
        parser.add_argument("--language", choices=["zh-hans", "en"], default="zh-hans", help="of the sheet")

    def handle(self, *args: Any, **options: Any) -> None:
        given = read_json(options["file"])
        if not isinstance(given, dict):
            raise CommandError("the file must hold one JSON object with the facts")
        try:
            facts = Facts.from_mapping(given)
        except FactsError as error:
            lines = "\n".join(f"  {key}: {message}" for key, message in error.errors.items())
            raise CommandError(f"these facts cannot be read:\n{lines}") from error
        on = _day(options["on"]) if options["on"] else facts.as_of or timezone.localdate()
        found = assess(facts, on, _calendar())
        if options["explain"]:
            self.stdout.write(explain(found, options["language"]), ending="")
        else:
            self.stdout.write(json.dumps(as_json(found), ensure_ascii=False, indent=1))
