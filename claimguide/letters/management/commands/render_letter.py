"""`manage.py render_letter CASE KIND --out FILE`: a letter as the case stands, without making a version."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from claimguide.cases.models import Case
from claimguide.letters import making, render, services
from claimguide.letters.compose import COMPOSERS, compose_from
from claimguide.letters.compose.source import Source
from claimguide.letters.content import LetterContent
from claimguide.letters.outputs import Form
from claimguide.letters.selectors import missing


class Command(BaseCommand):
    help = "Write one letter of a case into a file, as the case stands now; nothing is stored on the site."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", help="number or id of the case")
        parser.add_argument("kind", choices=sorted(COMPOSERS))
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")
        parser.add_argument("--form", choices=Form.values, default=Form.PDF)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("zh-hans"):
            content = _content(_case(options["case"]), options["kind"])
            html = render.html(content)
            if chars := render.unprintable(html):
                raise CommandError(_("No letter font holds: %(chars)s") % {"chars": " ".join(chars)})
        now = timezone.now().replace(microsecond=0)
        data = making.produce(Form(options["form"]), html, title=content.title, created=now)
        try:
            options["out"].write_bytes(data)
        except OSError as error:
            raise CommandError(f"{options['out']}: {error.strerror}") from error
        self.stdout.write(f"{options['out']} ({len(data)})")


def _case(named: str) -> Case:
    try:
        return Case.objects.get(pk=UUID(named))
    except (ValueError, Case.DoesNotExist):
        pass
    try:
        return Case.objects.get(number=named.upper())
    except Case.DoesNotExist:
        raise CommandError(_("There is no case %(number)s.") % {"number": named}) from None


def _content(case: Case, kind: str) -> LetterContent:
    """The letter as the case stands; CommandError with what bars it or is missing."""
    source = Source.of(case, timezone.localdate())
    if reason := services.reason_not_to(kind, case, source):
        raise CommandError(str(reason))
    content = compose_from(source, kind)
    if gaps := missing(case, content):
        names = "\n".join(f"  {each.label} ({each.url})" for each in gaps)
        raise CommandError(_("Values are still missing:") + "\n" + names)
    return content
