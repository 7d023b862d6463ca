"""`manage.py seal_day`: the root of a day that is over. The sweeper does it for yesterday by itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from claimguide.core.signing import NoKey
from claimguide.evidence import days


class Command(BaseCommand):
    help = "Make and sign the Merkle root over the histories of all cases for a day that is over."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--day", type=dt.date.fromisoformat, help="YYYY-MM-DD in China; yesterday if not given"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["day"] or timezone.localdate() - dt.timedelta(days=1)
        try:
            root = days.seal(day)
        except days.TooEarly:
            raise CommandError(
                f"{day} is not over in China, or only just: try again in the morning"
            ) from None
        except days.TooLate:
            raise CommandError(f"a later day is sealed already, and covers {day} too") from None
        except NoKey as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{root.day} {root.root} cases={root.leaf_count} signed={root.key}")
