"""`manage.py signing_key`: which key signs bundles; make the first one, or change it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from claimguide.core import signing


class Command(BaseCommand):
    help = "Show the keys of this site; --make the first one, --rotate to a new one (docs/operations.md)."
    # One of the checks is that the key is there.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        change = parser.add_mutually_exclusive_group()
        change.add_argument("--make", action="store_true", help="make a key if there is none")
        change.add_argument("--rotate", action="store_true", help="retire the key and make a new one")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["rotate"]:
                kept = signing.retire_key(f"{timezone.localdate():%Y-%m-%d}")
                self.stdout.write(f"the old public key stays in {kept}")
            if options["rotate"] or options["make"]:
                signing.make_key()
            signing.fingerprint()
        except (signing.NoKey, OSError) as error:
            raise CommandError(str(error)) from None
        for key in signing.known():
            self.stdout.write(f"{key.shown}  {'retired' if key.retired else signing.key_path()}")
