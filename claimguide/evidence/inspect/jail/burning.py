"""Boxes burnt into a new raster: what was under them is gone, and so is all that was beside the pixels."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import BinaryIO

import pypdfium2
from PIL import Image

from . import raster, sheets
from .verdict import Refusal

# Boxes are given in parts of this of the width and height of the upright page.
WHOLE = 10_000
PICTURE_WIDTH = 4_000
SHEET_DPI = 150
# A sheet of A3; larger ones get fewer dots per inch.
MAX_SHEET_SIDE = 2_500
QUALITY = 85

Box = tuple[int, int, int, int]
Sheet = tuple[Image.Image, float]


def burnt(room: ModuleType, source: BinaryIO, kind: str, boxes: dict[int, list[Box]]) -> tuple[bytes, int]:
    """JPEG or PDF bytes, and the number of pages. Refusal: no_page for boxes on a page that is not there."""
    if kind == "pdf":
        return _pdf(source.read(), boxes)
    if set(boxes) - {0}:
        raise Refusal("no_page")
    picture: Image.Image = room.page(source, kind, 0, PICTURE_WIDTH)
    blacken(picture, boxes.get(0, []))
    return raster.jpeg(picture, QUALITY), 1


def blacken(picture: Image.Image, boxes: list[Box]) -> None:
    """Fill each box; a pixel that a box only touches is filled too."""
    for left, top, width, height in boxes:
        box = (
            max(0, left * picture.width // WHOLE),
            max(0, top * picture.height // WHOLE),
            min(picture.width, -(-(left + width) * picture.width // WHOLE)),
            min(picture.height, -(-(top + height) * picture.height // WHOLE)),
        )
        if box[0] < box[2] and box[1] < box[3]:
            picture.paste((0, 0, 0), box)


def _pdf(data: bytes, boxes: dict[int, list[Box]]) -> tuple[bytes, int]:
    document = sheets.opened(data)
    if any(not 0 <= number < len(document) for number in boxes):
        raise Refusal("no_page")
    return sheets.bound(_sheets(document, boxes), QUALITY)


def _sheets(document: pypdfium2.PdfDocument, boxes: dict[int, list[Box]]) -> Iterator[Sheet]:
    for number in range(len(document)):
        scale = SHEET_DPI / sheets.POINTS_PER_INCH
        picture = sheets.drawn(document, number, (MAX_SHEET_SIDE, MAX_SHEET_SIDE), most_scale=scale)
        blacken(picture, boxes.get(number, []))
        yield picture, picture.width / document.get_page_size(number)[0] * sheets.POINTS_PER_INCH
