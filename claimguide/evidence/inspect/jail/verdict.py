"""What the child answers: a header line of JSON, then the bytes of each part it names."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, BinaryIO


class Refusal(Exception):
    """The file is not taken; `code` is one of the codes of claimguide.evidence.refusals."""

    def __init__(self, code: str, **values: int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Derived:
    """A file that decoded: its size in pixels as seen upright (of page 1 for a PDF) and what people will see.

    `taken` is the day the camera wrote into the file (ISO), or "". `pages` is None where there are none.
    `found` says what the file is made of, in words and numbers only.
    """

    width: int | None = None
    height: int | None = None
    preview: bytes = b""
    thumbnail: bytes = b""
    text: str = ""
    pages: int | None = None
    taken: str = ""
    found: dict[str, Any] = field(default_factory=dict)


def write_derived(out: BinaryIO, derived: Derived, **cost: float) -> None:
    about = {
        "width": derived.width,
        "height": derived.height,
        "pages": derived.pages,
        "taken": derived.taken,
        "found": derived.found,
    }
    parts = {"preview": derived.preview, "thumbnail": derived.thumbnail, "text": derived.text.encode()}
    write(out, parts, **about, **cost)


def write(out: BinaryIO, parts: dict[str, bytes], **about: Any) -> None:
    """One answer: what is to be said, and the parts in the order named."""
    sizes = {name: len(part) for name, part in parts.items()}
    out.write(json.dumps({**about, "parts": sizes}).encode() + b"\n")
    for part in parts.values():
        out.write(part)


def write_refusal(out: BinaryIO, refusal: Refusal, **cost: float) -> None:
    out.write(json.dumps({"refused": refusal.code, "values": refusal.values, **cost}).encode() + b"\n")
