"""The boxes of an MP4 or QuickTime file, walked before a demuxer sees them.

A demuxer forgives what a whole file never has: a missing end, sound and picture kept in another file.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from .verdict import Refusal

MAX_BOXES = 20_000
MAX_HEADER_BYTES = 32_000_000
_FOLDERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"dinf"})
_SELF_CONTAINED = 1
# Where Apple and Android keep the place a film was taken at.
_PLACE_MARKS = (b"\xa9xyz", b"loci", b"com.apple.quicktime.location.ISO6709")


@dataclass
class Layout:
    """What the boxes tell. `brand` is the first it names, `fragments` are pieces that no one table lists."""

    brand: str = ""
    media_bytes: int = 0
    fragments: int = 0
    has_place: bool = False


@dataclass(frozen=True)
class _Box:
    kind: bytes
    start: int
    end: int


def walk(source: BinaryIO) -> Layout:
    """Refusal: cut_off where a part is missing, outside where one lies elsewhere, too_complex, damaged."""
    size = os.fstat(source.fileno()).st_size
    layout, seen, header = Layout(), set(), b""
    for box in _boxes(source, 0, size, [MAX_BOXES]):
        seen.add(box.kind)
        if box.end > size:
            raise Refusal("cut_off")
        if box.kind == b"ftyp":
            layout.brand = _read(source, box, 4).decode("latin-1")
        elif box.kind == b"mdat":
            layout.media_bytes += box.end - box.start
        elif box.kind == b"moof":
            layout.fragments += 1
        elif box.kind == b"moov":
            header = _read(source, box, MAX_HEADER_BYTES + 1)
    if b"moov" not in seen or b"mdat" not in seen:
        raise Refusal("cut_off")
    if len(header) > MAX_HEADER_BYTES:
        raise Refusal("too_complex")
    layout.has_place = any(mark in header for mark in _PLACE_MARKS)
    _refuse_outside(header)
    source.seek(0)
    return layout


def _boxes(source: BinaryIO, at: int, end: int, budget: list[int]) -> Iterator[_Box]:
    """The boxes that follow each other between two places."""
    while at + 8 <= end:
        budget[0] -= 1
        if budget[0] < 0:
            raise Refusal("too_complex")
        source.seek(at)
        size, kind = struct.unpack(">I4s", source.read(8))
        start = at + 8
        if size == 1:
            (size,) = struct.unpack(">Q", source.read(8))
            start += 8
        after = end if size == 0 else at + size
        if after < start:
            raise Refusal("damaged")
        yield _Box(kind, start, after)
        at = after


def _read(source: BinaryIO, box: _Box, most: int) -> bytes:
    source.seek(box.start)
    return source.read(min(most, box.end - box.start))


def _refuse_outside(header: bytes) -> None:
    """Every data reference of every track must point to this very file."""
    for start, end in _references(header):
        at = start + 8
        for _number in range(min(MAX_BOXES, struct.unpack_from(">I", header, start + 4)[0])):
            if at + 12 > end:
                break
            size, _kind, flags = struct.unpack_from(">I4sI", header, at)
            if not flags & _SELF_CONTAINED or size < 12:
                raise Refusal("outside")
            at += size


def _references(header: bytes) -> Iterator[tuple[int, int]]:
    """Where the boxes of data references begin and end, in whatever depth."""
    waiting, budget = [(0, len(header))], MAX_BOXES
    while waiting:
        at, end = waiting.pop()
        while at + 8 <= end:
            budget -= 1
            if budget < 0:
                raise Refusal("too_complex")
            size, kind = struct.unpack_from(">I4s", header, at)
            after = min(end, at + size) if size >= 8 else end
            if kind == b"dref":
                yield at + 8, after
            elif kind in _FOLDERS:
                waiting.append((at + 8, after))
            at = after
