"""The copy for recipients, made anew from the sealed original and the boxes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from claimguide.evidence import vault
from claimguide.evidence.inspect import runner
from claimguide.evidence.inspect.signatures import Medium
from claimguide.evidence.models import Exhibit

from . import covering

# Wide enough to read the small print of a sheet on a phone held close.
PAGE_WIDTH = 1400
COVERED_AS_PIXELS = frozenset({Medium.PICTURE, Medium.PAGES})


def write(exhibit: Exhibit, out: IO[bytes]) -> None:
    """Write the copy into the open real file `out`: black boxes in pixels, blocks in a text, a film as it is.

    Nothing but that: no place, camera or author. Refused as the inspection's child says.
    """
    medium = exhibit.file_kind.medium
    with at_path(exhibit.storage_name) as path:
        if medium == Medium.TEXT:
            runs = exhibit.text_covers.values_list("start", "length")
            out.write(covering.covered(runner.text(path), runs).encode())
        elif medium in COVERED_AS_PIXELS:
            out.write(runner.burn(path, exhibit.kind, _boxes(exhibit)).content)
        else:
            runner.remux(path, exhibit.kind, out)


def _boxes(exhibit: Exhibit) -> dict[int, list[tuple[int, int, int, int]]]:
    boxes: dict[int, list[tuple[int, int, int, int]]] = {}
    for cover in exhibit.covers.all():
        boxes.setdefault(cover.page, []).append(cover.box)
    return boxes


def text_of(exhibit: Exhibit) -> str:
    """A text exhibit as it is shown, which is what runs are counted in."""
    with at_path(exhibit.storage_name) as path:
        return runner.text(path)


def page_of(name: str, kind: str, number: int) -> bytes:
    """Page `number` (from 0) of a stored PDF as a JPEG."""
    with at_path(name) as path:
        return runner.page(path, kind, number, PAGE_WIDTH)


@contextmanager
def at_path(name: str) -> Iterator[Path]:
    """A stored file as a file of this machine. Refused (unavailable) where it cannot be had."""
    with vault.or_refused("exhibit not read"), vault.local(name) as path:
        yield path


def stored_text(exhibit: Exhibit) -> str:
    """The copy of a text, as recipients get it."""
    with at_path(exhibit.shared_name) as path:
        return path.read_text("utf-8")
