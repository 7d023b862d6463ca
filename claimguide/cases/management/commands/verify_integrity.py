"""`manage.py verify_integrity`: are files, rows and histories still what they were?"""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claimguide.cases import integrity
from claimguide.cases.models import Case


class Command(BaseCommand):
    help = "Compare stored files with rows, rows with histories, histories with themselves. Exit 1 if wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--case", metavar="NUMBER", help="one case only, without what belongs to no case")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            report = integrity.check(options["case"])
        except Case.DoesNotExist:
            raise CommandError(f"no case {options['case']}") from None
        seconds = round(time.monotonic() - started, 1)
        if options["json"]:
            plain = {**asdict(report), "seconds": seconds, "ok": not report.faults}
            self.stdout.write(json.dumps(plain, ensure_ascii=False, indent=1))
        else:
            self._print(report, seconds)
        if report.faults:
            raise SystemExit(1)

    def _print(self, report: integrity.Report, seconds: float) -> None:
        for fault in report.faults:
            self.stdout.write(f"{self.style.ERROR(fault.code)}  {fault.where}  {fault.case}")
        megabytes = report.bytes / 1_000_000
        looked = f"{report.cases} cases, {report.files} files, {megabytes:.1f} MB in {seconds} s"
        self.stdout.write(f"{looked}: {len(report.faults) or 'nothing'} wrong")
