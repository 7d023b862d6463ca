"""What must be true of every finished PDF of a letter, looked up in the file itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from .outputs import Form

# More pages than the longest invented case takes say that something repeats itself.
MOST_PAGES = {Form.PDF: 12, Form.LARGE: 24}
# What could lead out of a PDF or act when it is opened.
_ACTIVE_KEYS = ("/URI", "/OpenAction", "/AA", "/JS", "/Launch", "/EmbeddedFiles", "/GoToR", "/SubmitForm")
_ACTIVE_TYPES = ("/URI", "/Launch", "/JavaScript", "/GoToR", "/SubmitForm", "/ImportData")
_NOTHING = pikepdf.Dictionary()
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def problems(data: bytes, form: Form, title: str) -> Iterator[str]:
    """What is wrong with a letter's PDF, in words for the person who looks after the site."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if not 1 <= len(pdf.pages) <= MOST_PAGES[form]:
            yield f"{len(pdf.pages)} pages"
        yield from _said_of_itself(pdf, title)
        yield from _structure(pdf)
        for item in pdf.objects:
            if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
                yield from _leads_out(item)
                yield from _font(item)


def _said_of_itself(pdf: pikepdf.Pdf, title: str) -> Iterator[str]:
    if str(pdf.Root.get("/Lang", "")) != "zh-CN":
        yield "no language"
    if str(pdf.docinfo.get("/Title", "")) != title:
        yield "another title than the letter's"
    if not pdf.Root.get("/ViewerPreferences", _NOTHING).get("/DisplayDocTitle", False):
        yield "readers show the name of the file instead of the title"


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    if not pdf.Root.get("/MarkInfo", _NOTHING).get("/Marked", False) or "/StructTreeRoot" not in pdf.Root:
        yield "no structure for screen readers"
        return
    tags: list[str] = []
    _walk(pdf.Root.StructTreeRoot.K, tags)
    if tags.count("/H1") != 1:
        yield f"{tags.count('/H1')} headings of the first level"
    if "/Table" in tags and "/TH" not in tags:
        yield "a table without heads"


def _walk(kids: Any, tags: list[str]) -> None:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            tags.append(str(kid.S))
            _walk(kid.get("/K", pikepdf.Array()), tags)


def _leads_out(item: Any) -> Iterator[str]:
    for key in _ACTIVE_KEYS:
        if key in item:
            yield f"{key} in the file"
    if str(item.get("/S", "")) in _ACTIVE_TYPES:
        yield f"an action {item.S} in the file"
    if str(item.get("/Subtype", "")) == "/Link":
        yield "a link in the file"


def _font(item: Any) -> Iterator[str]:
    if str(item.get("/Type", "")) == "/FontDescriptor" and not any(key in item for key in _FONT_FILES):
        yield f"font {item.get('/FontName', '?')} is not in the file"
