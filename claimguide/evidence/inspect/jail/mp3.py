"""Is an MP3 whole, and is it sound for the most part? A demuxer skips whatever is none."""

from __future__ import annotations

from typing import BinaryIO

from .verdict import Refusal

_MOSTLY = 0.8
_ALMOST_ALL = 0.98
_HEAD_BYTES = 4096
_HAS_COUNT = 1
_OLD_TAG_BYTES = 128


def require_whole(source: BinaryIO, packets: int, packet_bytes: int) -> None:
    """Refusal: cut_off with fewer packets than its first frame counts, damaged where most is no sound."""
    source.seek(0, 2)
    size = source.tell()
    start = _tag_bytes(source)
    source.seek(start)
    head = source.read(_HEAD_BYTES)
    if packet_bytes < _MOSTLY * (size - start - _OLD_TAG_BYTES):
        raise Refusal("damaged")
    at = max(head.find(b"Xing"), head.find(b"Info"))
    if at > 0 and head[at + 7] & _HAS_COUNT:
        counted = int.from_bytes(head[at + 8 : at + 12], "big")
        if packets < _ALMOST_ALL * counted:
            raise Refusal("cut_off")


def _tag_bytes(source: BinaryIO) -> int:
    """The length of the tag before the sound, which may hold a picture."""
    source.seek(0)
    head = source.read(10)
    if head[:3] != b"ID3":
        return 0
    return 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
