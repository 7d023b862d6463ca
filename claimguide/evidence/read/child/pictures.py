"""Opens pictures, cuts long ones into overlapping tiles and puts their lines together again."""

from __future__ import annotations

import io
import warnings
from typing import Any

import numpy as np
from PIL import Image, ImageFile, ImageOps

from .reader import Read

MAX_PIXELS = 64_000_000
MAX_SIDE = 65_500
# Of 720, 810, 900 and 1080 this width read most: more pixels only cost time (docs/decisions/0007).
READ_WIDTH = 900
# A picture that lies on its side is read whole; a mere strip is not text of a screen.
MAX_WIDTH = 2400
LEAST_SIDE = 8
TILE_HEIGHT = 1600
# More than two lines of the largest type: each line is whole in one tile at least.
OVERLAP = 200
MAX_TILES = 24
_EDGE = 3
_SAME = 0.5
_WIDER = 1.1

Answer = list[tuple[str, tuple[int, int, int, int], float]]


class TooLarge(Exception):
    """A picture with more pixels than are ever taken."""


def load() -> None:
    """Import the decoders now: later the child may no longer read its own libraries."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.preinit()
    from PIL import MpoImagePlugin, WebPImagePlugin  # noqa: F401


def opened(data: bytes) -> Image.Image:
    """The upright picture. TooLarge; any other error means damaged."""
    try:
        picture = Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"])
        if picture.width * picture.height > MAX_PIXELS or max(picture.size) > MAX_SIDE:
            raise TooLarge
        picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooLarge from None
    return ImageOps.exif_transpose(picture)


def lines(picture: Image.Image, read: Read) -> tuple[Answer, bool]:
    """Lines from top to bottom in the picture's pixels, and whether all of it was read."""
    scale = min(1.0, READ_WIDTH / min(picture.size), MAX_WIDTH / picture.width)
    step = TILE_HEIGHT - OVERLAP
    width, height = round(picture.width * scale), round(picture.height * scale)
    if min(width, height) < LEAST_SIDE:
        return [], True
    tops = list(range(0, max(1, height - OVERLAP), step))
    found: list[tuple[str, list[float], float]] = []
    for top in tops[:MAX_TILES]:
        bottom = min(height, top + TILE_HEIGHT)
        tile = _tile(picture, (0, top / scale, picture.width, bottom / scale), (width, bottom - top))
        for text, (x0, y0, x1, y1), sure in read(tile):
            cut = (top > 0 and y0 <= _EDGE) or (bottom < height and y1 >= bottom - top - _EDGE)
            if not cut and text.strip():
                _add(found, (text.strip(), [x0, y0 + top, x1, y1 + top], sure))
    found.sort(key=lambda line: (line[1][1], line[1][0]))
    answer = [(text, _whole(box, scale, picture.size), round(sure, 4)) for text, box, sure in found]
    return answer, len(tops) <= MAX_TILES


def _tile(picture: Image.Image, part: tuple[float, float, float, float], size: tuple[int, int]) -> Any:
    x0, y0, x1, y1 = part
    cut = picture.crop((round(x0), round(y0), round(x1), min(picture.height, round(y1))))
    if cut.mode not in ("RGB", "L"):
        on_white = Image.new("RGB", cut.size, "white")
        see_through = cut.convert("RGBA")
        on_white.paste(see_through, mask=see_through)
        cut = on_white
    cut = cut.convert("RGB")
    if cut.size != size:
        cut = cut.resize((max(1, size[0]), max(1, size[1])), Image.Resampling.LANCZOS)
    return np.asarray(cut)


def _add(found: list[tuple[str, list[float], float]], line: tuple[str, list[float], float]) -> None:
    """Put a line in unless the tile before had it: of two the wider stays, of two alike the surer."""
    same = [other for other in found if _share(other[1], line[1]) > _SAME]
    if any(_beats(other, line) for other in same):
        return
    found[:] = [other for other in found if other not in same]
    found.append(line)


def _beats(one: tuple[str, list[float], float], other: tuple[str, list[float], float]) -> bool:
    wide, wide_other = one[1][2] - one[1][0], other[1][2] - other[1][0]
    if max(wide, wide_other) > _WIDER * min(wide, wide_other):
        return wide > wide_other
    return one[2] >= other[2]


def _share(a: list[float], b: list[float]) -> float:
    """The common area as a share of the smaller box."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    smaller = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    return width * height / smaller if smaller > 0 else 1.0


def _whole(box: list[float], scale: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Left, top, width, height in whole pixels of the picture, inside it."""
    x0, y0 = (max(0, min(int(box[i] / scale), size[i] - 1)) for i in (0, 1))
    x1, y1 = (max(1, min(round(box[i + 2] / scale), size[i])) for i in (0, 1))
    return x0, y0, max(1, x1 - x0), max(1, y1 - y0)
