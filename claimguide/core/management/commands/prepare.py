"""`manage.py prepare`: everything that must be done before a site may answer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from claimguide.core.prepare import prepare


class Command(BaseCommand):
    help = "Folders, translations, tables, reference data, static files: each only if something changed."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        prepare(self.stdout.write)
