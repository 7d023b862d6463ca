"""`manage.py stamp_day`: an outside time stamp (RFC 3161) for the root of a day, in two steps."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claimguide.evidence import stamps
from claimguide.evidence.models import DayRoot


class Command(BaseCommand):
    help = (
        "--request OUT.tsq writes what to send to a time-stamp authority; "
        "--import FILE.tsr --ca CA.pem checks the reply and keeps it. See docs/operations.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("day", type=dt.date.fromisoformat, help="YYYY-MM-DD")
        step = parser.add_mutually_exclusive_group(required=True)
        step.add_argument("--request", type=Path, metavar="OUT.tsq")
        step.add_argument("--import", type=Path, metavar="FILE.tsr", dest="reply")
        parser.add_argument("--ca", type=Path, help="root certificate of the authority, PEM; with --import")

    def handle(self, *args: Any, **options: Any) -> None:
        root = DayRoot.objects.filter(day=options["day"]).first()
        if root is None:
            raise CommandError(f"{options['day']} has no root yet: manage.py seal_day --day {options['day']}")
        if options["reply"] and not options["ca"]:
            raise CommandError("--import needs --ca: the authority's own root certificate")
        try:
            if options["request"]:
                stamps.request(root, options["request"])
                self.stdout.write(f"{options['request']}: send it as application/timestamp-query")
            else:
                taken = stamps.take(root, _read(options["reply"]), _read(options["ca"]))
                self.stdout.write(
                    f"{taken.day} stamped {taken.stamped_at:%Y-%m-%d %H:%M:%S} {taken.stamp_authority}"
                )
        except stamps.BadStamp as error:
            raise CommandError(f"not kept: {error}") from None
        except OSError as error:
            raise CommandError(str(error)) from None


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(stamps.MAX_BYTES + 1)
