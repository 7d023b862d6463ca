"""manage.py court_cases FILE.json: published rulings against what the rules say."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from claimguide.cases.management.files import read_json
from claimguide.law.court_cases import CaseError, report, run


class Command(BaseCommand):
    help = "Run every case of a file of rulings and print what was expected, what came out, and the totals."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.json")
        parser.add_argument("--json", action="store_true", help="only a list of ids and answers")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcomes = run(read_json(options["file"]), timezone.localdate())
        except CaseError as error:
            lines = "\n".join(f"  {key}: {message}" for key, message in error.errors.items())
            raise CommandError(f"{error.where} cannot be read:\n{lines}") from error
        if options["json"]:
            answers = [{"id": each.id, "answer": each.answer.to_mapping()} for each in outcomes]
            self.stdout.write(json.dumps(answers, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(report(outcomes), ending="")
