"""manage.py load_reference: statutes, platforms, consumer bodies, holidays as shipped with this version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from claimguide.reference.services import load_reference


class Command(BaseCommand):
    help = "Load the reference data. Rows that staff changed or deleted stay as they are."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="Read files that have not changed, too.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.FIXTURE_DIRS[0])
        totals = load_reference(folder, force=options["force"])
        if options["verbosity"]:
            done = ", ".join(f"{count} {what}" for what, count in sorted(totals.items()) if count)
            self.stdout.write(f"reference data: {done or 'nothing to do'}")
