"""`manage.py letters_selftest`: writes every kind of letter from invented cases and looks at the results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claimguide.letters import invented, selftest
from claimguide.letters.outputs import OUTPUTS, Form


class Command(BaseCommand):
    help = (
        "Write every kind of letter from invented cases and check text, glyphs, links, pages and structure."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--out", type=Path, help="folder for the letters and a picture of all first pages"
        )
        parser.add_argument("--case", action="append", metavar="NAME", help="only this invented case")

    def handle(self, *args: Any, **options: Any) -> None:
        on, told = invented.read()
        names = options["case"] or [each["name"] for each in told]
        if unknown := set(names) - {each["name"] for each in told}:
            raise CommandError(f"No invented case named {', '.join(sorted(unknown))}.")
        folder: Path | None = options["out"]
        samples, pictures = [], []
        for sample in selftest.run([each for each in told if each["name"] in names], on):
            self._say(sample)
            pdf = sample.files.get(Form.PDF)
            if folder and pdf:
                _keep(sample, folder)
                pictures.append(selftest.first_page(pdf))
            sample.files.clear()
            samples.append(sample)
        if folder and pictures:
            selftest.contact_sheet(pictures, folder / "first-pages.png")
        self._end(samples, whole=not options["case"])

    def _say(self, sample: selftest.Sample) -> None:
        draft = f" (draft, {len(sample.gaps)} values missing)" if sample.gaps else ""
        self.stdout.write(f"{sample.name} {sample.kind}: {'; '.join(sample.problems) or 'ok'}{draft}")

    def _end(self, samples: list[selftest.Sample], *, whole: bool) -> None:
        bad = sum(1 for sample in samples if sample.problems)
        untried = selftest.untried(samples) if whole else []
        if bad or untried:
            never = f"; no case leads to: {', '.join(untried)}" if untried else ""
            raise CommandError(f"{bad} of {len(samples)} letters have problems{never}.")
        self.stdout.write(f"{len(samples)} letters, each in {len(OUTPUTS)} forms that say the same.")


def _keep(sample: selftest.Sample, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for form, data in sample.files.items():
        name = f"{sample.name}-{sample.kind}{'-large' if form == Form.LARGE else ''}"
        (folder / f"{name}.{OUTPUTS[form].extension}").write_bytes(data)
