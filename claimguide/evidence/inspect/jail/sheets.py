"""Pages of a PDF as pictures, and a new PDF made of nothing but pictures."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf
import pypdfium2
from PIL import Image

from . import fonts, raster
from .verdict import Refusal

POINTS_PER_INCH = 72
# A sheet of A4 at 400 dots per inch.
MAX_PIXELS = 16_000_000


def load() -> None:
    fonts.use_own()


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """The document as PDFium reads it, with the fields of its forms."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    return document


def drawn(
    document: pypdfium2.PdfDocument, number: int, size: tuple[int, int], most_scale: float = 20.0
) -> Image.Image:
    """A new RGB picture of a page (from 0), no wider or higher than `size`. Refusal: no_page, damaged."""
    if not 0 <= number < len(document):
        raise Refusal("no_page")
    page = document[number]
    points = page.get_size()
    if not (points[0] > 0 and points[1] > 0):
        raise Refusal("damaged")
    bound = (MAX_PIXELS / (points[0] * points[1])) ** 0.5
    scale = min(most_scale, size[0] / points[0], size[1] / points[1], bound)
    picture = page.render(scale=scale).to_pil()
    page.close()
    return raster.on_white(picture)


def bound(pictures: Iterable[tuple[Image.Image, float]], quality: int) -> tuple[bytes, int]:
    """A PDF with a sheet for each picture of so many dots per inch, and how many. No metadata."""
    made = pikepdf.new()
    for picture, dpi in pictures:
        size = [round(side * POINTS_PER_INCH / dpi, 2) for side in picture.size]
        made.add_blank_page()
        image = made.make_stream(
            raster.jpeg(picture, quality),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=picture.width,
            Height=picture.height,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        page = made.pages[-1]
        page.mediabox = pikepdf.Array([0, 0, *size])
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
        page.Contents = made.make_stream(f"{size[0]} 0 0 {size[1]} 0 0 cm /Im Do".encode())
    out = io.BytesIO()
    made.save(out, static_id=True)
    return out.getvalue(), len(made.pages)
