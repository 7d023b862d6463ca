"""What a bundle is made of: frozen when it is ordered, so that the worker never reads the case again."""

from __future__ import annotations

import base64
import datetime as dt
import platform as machine
import tomllib
import uuid
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage

from claimguide.cases import chain
from claimguide.cases.models import Case, Party
from claimguide.core import canonical, signing
from claimguide.evidence import days, stamps
from claimguide.evidence.models import BundleKind, Exhibit, Sharing
from claimguide.evidence.selectors import clean_exhibits

from . import wording

CHINA = ZoneInfo("Asia/Shanghai")
Content = dict[str, Any]
# What happens around a bundle, or is a mere look at something, does not make a new one.
_QUIET = frozenset({"viewed", "exhibit_opened", "letter_opened", "exported", "code_renewed"})
_ABOUT_PAPERS = ("bundle_", "dossier_", "mail_")
# Of a recipient's copy: what says more of the consumer than the recipient needs.
_PRIVATE = {"taken_by": "", "device": "", "said": {}, "found": {}}
SHAREABLE = (Sharing.WHOLE, Sharing.COVERED)


def freeze(case: Case, kind: str, recipient: str, bundle: uuid.UUID, at: dt.datetime) -> Content:
    """Everything the bundle will say, ready for canonical.dumps. NoKey where the site cannot sign."""
    exhibits = [_exhibit(each, kind) for each in shown(case, kind)]
    links = chain.links(case)
    content: Content = {
        "wording": wording.WORDING_DATE,
        "kind": kind,
        "recipient": recipient,
        "bundle": bundle,
        "case": case.number,
        "made_at": canonical.moment(at),
        "made_at_local": local(at),
        "parties": {role: _name(case, role) for role in Party.Role.values},
        "shop": case.purchase.shop_name,
        "goods": case.purchase.goods_name,
        "held_back": len(clean_exhibits(case)) - len(exhibits),
        "exhibits": exhibits,
        "events": {
            "count": len(links),
            "first": links[0]["hash"] if links else chain.BEGINNING,
            "head": links[-1]["hash"] if links else chain.BEGINNING,
        },
        # A recipient need not know when the consumer did what here.
        "links": links if kind == BundleKind.SEALED else [],
        "anchor": _anchor(case) if kind == BundleKind.SEALED else None,
        "environment": environment(),
        "key": signing.fingerprint(),
        "statement": wording.STATEMENT[kind],
    }
    frozen: Content = canonical.normalise(_without_floats(content))
    return frozen


def substance(content: Content) -> str:
    """Digest of all that makes a bundle another one: not the moment, the machine, nor who looked at it."""
    told = [
        link["hash"]
        for link in content["links"]
        if link["kind"] not in _QUIET and not link["kind"].startswith(_ABOUT_PAPERS)
    ]
    left_out = ("bundle", "made_at", "made_at_local", "events", "links", "anchor", "environment")
    kept = {key: value for key, value in content.items() if key not in left_out}
    return canonical.digest({**kept, "last": told[-1] if told else ""})


def shown(case: Case, kind: str) -> list[Exhibit]:
    """The exhibits such a bundle holds, with the numbers of the case's own list."""
    every = clean_exhibits(case)
    if kind == BundleKind.SEALED:
        return every
    return [each for each in every if each.sharing in SHAREABLE and each.shared_sha256]


def local(at: dt.datetime) -> str:
    """An aware time as people in China read it, "2026-11-23T09:02:03+08:00"."""
    return at.astimezone(CHINA).isoformat(timespec="seconds")


def environment() -> dict[str, str]:
    """Where and with what the files are kept, in facts this program knows."""
    on_disk = isinstance(default_storage, FileSystemStorage)
    return {
        "software": f"claimguide {_version()}",
        "python": machine.python_version(),
        "system": machine.system(),
        "clock": "system clock of the server, shown as UTC+8",
        "storage": "private file system of the server" if on_disk else "object storage",
        "check": "SHA-256 of every file computed again when this bundle was made, compared with its arrival",
    }


def _exhibit(exhibit: Exhibit, kind: str) -> dict[str, Any]:
    sealed = kind == BundleKind.SEALED
    told = {
        "number": exhibit.number,
        "id": exhibit.pk,
        "title": exhibit.title,
        "label": exhibit.original_name if sealed else exhibit.title,
        "kind": exhibit.kind,
        "medium": str(exhibit.file_kind.medium),
        "type": exhibit.file_kind.label,
        "proves": [str(element.value) for element in exhibit.elements],
        "source": exhibit.source,
        "taken_on": exhibit.taken_on,
        "taken_by": exhibit.taken_by,
        "device": exhibit.device,
        "pages": exhibit.page_count,
        "seconds": exhibit.seconds,
        "received_at": exhibit.received_at,
        "received_local": local(exhibit.received_at),
        "size": exhibit.size if sealed else exhibit.shared_size,
        "sha256": exhibit.sha256 if sealed else exhibit.shared_sha256,
        "sm3": exhibit.sm3 if sealed else exhibit.shared_sm3,
        "copy_of": None if sealed else {"sha256": exhibit.sha256, "sm3": exhibit.sm3},
        "covered": exhibit.sharing == Sharing.COVERED and not sealed,
        "said": exhibit.said,
        "found": exhibit.found,
        "stored": exhibit.storage_name if sealed else exhibit.shared_name,
        "picture": exhibit.preview_name,
    }
    return told if sealed else {**told, **_PRIVATE}


def _name(case: Case, role: str) -> str:
    return next((party.name for party in case.parties.all() if party.role == role), "")


@cache
def _version() -> str:
    project = tomllib.loads(Path(settings.BASE_DIR, "pyproject.toml").read_text("utf-8"))
    return str(project["project"]["version"])


def _without_floats(value: Any) -> Any:
    """Numbers with a point have no one form: they stand as text."""
    if isinstance(value, dict):
        return {key: _without_floats(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_without_floats(each) for each in value]
    return str(value) if isinstance(value, float) else value


def _anchor(case: Case) -> dict[str, Any] | None:
    """The daily root the case rests on, the way up to it, and its outside stamp; None before there is one."""
    anchor = days.anchor(case)
    if anchor is None:
        return None
    root = anchor.root
    return {
        "day": root.day,
        "root": root.root,
        "leaf": anchor.leaf.leaf,
        "path": anchor.path,
        "file": days.root_file(root),
        "stamp": base64.b64encode(root.stamp).decode() if root.stamp else "",
        "certificate": stamps.certificate(root).decode("utf-8", "replace"),
        "authority": root.stamp_authority,
        "stamped_at": root.stamped_at,
    }


def backing(content: Content) -> int:
    """What backs its times: 0 nothing but this site, 1 a daily root, 2 one with an outside time stamp."""
    anchor = content["anchor"]
    return 0 if not anchor else 2 if anchor["stamp"] else 1


def stamp_bytes(content: Content) -> bytes:
    """The outside time stamp frozen with the anchor; empty where there is none."""
    anchor = content["anchor"]
    return base64.b64decode(anchor["stamp"]) if anchor and anchor["stamp"] else b""


def stored_names(exhibit: dict[str, Any]) -> list[str]:
    """The stored files that a frozen exhibit's pages are made of."""
    return [exhibit["stored"], *([exhibit["picture"]] if shows_picture(exhibit) else [])]


def shows_picture(exhibit: dict[str, Any]) -> bool:
    """Whether the derived picture is what is shown. A copy for a recipient is shown itself."""
    return bool(
        exhibit["medium"] == "video" or (exhibit["medium"] == "picture" and exhibit["copy_of"] is None)
    )
