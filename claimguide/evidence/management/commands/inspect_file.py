"""`manage.py inspect_file`: what an upload of these files would be told. Nothing is kept."""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from claimguide.evidence.inspect.verdicts import Verdict, judge


class Command(BaseCommand):
    help = "Judge files the way uploads are judged; the ending of a name is the type it declares."
    # Needs no database, no migration and no running site.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--json", action="store_true", help="print a JSON list and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        # What the checks log would stand between the lines of the answer.
        logging.disable(logging.CRITICAL)
        try:
            judged = [(path, judge(Path(path), os.path.basename(path))) for path in options["paths"]]  # noqa: PTH119
        finally:
            logging.disable(logging.NOTSET)
        if options["json"]:
            self.stdout.write(json.dumps([_row(path, verdict) for path, verdict in judged], indent=1))
        else:
            for path, verdict in judged:
                self.stdout.write(_line(path, verdict))
        if any(verdict.refused and verdict.refused.code == "unavailable" for _path, verdict in judged):
            raise CommandError(_("Not every file could be checked."))


def _row(path: str, verdict: Verdict) -> dict[str, Any]:
    """Escaped to ASCII: a path may hold bytes that are no text."""
    return {
        "path": path,
        "verdict": "clean" if verdict.clean else "refused",
        "reason": verdict.refused.code if verdict.refused else "",
        "message": verdict.refused.message if verdict.refused else "",
        "kind": verdict.kind.code if verdict.kind else "",
        "size": verdict.size,
        "sha256": verdict.sha256,
        "sm3": verdict.sm3,
        "found": verdict.decoded.found if verdict.decoded else {},
        "seconds": verdict.seconds,
        "peak_mb": verdict.peak_mb,
    }


def _line(path: str, verdict: Verdict) -> str:
    plain = path.encode(sys.stdout.encoding or "utf-8", "backslashreplace").decode(
        sys.stdout.encoding or "utf-8"
    )
    shown = "".join(sign if sign.isprintable() else "?" for sign in plain)
    outcome = verdict.refused.code if verdict.refused else "clean"
    words = verdict.refused.message if verdict.refused else ""
    return f"{outcome:16} {verdict.seconds:6.2f} s {verdict.peak_mb:6.1f} MB  {shown}  {words}".rstrip()
