"""What the child can be asked to do. Each task returns how to write its answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any, BinaryIO

from . import raster, verdict

Order = dict[str, Any]
Written = Callable[..., None]


def decode(room: ModuleType, source: BinaryIO, kind: str, order: Order) -> Written:
    """Prove the file by decoding it; preview, thumbnail or text."""
    return partial(verdict.write_derived, derived=room.check(source, kind))


def page(room: ModuleType, source: BinaryIO, kind: str, order: Order) -> Written:
    """One page as a JPEG."""
    picture = room.page(source, kind, order["number"], order["width"])
    parts = {"page": raster.jpeg(picture, order["quality"])}
    return partial(verdict.write, parts=parts, width=picture.width, height=picture.height)


def burn(room: ModuleType, source: BinaryIO, kind: str, order: Order) -> Written:
    """A new file of pixels in which the boxes are black."""
    boxes = {int(number): drawn for number, drawn in order["boxes"].items()}
    product, pages = room.burn(source, kind, boxes)
    return partial(verdict.write, parts={"product": product}, pages=pages)


def text(room: ModuleType, source: BinaryIO, kind: str, order: Order) -> Written:
    """The whole of a text file."""
    return partial(verdict.write, parts={"text": room.whole(source, kind).encode()})


def remux(room: ModuleType, source: BinaryIO, kind: str, order: Order) -> Written:
    """Picture and sound of a film or voice note in a new file, which is open under the number given."""
    room.remux(source, kind, order["product"])
    return partial(verdict.write, parts={})


TASKS: dict[str, Callable[[ModuleType, BinaryIO, str, Order], Written]] = {
    "decode": decode,
    "page": page,
    "burn": burn,
    "text": text,
    "remux": remux,
}
