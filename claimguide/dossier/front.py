"""The pages a dossier sets itself: cover and contents, and the timeline. Functions of the snapshot alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string

from claimguide.core.typeset import engine
from claimguide.evidence.bundle.texts import all_settable
from claimguide.evidence.models import BundleKind

from . import wording

Told = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One line of the contents. `first` is its first running page, 0 in a ZIP: its files count their own."""

    name: str
    pages: int | None
    first: int
    size: int
    sha256: str


def contents(content: Told, rows: Sequence[Row]) -> bytes:
    """The PDF of the cover and the list of what is in the dossier."""
    plain: Told = all_settable({key: content[key] for key in ("case", "parties", "shop", "goods")})
    context = {
        **plain,
        "title": wording.TITLE,
        "made": made_at(content),
        "merged": content["form"] == "pdf",
        "rows": [{**vars(row), "name": all_settable(row.name)} for row in rows],
        "pages": sum(row.pages or 0 for row in rows),
        "sealed": any(each["kind"].startswith(BundleKind.SEALED) for each in content["files"]),
    }
    return _set("dossier/contents.html", context, content, wording.TITLE)


def timeline(content: Told) -> bytes:
    """The PDF of the timeline, one block of lines per day."""
    lines = all_settable(content["timeline"])
    days = [
        {"on": _day(on), "lines": [{**each, "sort": wording.SORTS[each["sort"]]} for each in same]}
        for on, same in groupby(lines, key=lambda each: each["on"])
    ]
    context = {
        "case": content["case"],
        "title": wording.TIMELINE,
        "made": made_at(content),
        "days": days,
    }
    return _set("dossier/timeline.html", context, content, wording.TIMELINE)


def sheets(content: Told) -> bytes:
    """The PDF of the copy-out sheets, each on pages of its own."""
    context = {
        "case": content["case"],
        "title": wording.SHEETS,
        "made": made_at(content),
        "sheets": all_settable(content["sheets"]),
    }
    return _set("dossier/sheets.html", context, content, wording.SHEETS)


def own_parts(content: Told) -> list[tuple[str, bytes]]:
    """What the dossier sets itself behind the contents, by name."""
    made = {wording.TIMELINE: timeline, wording.SHEETS: sheets}
    return [(name, made[name](content)) for name in wording.own_names(content)]


def title(content: Told) -> str:
    return f"{wording.TITLE} {content['case']}"


def made_at(content: Told) -> datetime:
    return datetime.fromisoformat(content["made_at_local"])


def _set(template: str, context: Told, content: Told, name: str) -> bytes:
    return engine.render_pdf(
        render_to_string(template, context),
        title=f"{name} {content['case']}",
        created=made_at(content),
        sheet="dossier",
    )


def _day(on: str) -> str:
    day = date.fromisoformat(on)
    return f"{day.year}年{day.month}月{day.day}日"
