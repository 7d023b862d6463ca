"""`manage.py demo`: a finished case with its three letters, made the way a consumer's are."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from claimguide.cases import guards, resume
from claimguide.cases.selectors import assessment
from claimguide.core import beside
from claimguide.core.money import yuan
from claimguide.core.prepare import prepare
from claimguide.evidence.refusals import Refused as FileRefused
from claimguide.guide.demo import Demo, NotMade, read
from claimguide.guide.story import Refused as AnswerRefused
from claimguide.letters.models import LetterVersion
from claimguide.letters.services import Incomplete


class Command(BaseCommand):
    help = "Tell the demonstration case, upload its pictures, have a worker make its letters, write them out."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument(
            "--out", type=Path, help="folder for the letters (default: demo/ beside the data)"
        )
        parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, **options: Any) -> None:
        folder = (options["out"] or Path(settings.VAR_DIR, "demo")).resolve()
        log = Path(settings.VAR_DIR, "demo-worker.log")
        with translation.override(options["language"]), _explained(folder, log):
            folder.mkdir(parents=True, exist_ok=True)
            prepare(self.stdout.write)
            demo = Demo(read())
            own = beside.run_with_worker(self._work(demo), log)
            self._summary(demo, folder, demo.write(folder))
            if not own:
                self.stdout.write(
                    _("The site that is running made the letters; the case is in its database.")
                )

    def _work(self, demo: Demo) -> Iterator[LetterVersion | None]:
        """Tell the case, then wait for its letters, with one line for everything that is done."""
        started = time.monotonic()
        case = demo.tell()
        self.stdout.write(
            _("Case %(number)s told, %(files)d pictures uploaded: %(seconds).1f s")
            % {
                "number": case.number,
                "files": case.exhibits.count(),
                "seconds": time.monotonic() - started,
            }
        )
        for version in demo.make():
            if version is not None and version.finished_at is not None:
                self.stdout.write(
                    _("%(letter)s: %(pages)d pages, ready after %(seconds).1f s")
                    % {
                        "letter": version.get_kind_display(),
                        "pages": version.pdf_pages or 0,
                        "seconds": (version.finished_at - version.created_at).total_seconds(),
                    }
                )
            yield version

    def _summary(self, demo: Demo, folder: Path, written: list[Path]) -> None:
        case = demo.case
        code = resume.grouped(resume.code_of(case.pk, case.resume_salt))
        punitive = assessment(case, demo.today).punitive
        self.stdout.write("\n" + _("Case number: %(number)s") % {"number": case.number})
        self.stdout.write(_("Resume code: %(code)s") % {"code": code})
        if punitive and punitive.net and punitive.multiple and punitive.base:
            self.stdout.write(
                _("Promised compensation: %(sum)s yuan = %(times)s × %(price)s")
                % {
                    "sum": yuan(punitive.net),
                    "times": f"{punitive.multiple.normalize():f}",
                    "price": yuan(punitive.base),
                }
            )
        self.stdout.write("\n" + _("Letters in %(folder)s:") % {"folder": folder})
        for version, path in zip(demo.versions, written, strict=True):
            self.stdout.write(f"  {path.name}  ({version.kind}.pdf)\n    SHA-256 {version.pdf_sha256}")


@contextmanager
def _explained(folder: Path, log: Path) -> Iterator[None]:
    """What can go wrong, in words that tell where to look."""
    try:
        yield
    except NotMade as error:
        raise CommandError(
            _("A letter was not made: %(why)s. What the worker said: %(log)s") % {"why": error, "log": log}
        ) from error
    except Incomplete as error:
        raise CommandError(_("The story lacks values for a letter: %(names)s") % {"names": error}) from error
    except (AnswerRefused, FileRefused, guards.Barred) as error:
        raise CommandError(_("The site does not take the story: %(why)s") % {"why": error}) from error
    except beside.Interrupted as error:
        raise CommandError(_("Stopped before the letters were ready.")) from error
    except OSError as error:
        raise CommandError(
            _("Cannot write to %(folder)s: %(why)s") % {"folder": folder, "why": error.strerror or error}
        ) from error
