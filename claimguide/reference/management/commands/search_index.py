"""manage.py search_index: bring the index of the search into step with what it was made from."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from claimguide.reference.search import index


class Command(BaseCommand):
    help = "Renew what the search finds. Rows that have not changed stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        done = index.refresh()
        if options["verbosity"]:
            held = ", ".join(f"{count} {kind}" for kind, count in sorted(index.sizes().items()))
            self.stdout.write(f"search: {done.written} written, {done.removed} removed; {held}")
