"""A finished case from a file: told through the forms, pictures uploaded, letters made by a worker."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from claimguide.cases import services as cases
from claimguide.cases.models import Case
from claimguide.evidence import services as evidence
from claimguide.evidence.models import Exhibit
from claimguide.evidence.services import Description
from claimguide.letters import services as letters
from claimguide.letters import store
from claimguide.letters.kinds import Kind
from claimguide.letters.models import LetterVersion

from . import photographs, story

# The letters of the mission; the other kinds need answers that this story does not tell.
THREE = (Kind.SELLER, Kind.PLATFORM, Kind.ASSOCIATION)
# A worker that has to start first needs some seconds; a letter needs less than one.
PATIENCE_SECONDS = 90.0


class NotMade(RuntimeError):
    """A letter that did not become ready: `code` says what happened to its order, "" where nothing did."""

    def __init__(self, version: LetterVersion, code: str) -> None:
        super().__init__(f"{version.kind}: {code or 'no worker took the order'}")
        self.version, self.code = version, code


def read(path: Path | None = None) -> dict[str, Any]:
    """The shipped story, or another of its kind. OSError or ValueError where it cannot be read."""
    text = (path or Path(settings.BASE_DIR, "fixtures", "demo_case.json")).read_text("utf-8")
    told: dict[str, Any] = json.loads(text)
    return told


@dataclass
class Demo:
    """One run. Call `tell`, then go through `make` until it ends, then `write`."""

    told: dict[str, Any]
    today: dt.date = field(default_factory=timezone.localdate)
    versions: list[LetterVersion] = field(default_factory=list)

    def tell(self) -> Case:
        """A new case with all answers of the story and its pictures as exhibits.

        story.Refused, evidence.Refused or guards.Barred where the site does not take something.
        """
        with translation.override("zh-hans"):  # regions are chosen by their Chinese names
            self.case = story.fill(cases.open_case(), self.told["answers"], self.today)
        for photograph in self.told["photographs"]:
            self._upload(photograph)
        self.case.refresh_from_db()
        return self.case

    def _upload(self, told: dict[str, Any]) -> Exhibit:
        picture = SimpleUploadedFile(told["name"], photographs.draw(told["lines"]), "image/jpeg")
        exhibit = evidence.receive(self.case, picture)
        taken = dt.date.fromisoformat(story.told(told["taken_on"], self.today))
        said = Description(told["title"], told["proves"], taken, told["source"])
        return evidence.describe(exhibit, said)

    def make(self) -> Iterator[LetterVersion | None]:
        """Order the three letters and wait for the worker: yields each when it is ready, None while waiting.

        letters.Incomplete where the story lacks a value, NotMade where a letter fails or takes too long.
        """
        waiting = [letters.order(self.case, kind) for kind in THREE]
        deadline = time.monotonic() + PATIENCE_SECONDS
        while waiting:
            for version in [LetterVersion.objects.get(pk=each.pk) for each in waiting]:
                job = version.job
                if version.state == "failed" or time.monotonic() > deadline:
                    raise NotMade(version, job.last_error if job else "")
                if version.state == "ready":
                    waiting = [each for each in waiting if each.pk != version.pk]
                    self.versions.append(version)
                    yield version
            yield None

    def write(self, folder: Path) -> list[Path]:
        """The files under the names a consumer gets, and once more as seller.pdf and so on."""
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for version in self.versions:
            data = store.read(version.pdf_name) or b""
            for name in (version.file_name, f"{version.kind}.pdf"):
                (folder / name).write_bytes(data)
            written.append(folder / version.file_name)
        return written
