"""Boxes burnt into a new raster: what was under them is gone."""

from __future__ import annotations

from PIL import Image

# Boxes are given in parts of this of the width and height of the upright page.
WHOLE = 10_000
QUALITY = 85

Box = tuple[int, int, int, int]
# The boxes of each page, counted from 0: left, top, width, height.
Boxes = dict[int, list[Box]]


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
