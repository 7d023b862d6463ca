"""bundle.pdf: the front pages, then every exhibit's pages, stamped, with bookmarks and page labels.

A function of the snapshot and the stored files: no clock, no random number, so the same bytes each time.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem

from . import front, pictures, stamp, texts
from .content import shows_picture
from .sheets import Maker, Sheet

Told = dict[str, Any]
Find = Callable[[str], Path]


def write(content: Told, find: Find, target: Path) -> int:
    """Make the book at `target`; `find` gives a stored file's path. Returns the number of pages.

    PermanentError `unreadable_file` where a stored file cannot be shown; what `find` raises passes through.
    """
    maker = Maker(front.made_at(content))
    try:
        with maker.folder:
            sheets = [
                maker.sheets(each, find(each["stored"]), _picture(each, find)) for each in _exhibits(content)
            ]
            return _bound(content, sheets, target, archival=not maker.has_foreign)
    finally:
        pictures.forget()


def _exhibits(content: Told) -> list[Told]:
    found: list[Told] = content["exhibits"]
    return found


def _picture(exhibit: Told, find: Find) -> Path | None:
    return find(exhibit["picture"]) if shows_picture(exhibit) else None


def _bound(content: Told, sheets: list[list[Sheet]], target: Path, *, archival: bool) -> int:
    ranges, last = [], 0
    for each in sheets:
        ranges.append((last + 1, last + len(each)))
        last += len(each)
    with pikepdf.open(io.BytesIO(front.render(content, ranges))) as book:
        before = len(book.pages)
        marks = [
            _marks(content, each, span, last) for each, span in zip(_exhibits(content), ranges, strict=True)
        ]
        face = stamp.Face(book, "".join(mark.text for each in marks for mark in each))
        for its_sheets, its_marks in zip(sheets, marks, strict=True):
            for sheet, mark in zip(its_sheets, its_marks, strict=True):
                stamp.put(sheet.put(book), face, mark, book)
            pictures.forget()
        _outline(book, content, [before + first - 1 for first, _last in ranges])
        _labels(book, before)
        _describe(book, content, archival=archival)
        book.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return len(book.pages)


def _marks(content: Told, exhibit: Told, span: tuple[int, int], total: int) -> list[stamp.Mark]:
    first, last = span
    count = last - first + 1
    name = "SHA-256" if exhibit["copy_of"] is None else "副本 SHA-256"
    return [
        stamp.Mark(
            stamp=f"证据{exhibit['number']}　第{part}页/共{count}页 · {content['case']}",
            title=_title(exhibit, count),
            hash=f"{name} {exhibit['sha256']}",
            running=f"第 {first + part - 1} 页　共 {total} 页",
        )
        for part in range(1, count + 1)
    ]


def _title(exhibit: Told, count: int) -> str:
    title = texts.settable(exhibit["title"])
    return f"{title}（前后页略有重叠）" if count > 1 and exhibit["medium"] == "picture" else title


def _outline(book: pikepdf.Pdf, content: Told, starts: list[int]) -> None:
    with book.open_outline() as outline:
        for exhibit, page in zip(_exhibits(content), starts, strict=True):
            name = f"证据{exhibit['number']}　{texts.settable(exhibit['title'])}"
            outline.root.append(OutlineItem(name, page, "Fit"))
    book.Root.PageMode = Name.UseOutlines


def _labels(book: pikepdf.Pdf, before: int) -> None:
    """Viewers show the printed numbers: the list's own first, then the exhibits' from 1."""
    front_pages = Dictionary(S=Name.D, P=pikepdf.String("目录"))
    book.Root.PageLabels = Dictionary(Nums=Array([0, front_pages, before, Dictionary(S=Name.D)]))


def _describe(book: pikepdf.Pdf, content: Told, *, archival: bool) -> None:
    """Title, language, colours. PDF/A-2b is named only where every page was made here."""
    colours = book.make_stream((files("weasyprint") / "pdf" / "sRGB2014.icc").read_bytes(), N=3)
    book.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=pikepdf.String("sRGB"),
                Info=pikepdf.String("sRGB IEC61966-2.1"),
                DestOutputProfile=colours,
            )
        ]
    )
    with book.open_metadata(set_pikepdf_as_editor=False) as about:
        about["dc:title"] = front.title(content)
        for key in [key for key in about if "pdfuaid" in key or "pdfua/ns" in key]:
            # Pictures carry no words for a screen reader.
            del about[key]
        if archival:
            about["pdfaid:part"] = "2"
            about["pdfaid:conformance"] = "B"
