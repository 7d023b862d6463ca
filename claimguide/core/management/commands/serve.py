"""`manage.py serve`: the whole site in one terminal."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claimguide.core import site


class Command(BaseCommand):
    help = "Run web, worker, sweeper and (unless CELERY_BROKER_URL is set) a private broker until stopped."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            site.serve(sys.stdout)
        except site.CannotServeError as error:
            raise CommandError(str(error)) from error
