"""`manage.py bundle CASE --out DIR`: make a bundle here and write its PDF and ZIP to a folder."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claimguide.cases.models import Case
from claimguide.core import jobs
from claimguide.evidence import vault
from claimguide.evidence.bundle import services
from claimguide.evidence.models import Bundle, BundleKind, Recipient

PATIENCE_SECONDS = 120
CHUNK = 1 << 20


class Command(BaseCommand):
    help = "Make the bundle of a case (number or id) and write NAME.pdf and NAME.zip to a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", metavar="CASE", help="number (CG20261123-7K2M5) or id of the case")
        parser.add_argument("--out", required=True, metavar="DIR", help="folder to write to; made if missing")
        parser.add_argument("--kind", choices=BundleKind.values, default=BundleKind.SEALED)
        parser.add_argument("--recipient", choices=Recipient.values, help="for whom a copy is")

    def handle(self, *args: Any, **options: Any) -> None:
        kind, recipient = options["kind"], options["recipient"] or ""
        if (kind == BundleKind.RECIPIENT) != bool(recipient):
            raise CommandError("--recipient belongs to --kind recipient, and it needs one")
        folder = Path(options["out"])
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"{folder}: {error.strerror}") from None
        case = _case(options["case"])
        try:
            bundle = _made(services.order(case, kind, recipient))
        except services.Barred as barred:
            raise CommandError("\n".join(_said(each) for each in barred.barriers)) from None
        name = f"{case.number}-{kind}-{bundle.number}"
        for stored, ending, sha256 in (
            (bundle.pdf_name, "pdf", bundle.pdf_sha256),
            (bundle.zip_name, "zip", bundle.zip_sha256),
        ):
            target = folder / f"{name}.{ending}"
            _copy(stored, target)
            self.stdout.write(f"{target}  SHA-256 {sha256}")


def _case(said: str) -> Case:
    try:
        found = Case.objects.filter(pk=UUID(said)).first()
    except ValueError:
        found = Case.objects.filter(number=said.upper()).first()
    if found is None:
        raise CommandError(f"there is no case {said}")
    return found


def _made(bundle: Bundle) -> Bundle:
    """The finished bundle. A worker may take the order first: then this waits for it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    if bundle.state == "failed":
        services.retry(bundle)
    while time.monotonic() < deadline:
        now = Bundle.objects.get(pk=bundle.pk)
        if now.finished_at:
            return now
        if now.job is None or now.job.state == now.job.State.FAILED:
            raise CommandError(f"the bundle was not made: {now.job.last_error if now.job else 'no order'}")
        jobs.run(now.job.pk)
        time.sleep(0.05)
    raise CommandError("the bundle was not made in time; another worker may still be at it")


def _said(barrier: services.Barrier) -> str:
    named = ", ".join(f"{each.number} {each.title}" for each in barrier.exhibits)
    return f"{barrier.text} {named}".strip()


def _copy(stored: str, target: Path) -> None:
    try:
        with vault.open_file(stored) as source, target.open("wb") as written:
            shutil.copyfileobj(source, written, CHUNK)
    except FileNotFoundError:
        raise CommandError(f"the stored file is gone: {stored}") from None
    except OSError as error:
        raise CommandError(f"{target}: {error.strerror}") from None
