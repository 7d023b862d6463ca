"""What the child answers: a header line of JSON, then the bytes of the preview and of the thumbnail."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import BinaryIO


class Refusal(Exception):
    """The file is not taken; `code` is one of the codes of claimguide.evidence.refusals."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Derived:
    """A file that decoded: its size in pixels as seen upright (of page 1 for a PDF) and what people will see.

    `taken` is the day the camera wrote into the picture (ISO), or "". `pages` is None for a picture.
    """

    width: int
    height: int
    preview: bytes
    thumbnail: bytes
    pages: int | None = None
    taken: str = ""


def write_derived(out: BinaryIO, derived: Derived) -> None:
    header = {
        "width": derived.width,
        "height": derived.height,
        "pages": derived.pages,
        "taken": derived.taken,
        "preview": len(derived.preview),
        "thumbnail": len(derived.thumbnail),
    }
    out.write(json.dumps(header).encode() + b"\n" + derived.preview + derived.thumbnail)


def write_refusal(out: BinaryIO, code: str) -> None:
    out.write(json.dumps({"refused": code}).encode() + b"\n")
