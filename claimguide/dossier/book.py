"""The merged PDF: cover and contents, timeline, every paper's own pages, with bookmarks and page numbers.

A function of the snapshot and the stored files: no clock, no random number, so the same bytes each time.
Papers are read from disk as they are copied; none is held in memory as a whole.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Name, OutlineItem

from claimguide.core.jobs import PermanentError
from claimguide.evidence.bundle.stamp import MM, Face

from . import front, tags, wording

Told = dict[str, Any]
Find = Callable[[Told], Path]
RESOURCE = "/Running"
_SIZE, _RIGHT, _BOTTOM = 8.5, 20 * MM, 5.5 * MM
_FACE_TEXT = "总第页0123456789 "
MAX_PASSES = 4


@dataclass(frozen=True)
class Part:
    """A paper opened to be copied."""

    name: str
    pdf: pikepdf.Pdf
    size: int
    sha256: str

    @property
    def pages(self) -> int:
        return len(self.pdf.pages)


def write(content: Told, find: Find, target: BinaryIO) -> int:
    """Write the whole PDF; `find` gives the path of a frozen file. Returns the number of pages.

    PermanentError `unreadable_file` where a paper cannot be opened; what `find` raises passes through.
    """
    with ExitStack() as open_files:
        parts = list(_parts(content, find, open_files))
        before = _contents(content, parts)
        book = open_files.enter_context(pikepdf.open(io.BytesIO(before)))
        starts = _bound(book, parts)
        _running_numbers(book)
        _outline(book, parts, starts)
        _describe(book, content)
        book.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return len(book.pages)


def _parts(content: Told, find: Find, open_files: ExitStack) -> Sequence[Part]:
    parts = []
    for name, data in front.own_parts(content):
        opened = open_files.enter_context(pikepdf.open(io.BytesIO(data)))
        parts.append(Part(name, opened, len(data), ""))
    for file in content["files"]:
        try:
            opened = open_files.enter_context(pikepdf.open(find(file)))
        except pikepdf.PdfError:
            raise PermanentError("unreadable_file") from None
        parts.append(Part(file["printed"], opened, file["size"], file["sha256"]))
    return parts


def _contents(content: Told, parts: Sequence[Part]) -> bytes:
    """The front pages. How many they are moves every number in them: set until that holds still."""
    own = 1
    for _pass in range(MAX_PASSES):
        rows, first = [], own + 1
        for part in parts:
            rows.append(front.Row(part.name, part.pages, first, part.size, part.sha256))
            first += part.pages
        data = front.contents(content, rows)
        with pikepdf.open(io.BytesIO(data)) as made:
            if len(made.pages) == own:
                return data
            own = len(made.pages)
    raise PermanentError("contents_unsettled")


def _bound(book: pikepdf.Pdf, parts: Sequence[Part]) -> list[int]:
    """Append every part's pages; returns the index of the first page of each."""
    starts = []
    for number, part in enumerate(parts, start=1):
        starts.append(len(book.pages))
        book.pages.extend(part.pdf.pages)
        tags.join(book, part.pdf, starts[-1], f"p{number}")
    return starts


def _running_numbers(book: pikepdf.Pdf) -> None:
    """总第 n 页 in the lower right corner of each page, below whatever the paper prints itself."""
    face = Face(book, _FACE_TEXT, RESOURCE)
    for number, page in enumerate(book.pages, start=1):
        text = f"总第 {number} 页"
        left, bottom, right, _top = (float(each) for each in page.mediabox)
        x = max(left, right - _RIGHT - face.width(text, _SIZE))
        page.add_resource(face.object, Name.Font, Name(RESOURCE))
        shown = face.show(text, x, bottom + _BOTTOM, _SIZE)
        # What is stamped counts from the page's own corner, not from where the paper left off.
        page.contents_add(book.make_stream(b"q\n"), prepend=True)
        page.contents_add(book.make_stream(b"\nQ\n/Artifact BMC q 0.25 g\n" + shown + b"Q EMC\n"))


def _outline(book: pikepdf.Pdf, parts: Sequence[Part], starts: Sequence[int]) -> None:
    with book.open_outline() as outline:
        outline.root[:] = [OutlineItem(wording.CONTENTS, 0, "Fit")]
        for part, start in zip(parts, starts, strict=True):
            item = OutlineItem(part.name, start, "Fit")
            with part.pdf.open_outline() as own:
                pages = {page.obj.objgen: at for at, page in enumerate(part.pdf.pages)}
                item.children.extend(_moved(own.root, pages, start))
            item.is_closed = True
            outline.root.append(item)
    book.Root.PageMode = Name.UseOutlines


def _moved(items: Sequence[OutlineItem], pages: dict[Any, int], start: int) -> list[OutlineItem]:
    """The bookmarks of a part, each at its page in the book; one that leads nowhere is left out."""
    found = []
    for item in items:
        target = item.destination
        page = pages.get(target[0].objgen) if isinstance(target, pikepdf.Array) and len(target) else None
        below = _moved(item.children, pages, start)
        if page is None:
            found += below
            continue
        moved = OutlineItem(item.title, start + page, "Fit")
        moved.children.extend(below)
        found.append(moved)
    return found


def _describe(book: pikepdf.Pdf, content: Told) -> None:
    """Title. That a file is accessible (PDF/UA) or archival cannot be said of papers put together."""
    with book.open_metadata(set_pikepdf_as_editor=False) as about:
        about["dc:title"] = front.title(content)
        for key in [key for key in about if "pdfuaid" in key or "pdfua/ns" in key or "pdfaid" in key]:
            del about[key]
