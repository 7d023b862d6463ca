"""manifest.json: every file and every exhibit of a bundle, in one canonical form that the site signs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from claimguide.core import canonical

FORMAT = "claimguide-bundle/1"
_OF_EXHIBIT = (
    "number",
    "id",
    "title",
    "kind",
    "proves",
    "source",
    "taken_on",
    "taken_by",
    "device",
    "pages",
    "received_at",
    "size",
    "said",
    "found",
)
_OF_BUNDLE = (
    "kind",
    "bundle",
    "case",
    "made_at",
    "made_at_local",
    "events",
    "environment",
    "key",
    "statement",
)


@dataclass(frozen=True)
class Entry:
    """One file of the ZIP."""

    name: str
    size: int
    sha256: str
    sm3: str


def manifest(content: dict[str, Any], files: list[Entry], exhibits: list[Entry]) -> bytes:
    """The bytes that are signed. `exhibits` are the entries of the exhibits' files, in their order."""
    anchor = content["anchor"]
    return canonical.dumps(
        {
            "format": FORMAT,
            **{key: content[key] for key in _OF_BUNDLE},
            "files": [asdict(each) for each in files],
            "exhibits": [
                _exhibit(each, entry) for each, entry in zip(content["exhibits"], exhibits, strict=True)
            ],
            "anchor": anchor and {key: anchor[key] for key in ("day", "root", "leaf", "path")},
        }
    )


def _exhibit(told: dict[str, Any], entry: Entry) -> dict[str, Any]:
    return {
        **{key: told[key] for key in _OF_EXHIBIT},
        "file": entry.name,
        "sha256": entry.sha256,
        "sm3": entry.sm3,
        "copy_of": told["copy_of"],
    }


def sums(files: list[Entry]) -> bytes:
    """SHA256SUMS, as sha256sum -c reads it."""
    return "".join(f"{each.sha256}  {each.name}\n" for each in files).encode()
