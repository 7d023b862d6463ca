"""The skeleton of JPEG and PNG files, walked before a decoder sees them: what would decoding cost?"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from .verdict import Refusal

# A phone writes a few dozen segments, an editor a few hundred; a decoder walks each of them slowly.
MAX_SEGMENTS = 2_000
MAX_CHUNKS = 60_000
# Ten scans are usual for a progressive picture. Each passes over all of its pixels.
MAX_SCANS = 40
# A picture in several scans is held whole, two bytes for each sample, until the last scan is read.
MAX_HELD_BYTES = 220_000_000

_STARTS_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset({0x00, 0x01, *range(0xD0, 0xD9)})
_START_OF_SCAN, _END = 0xDA, 0xD9
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"


@dataclass
class JpegShape:
    """`held` is what a decoder keeps of a picture in several scans (bytes), `tail` what follows its end."""

    held: int = 0
    scans: int = 0
    tail: bytes = b""


def jpeg(source: BinaryIO, max_pixels: int) -> JpegShape:
    """Walk the segments. Refusal: too_complex, too_many_pixels; damaged without a frame or a scan."""
    data = source.read()
    source.seek(0)
    at, frame, held = 2, b"", 0
    for _count in range(MAX_SEGMENTS):
        marker, at = _marker(data, at)
        if marker in _WITHOUT_LENGTH:
            continue
        (length,) = struct.unpack_from(">H", data, at)
        body = data[at + 2 : at + length]
        if marker in _STARTS_OF_FRAME:
            frame, held = body, _held_bytes(body, max_pixels)
        if marker == _START_OF_SCAN:
            return _scanned(data, at + length, frame, body, held)
        at += length
    raise Refusal("too_complex")


def _marker(data: bytes, at: int) -> tuple[int, int]:
    if data[at] != 0xFF:
        raise Refusal("damaged")
    while data[at] == 0xFF:
        at += 1
    if data[at] == _END:
        raise Refusal("damaged")
    return data[at], at + 1


def _held_bytes(frame: bytes, max_pixels: int) -> int:
    _bits, height, width, parts = struct.unpack_from(">BHHB", frame)
    if width * height > max_pixels:
        raise Refusal("too_many_pixels", max=max_pixels // 1_000_000)
    factors = [(frame[7 + 3 * n] >> 4, frame[7 + 3 * n] & 15) for n in range(parts)]
    widest, highest = max(f[0] for f in factors), max(f[1] for f in factors)
    return sum(2 * width * across // widest * height * down // highest for across, down in factors)


def _scanned(data: bytes, at: int, frame: bytes, scan: bytes, held: int) -> JpegShape:
    if not frame:
        raise Refusal("damaged")
    end = data.find(b"\xff\xd9", at)
    end = len(data) if end < 0 else end + 2
    scans = 1 + data.count(b"\xff\xda", at, end)
    if scans > MAX_SCANS:
        raise Refusal("too_complex")
    in_pieces = scans > 1 or scan[0] < frame[5]
    if in_pieces and held > MAX_HELD_BYTES:
        raise Refusal("too_many_pixels", max=MAX_HELD_BYTES // 6_000_000)
    return JpegShape(held if in_pieces else 0, scans, data[end:])


def png(source: BinaryIO, max_pixels: int, max_side: int) -> None:
    """Walk the chunks and their sums. Refusal: too_many_pixels, animated, too_complex, damaged."""
    data = source.read()
    source.seek(0)
    width, height = struct.unpack_from(">II", data, 16)
    if width * height > max_pixels or max(width, height) > max_side:
        raise Refusal("too_many_pixels", max=max_pixels // 1_000_000)
    at = len(_PNG_HEAD)
    for _count in range(MAX_CHUNKS):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 8 + length
        if kind == b"acTL":
            raise Refusal("animated")
        (told,) = struct.unpack_from(">I", data, end)
        if zlib.crc32(memoryview(data)[at + 4 : end]) != told:
            raise Refusal("damaged")
        if kind == b"IEND":
            return
        at = end + 4
    raise Refusal("too_complex")
