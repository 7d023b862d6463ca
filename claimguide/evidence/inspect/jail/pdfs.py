"""PDFs: one that opens without a password, has pages, and neither runs nor carries anything."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf
import pypdfium2
from PIL import Image

from . import active, burning, camera, nesting, pictures, raster, sheets, virus
from .verdict import Derived, Refusal

MAX_PAGES = 300
BURNT_DPI = 150
# A sheet of A3; larger ones get fewer dots per inch.
BURNT_SIDE = 2_500
_VERSION = re.compile(rb"%PDF-[12]\.\d")
# What programs leave behind the end of a file: line ends, zeros, the end mark of old systems.
_PADDING = b"\r\n\t \x00\x1a"
_ZIP_END = b"PK\x05\x06"
_ZIP_END_BYTES = 22
_LONGEST_ZIP_COMMENT = 65_535


def load(kind: str) -> None:
    """Import what the pictures of the pages need, and read the font."""
    pictures.load("jpeg")
    sheets.load()
    # qpdf looks for its source of random numbers at the first encrypted file; then nothing may be opened.
    pikepdf.new().save(io.BytesIO(), encryption=pikepdf.Encryption(owner="-", user="-"))


def check(source: BinaryIO, kind: str) -> Derived:
    """Refusal: encrypted, damaged, too_many_pages, active, too_complex, virus; any other error is damaged."""
    data = source.read()
    pages, found = _inside(data)
    document = sheets.opened(data)
    picture = sheets.drawn(document, 0, (pictures.PREVIEW_SIDE, pictures.PREVIEW_SIDE), most_scale=2.0)
    found |= {"format": "PDF", "pages": pages, "width": picture.width, "height": picture.height}
    return pictures.derive(picture, picture.width, picture.height, pages=pages, found=found)


def page(source: BinaryIO, kind: str, number: int, width: int) -> Image.Image:
    """Page `number` (from 0) drawn `width` pixels wide. Refusal: no_page."""
    return sheets.drawn(sheets.opened(source.read()), number, (width, raster.MAX_SIDE))


def burn(source: BinaryIO, kind: str, boxes: burning.Boxes) -> tuple[bytes, int]:
    """A PDF of pictures with black boxes, and its pages. Refusal: no_page for boxes on a page not there."""
    document = sheets.opened(source.read())
    if any(not 0 <= number < len(document) for number in boxes):
        raise Refusal("no_page")
    return sheets.bound(_burnt(document, boxes), burning.QUALITY)


def _burnt(document: pypdfium2.PdfDocument, boxes: burning.Boxes) -> Iterator[tuple[Image.Image, float]]:
    scale = BURNT_DPI / sheets.POINTS_PER_INCH
    for number in range(len(document)):
        picture = sheets.drawn(document, number, (BURNT_SIDE, BURNT_SIDE), most_scale=scale)
        burning.blacken(picture, boxes.get(number, []))
        yield picture, picture.width / document.get_page_size(number)[0] * sheets.POINTS_PER_INCH


def _inside(data: bytes) -> tuple[int, dict[str, Any]]:
    if not _VERSION.match(data) or not _ends_as_pdf(data):
        raise Refusal("damaged")
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refusal("encrypted")
            pages = len(pdf.pages)
            if pages > MAX_PAGES:
                raise Refusal("too_many_pages")
            if pages == 0:
                raise Refusal("damaged")
            active.refuse(pdf)
            nesting.refuse(pdf)
            return pages, _found(pdf)
    except pikepdf.PasswordError:
        raise Refusal("encrypted") from None
    except virus.Found:
        raise Refusal("virus") from None


def _ends_as_pdf(data: bytes) -> bool:
    """Nothing follows the end mark, and no archive has been wound into the file."""
    end = data.rfind(b"%%EOF")
    if end < 0 or data[end + 5 :].strip(_PADDING):
        return False
    tail = max(0, len(data) - _ZIP_END_BYTES - _LONGEST_ZIP_COMMENT)
    at = data.find(_ZIP_END, tail)
    while at >= 0:
        comment = int.from_bytes(data[at + 20 : at + 22], "little")
        if at + _ZIP_END_BYTES + comment == len(data):
            return False
        at = data.find(_ZIP_END, at + 1)
    return True


def _found(pdf: pikepdf.Pdf) -> dict[str, Any]:
    return {
        "version": pdf.pdf_version,
        "producer": _said(pdf, "/Producer"),
        "creator": _said(pdf, "/Creator"),
        # D:20260305101112+08'00'
        "made": re.sub(r"\AD:(\d{4})(\d\d)(\d\d)", r"\1-\2-\3 ", _said(pdf, "/CreationDate")),
    }


def _said(pdf: pikepdf.Pdf, key: str) -> str:
    about = pdf.trailer.get("/Info")
    value = about.get(key) if isinstance(about, pikepdf.Dictionary) else None
    return camera.words(str(value)) if isinstance(value, pikepdf.String) else ""
