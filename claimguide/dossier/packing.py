"""The ZIP: contents, timeline and every file under a name that says what it is, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pikepdf

from claimguide.evidence.bundle.archive import Packer
from claimguide.evidence.bundle.manifest import Entry, sums

from . import front

Told = dict[str, Any]
Find = Callable[[Told], Path]
CONTENTS, SUMS = "00-目录.pdf", "SHA256SUMS.txt"


def write(content: Told, find: Find, target: IO[bytes]) -> int:
    """Write the whole ZIP; `find` gives the path of a frozen file. Returns the pages of all PDFs in it.

    PermanentError `file_changed` where a stored file is no longer the frozen one.
    """
    with Packer(target, front.made_at(content)) as packer:
        rows = _files(packer, content, find)
        contents = front.contents(content, rows)
        packer.put(CONTENTS, contents)
        packer.put(SUMS, sums(packer.entries))
    return _count(contents) + sum(row.pages or 0 for row in rows)


def _files(packer: Packer, content: Told, find: Find) -> list[front.Row]:
    rows: list[front.Row] = []
    for name, data in front.own_parts(content):
        entry = packer.put(f"{len(rows) + 1:02d}-{name}.pdf", data)
        rows.append(_row(entry, _count(data)))
    for file in content["files"]:
        name = f"{len(rows) + 1:02d}-{file['file_name']}"
        rows.append(_row(packer.put_file(name, find(file), sha256=file["sha256"]), file["pages"]))
    return rows


def _row(entry: Entry, pages: int | None) -> front.Row:
    return front.Row(entry.name, pages, 0, entry.size, entry.sha256)


def _count(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)
