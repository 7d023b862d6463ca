"""Pictures for paper: the derived JPEG as it is where it fits, a long one in pieces that overlap a little."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from PIL import Image

from .stamp import FRAME, MM

QUALITY = 80
SIDE = 2000
# Beyond this shape a screenshot would be too narrow to read on one page.
LONG_SHAPE = 2.6
COLUMN = 104 * MM
OVERLAP = 0.04
LONG_WIDTH = 1080
# A picture with few pixels is not blown up beyond this.
LEAST_DPI = 90
_DIRECT = ("RGB", "L")
_LARGE = 16_000_000
# Only one large picture is unpacked at a time.
_large = threading.Lock()


@dataclass(frozen=True)
class Jpeg:
    """Bytes to place as they are."""

    data: bytes
    width: int
    height: int
    grey: bool = False


@dataclass(frozen=True)
class Piece:
    """One page's part of a picture: how it is made, and how large it is shown, in points."""

    make: Callable[[], Jpeg]
    width: float
    height: float


class NoPicture(ValueError):
    """The stored picture cannot be read."""


def pieces(path: Path) -> list[Piece]:
    """The picture at `path` on as many pages as it needs. NoPicture."""
    try:
        with Image.open(path, formats=["JPEG", "PNG", "WEBP"]) as picture:
            width, height = picture.size
    except OSError:
        raise NoPicture from None
    if height > LONG_SHAPE * width:
        return _long(path, width, height)
    scale = min(FRAME[2] / width, FRAME[3] / height, 72 / LEAST_DPI)
    return [Piece(partial(_whole, path), width * scale, height * scale)]


def _long(path: Path, width: int, height: int) -> list[Piece]:
    scale = COLUMN / width
    tall = FRAME[3] / scale
    common = tall * OVERLAP
    count = max(1, -(-int(height - common) // int(tall - common)))
    tall = (height + (count - 1) * common) / count
    step = tall - common
    spans = [(step * at, min(height, step * at + tall)) for at in range(count)]
    return [
        Piece(partial(_part, path, top / height, bottom / height), COLUMN, (bottom - top) * scale)
        for top, bottom in spans
    ]


def _whole(path: Path) -> Jpeg:
    try:
        with Image.open(path, formats=["JPEG", "PNG", "WEBP"]) as picture:
            width, height = picture.size
            fits = picture.format == "JPEG" and picture.mode in _DIRECT and not picture.getexif()
            if fits and max(width, height) <= SIDE:
                return Jpeg(path.read_bytes(), width, height, picture.mode == "L")
            if width * height > _LARGE:
                with _large:
                    return _shrunk(picture)
            return _shrunk(picture)
    except OSError:
        raise NoPicture from None


def _shrunk(picture: Image.Image) -> Jpeg:
    scale = min(1.0, SIDE / max(picture.size))
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    picture.draft("RGB", size)
    plain = picture if picture.mode == "RGB" else picture.convert("RGB")
    small = plain if plain.size == size else plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _saved(small)


def _part(path: Path, top: float, bottom: float) -> Jpeg:
    strip = _unpacked(path)
    return _saved(strip.crop((0, round(top * strip.height), strip.width, round(bottom * strip.height))))


@lru_cache(maxsize=1)
def _unpacked(path: Path) -> Image.Image:
    """A long picture is unpacked once for all its pieces; `forget` lets it go."""
    try:
        with Image.open(path, formats=["JPEG", "PNG", "WEBP"]) as picture:
            height = round(picture.height * min(1.0, LONG_WIDTH / picture.width))
            picture.draft("RGB", (LONG_WIDTH, height))
            plain = picture if picture.mode == "RGB" else picture.convert("RGB")
            plain.load()
            return plain
    except OSError:
        raise NoPicture from None


def forget() -> None:
    _unpacked.cache_clear()


def _saved(picture: Image.Image) -> Jpeg:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return Jpeg(out.getvalue(), picture.width, picture.height)
