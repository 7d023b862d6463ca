"""Invented cases from a file, put straight into rows: to write letters from, never to be kept."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from claimguide.cases import services
from claimguide.cases.models import Case, ContactEntry, Party
from claimguide.cases.selectors import PART_NAMES
from claimguide.evidence.models import Exhibit, ExhibitProof
from claimguide.reference.models import Platform, Region


def read(path: Path | None = None) -> tuple[dt.date, list[dict[str, Any]]]:
    """The day of the law and the cases of fixtures/letter_cases.json, or of another file of its kind."""
    told = json.loads((path or Path(settings.BASE_DIR, "fixtures", "letter_cases.json")).read_text("utf-8"))
    return dt.date.fromisoformat(told["on"]), told["cases"]


def make(told: dict[str, Any]) -> Case:
    """A case with these answers, as the guide would have saved them. Call it where rows are rolled back.

    Region.DoesNotExist, Platform.DoesNotExist where the site does not know them.
    """
    case = services.open_case()
    if "region" in told:
        Case.objects.filter(pk=case.pk).update(region=Region.objects.get(name_zh=told["region"]))
    services.set_problems(case, told.get("problems", []))
    for name in PART_NAMES:
        part = getattr(case, name)
        for field, value in told.get(name, {}).items():
            setattr(part, field, part._meta.get_field(field).to_python(value))
        if name == "purchase":
            if "platform" in told:
                part.platform = Platform.objects.get(name_zh=told["platform"])
            part.platform_other = told.get("platform_other", "")
        part.save()
    for key, role in (
        ("seller", Party.Role.SELLER),
        ("platform_party", Party.Role.PLATFORM),
        ("consumer", Party.Role.CONSUMER),
    ):
        services.set_party(case, role, **told.get(key, {}))
    for on, channel, said, answer in told.get("contacts", []):
        day = dt.date.fromisoformat(on)
        ContactEntry.objects.create(case=case, on=day, channel=channel, said=said, answer=answer)
    for position, exhibit in enumerate(told.get("exhibits", []), start=1):
        _add_exhibit(case, position, *exhibit)
    return Case.objects.get(pk=case.pk)


def _add_exhibit(case: Case, position: int, title: str, element: str, pages: int | None) -> None:
    """A clean exhibit without a file: letters print its title, its pages and what it shows."""
    exhibit = Exhibit.objects.create(
        case=case,
        position=position,
        state="clean",
        kind="png",
        title=title,
        original_name=title[:80],
        size=1,
        sha256=f"{position:064x}",
        page_count=pages,
        received_at=timezone.now(),
    )
    ExhibitProof.objects.create(exhibit=exhibit, element=element)
