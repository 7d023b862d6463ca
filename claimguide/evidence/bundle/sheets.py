"""The pages of one exhibit: a picture or its pieces, pages of a PDF, a text set in type, a film's data."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import pikepdf
from django.template.loader import render_to_string
from pikepdf import Dictionary, Name, Rectangle

from claimguide.core.jobs import PermanentError
from claimguide.core.typeset import engine
from claimguide.core.typeset.fetcher import Asset

from . import pictures, texts, wording
from .stamp import FRAME, PAGE

Told = dict[str, Any]
# Setting type costs time; what is left out stands in the attached file.
TEXT_SIGNS = 30_000
ALL_TEXT_SIGNS = 90_000


class Sheet(Protocol):
    """One page to come."""

    def put(self, book: pikepdf.Pdf) -> pikepdf.Page: ...


@dataclass(frozen=True)
class PictureSheet:
    piece: pictures.Piece

    def put(self, book: pikepdf.Pdf) -> pikepdf.Page:
        jpeg = self.piece.make()
        page = book.add_blank_page(page_size=PAGE)
        image = book.make_stream(
            jpeg.data,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=jpeg.width,
            Height=jpeg.height,
            ColorSpace=Name.DeviceGray if jpeg.grey else Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )
        page.obj.Resources = Dictionary(XObject=Dictionary(Im=image))
        width, height = self.piece.width, self.piece.height
        x, y = FRAME[0] + (FRAME[2] - width) / 2, FRAME[1] + FRAME[3] - height
        place = f"{width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f}"
        edge = f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re S"
        page.obj.Contents = book.make_stream(f"q {place} cm /Im Do Q q 0.7 G 0.3 w {edge} Q\n".encode())
        return page


@dataclass(frozen=True)
class ForeignSheet:
    """A page of a PDF, its own marks kept, made to fit."""

    page: pikepdf.Page

    def put(self, book: pikepdf.Pdf) -> pikepdf.Page:
        page = book.add_blank_page(page_size=PAGE)
        x, y, width, height = FRAME
        form, name = book.copy_foreign(self.page.as_form_xobject()), Name("/Exhibit")
        page.add_resource(form, Name.XObject, name)
        frame = Rectangle(x, y, x + width, y + height)
        # Page.add_overlay does the same under a random name.
        place = page.calc_form_xobject_placement(
            form, name, frame, invert_transformations=True, allow_shrink=True, allow_expand=True
        )
        page.contents_add(book.make_stream(place))
        page.contents_add(book.make_stream(f"q 0.7 G 0.3 w {self._edge()} re S Q\n".encode()))
        return page

    def _edge(self) -> str:
        """Where the page's own edge comes to lie, so that one sees what belongs to it."""
        left, bottom, right, top = (float(each) for each in self.page.trimbox)
        wide, high = abs(right - left), abs(top - bottom)
        if int(self.page.obj.get("/Rotate", 0)) % 180:
            wide, high = high, wide
        x, y, width, height = FRAME
        scale = min(width / wide, height / high)
        wide, high = wide * scale, high * scale
        return f"{x + (width - wide) / 2:.2f} {y + (height - high) / 2:.2f} {wide:.2f} {high:.2f}"


@dataclass(frozen=True)
class TypeSheet:
    """A page that was set in type here."""

    page: pikepdf.Page

    def put(self, book: pikepdf.Pdf) -> pikepdf.Page:
        book.pages.append(self.page)
        page = book.pages[-1]
        for key in ("/StructParents", "/Tabs", "/Annots"):
            if key in page.obj:
                del page.obj[key]
        # What is stamped on top counts from the page's own corner, not from where the text left off.
        page.contents_add(book.make_stream(b"q\n"), prepend=True)
        page.contents_add(book.make_stream(b"\nQ\n"))
        return page


@dataclass
class Maker:
    """Makes the sheets of all exhibits of one bundle; holds what they read open until `close`."""

    made_at: datetime
    folder: ExitStack = field(default_factory=ExitStack)
    signs: int = ALL_TEXT_SIGNS
    has_foreign: bool = False

    def sheets(self, exhibit: Told, original: Path, picture: Path | None) -> list[Sheet]:
        """PermanentError `unreadable_file` where a stored file cannot be shown."""
        try:
            return list(self._sheets(exhibit, original, picture))
        except (pictures.NoPicture, pikepdf.PdfError, OSError):
            raise PermanentError("unreadable_file") from None

    def _sheets(self, exhibit: Told, original: Path, picture: Path | None) -> Iterator[Sheet]:
        medium = exhibit["medium"]
        if medium == "text":
            yield from self._text(exhibit, original)
        elif medium in ("video", "audio"):
            yield from self._film(exhibit, picture)
        elif _is_pdf(original):
            yield from self._pages(original)
        else:
            yield from (PictureSheet(piece) for piece in pictures.pieces(picture or original))

    def _pages(self, path: Path) -> Iterator[Sheet]:
        source = self.folder.enter_context(pikepdf.open(path))
        if any("/Annots" in page.obj for page in source.pages):
            # Seals and stamps of invoices are often laid over the page.
            source.generate_appearance_streams()
            source.flatten_annotations("all")
        self.has_foreign = True
        yield from (ForeignSheet(page) for page in source.pages)

    def _text(self, exhibit: Told, path: Path) -> Iterator[Sheet]:
        room = min(TEXT_SIGNS, self.signs)
        with path.open("rb") as file:
            whole = texts.decoded(file.read())
        shown = texts.settable(whole[:room])
        self.signs -= len(shown)
        context = {
            "exhibit": texts.all_settable(exhibit),
            "lines": list(texts.lines(shown)),
            "cut": len(whole) > room,
            "has_missing": texts.MISSING in shown,
        }
        yield from self._set("evidence/bundle_pdf_text.html", context, exhibit, {})

    def _film(self, exhibit: Told, picture: Path | None) -> Iterator[Sheet]:
        assets = {"poster": Asset(picture.read_bytes(), "image/jpeg")} if picture else {}
        context = {
            "exhibit": texts.all_settable(exhibit),
            "medium": wording.MEDIA[exhibit["medium"]],
            "length": _length(exhibit["seconds"]),
            "size": f"{exhibit['size']:,}",
            "poster": bool(assets),
        }
        yield from self._set("evidence/bundle_pdf_media.html", context, exhibit, assets)

    def _set(self, template: str, context: Told, exhibit: Told, assets: dict[str, Asset]) -> Iterator[Sheet]:
        data = engine.render_pdf(
            render_to_string(template, context),
            title=texts.settable(exhibit["title"]),
            created=self.made_at,
            assets=assets,
            sheet="bundle",
        )
        source = self.folder.enter_context(pikepdf.open(io.BytesIO(data)))
        yield from (TypeSheet(page) for page in source.pages)


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) == b"%PDF-"


def _length(seconds: int | None) -> str:
    if seconds is None:
        return ""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = ((hours, "小时"), (minutes, "分"), (left, "秒"))
    kept = itertools.dropwhile(lambda part: not part[0] and part[1] != "秒", parts)
    return "".join(f"{number}{word}" for number, word in kept)
