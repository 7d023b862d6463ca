"""`manage.py sweep`: the long-running process that finds lost orders."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from claimguide.core import jobs, sweeper


class Command(BaseCommand):
    help = "Wake workers up for orders that got lost, until stopped; clean up once an hour."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one sweep and one clean-up, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            found = sweeper.sweep()
            jobs.collect()
            self.stdout.write(f"{found.lost} lost, {found.failed} failed, {found.woken} woken")
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        sweeper.run(stop)
