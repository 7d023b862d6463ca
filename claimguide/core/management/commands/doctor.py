"""`manage.py doctor`: what is missing or wrong, in plain words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from claimguide.core.doctor import Finding, examine


class Command(BaseCommand):
    help = "Say in plain words what is missing or wrong. Exit code 1 if something serious is."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, **options: Any) -> None:
        serious = False
        with translation.override(options["language"]):
            for finding in examine():
                self._print(finding)
                serious = serious or bool(finding.serious)
        if serious:
            raise SystemExit(1)

    def _print(self, finding: Finding) -> None:
        if finding.serious is None:
            self.stdout.write(self.style.SUCCESS("✓ ") + finding.text)
            return
        mark = self.style.ERROR("✗ ") if finding.serious else self.style.WARNING("! ")
        self.stdout.write(mark + finding.text)
        if finding.hint:
            self.stdout.write(f"    {finding.hint}")
