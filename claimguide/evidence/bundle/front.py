"""The pages before the exhibits: cover, list, how the files were kept, what happened, how to check."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from claimguide.core import signing
from claimguide.core.typeset import engine

from . import texts, wording
from .content import CHINA

Told = dict[str, Any]
# More lines of history would bury the rest; events.json holds them all.
MAX_EVENTS = 300


def render(content: Told, ranges: list[tuple[int, int]]) -> bytes:
    """The PDF of the front pages. `ranges` are the first and last running page of each exhibit."""
    return engine.render_pdf(
        render_to_string("evidence/bundle_pdf_front.html", context(content, ranges)),
        title=title(content),
        created=made_at(content),
        sheet="bundle",
    )


def title(content: Told) -> str:
    return f"{wording.TITLES[content['kind']]} {content['case']}"


def made_at(content: Told) -> datetime:
    return datetime.fromisoformat(content["made_at_local"])


def context(content: Told, ranges: list[tuple[int, int]]) -> Told:
    """What templates/evidence/bundle_pdf_front.html needs, every text fit to be set."""
    plain: Told = texts.all_settable(content)
    anchor = content["anchor"]
    return {
        "content": {key: plain[key] for key in ("case", "kind", "shop", "goods", "held_back", "wording")},
        "sealed": content["kind"] == "sealed",
        "title": wording.TITLES[content["kind"]],
        "recipient": wording.RECIPIENTS[content["recipient"]],
        "parties": plain["parties"],
        "made": _moment(content["made_at_local"]),
        "key": signing.grouped(content["key"]),
        "id": content["bundle"],
        "rows": [_row(each, *span) for each, span in zip(plain["exhibits"], ranges, strict=True)],
        "pages": ranges[-1][1] if ranges else 0,
        "environment": content["environment"],
        "events": content["events"],
        "history": _history(plain),
        "covered": any(each["covered"] for each in content["exhibits"]),
        "anchor": anchor and {**anchor, "stamped": _moment(anchor["stamped_at"] or "")},
        "statement": content["statement"]["zh"],
    }


def _row(exhibit: Told, first: int, last: int) -> Told:
    origin = [wording.SOURCES[exhibit["source"]]]
    if exhibit["taken_on"]:
        origin.append(f"形成于{_day(exhibit['taken_on'])}")
    if exhibit["taken_by"]:
        origin.append(f"取得人：{exhibit['taken_by']}")
    if exhibit["device"]:
        origin.append(f"设备：{exhibit['device']}")
    return {
        **exhibit,
        "origin": [each for each in origin if each],
        "shows": [wording.PROVES[each] for each in exhibit["proves"]],
        "medium_words": wording.MEDIA[exhibit["medium"]],
        "size_words": f"{exhibit['size']:,} 字节",
        "range": f"{first}" if first == last else f"{first}—{last}",
        "count": last - first + 1,
        "received": _moment(exhibit["received_local"]),
        "day": _moment(exhibit["received_local"])[:10],
        "time": _moment(exhibit["received_local"])[11:],
    }


def _history(content: Told) -> list[Told]:
    numbers = {each["id"]: each["number"] for each in content["exhibits"]}
    found = []
    for link in content["links"]:
        if words := wording.EVENTS.get(link["kind"]):
            number = numbers.get(link["data"].get("exhibit"))
            found.append(
                {
                    "seq": link["seq"],
                    "at": _moment(link["at"]),
                    "what": f"{words}（证据{number}）" if number else words,
                    "who": wording.ACTORS[link["actor"]],
                    "hash": link["hash"][:16],
                }
            )
    return found[:MAX_EVENTS]


def _moment(at: str) -> str:
    """Any ISO moment as China time, "2026-11-23 09:02:03"; empty for an empty one."""
    return f"{datetime.fromisoformat(at).astimezone(CHINA):%Y-%m-%d %H:%M:%S}" if at else ""


def _day(day: str) -> str:
    year, month, date = day.split("-")
    return f"{year}年{int(month)}月{int(date)}日"
