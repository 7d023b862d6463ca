"""What a camera wrote beside the pixels. Where it cannot be read there is none: that refuses no picture."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Protocol

from PIL import Image

_DETAILS, _PLACE = 0x8769, 0x8825
_MAKE, _MODEL, _ORIENTATION, _CHANGED = 0x010F, 0x0110, 0x0112, 0x0132
_TAKEN, _OFFSET = 0x9003, 0x9011
_DAY = re.compile(r"(20\d\d)[:-](0[1-9]|1[0-2])[:-](0[1-9]|[12]\d|3[01])(?!\d)")
_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
_SIDEWAYS = frozenset({5, 6, 7, 8})
_MAX_WORDS = 60


class WithExif(Protocol):
    def getexif(self) -> Image.Exif: ...


def exif(picture: WithExif) -> dict[int, Any]:
    """The entries of all directories in one, and _PLACE: True where a place is among them."""
    try:
        read = picture.getexif()
        entries = dict(read)
        entries.update(read.get_ifd(_DETAILS))
        entries[_PLACE] = bool(read.get_ifd(_PLACE))
    except Exception:
        return {}
    return entries


def orientation(entries: dict[int, Any]) -> int:
    """1 to 8 as EXIF counts; 1 is upright."""
    said = entries.get(_ORIENTATION)
    return said if isinstance(said, int) and said in _TURNS else 1


def turned(entries: dict[int, Any]) -> bool:
    """Whether width and height change places when the picture is turned upright."""
    return orientation(entries) in _SIDEWAYS


def upright(picture: Image.Image, how: int) -> Image.Image:
    for turn in _TURNS.get(how, ()):
        picture = picture.transpose(turn)
    return picture


def day(entries: dict[int, Any]) -> str:
    """The day the picture was taken (ISO), or ""."""
    return day_in(_entry_words(entries, _TAKEN))


def day_in(written: str) -> str:
    """The day at the beginning of a date as cameras write it, or ""."""
    match = _DAY.match(written)
    try:
        return dt.date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""


def found(entries: dict[int, Any]) -> dict[str, Any]:
    """What may be said of the camera: never the place itself, only that there is one."""
    return {
        "make": _entry_words(entries, _MAKE),
        "model": _entry_words(entries, _MODEL),
        "taken": " ".join(filter(None, (_entry_words(entries, _TAKEN), _entry_words(entries, _OFFSET)))),
        "changed": _entry_words(entries, _CHANGED),
        "has_exif": bool(entries.keys() - {_PLACE}),
        "has_gps": bool(entries.get(_PLACE)),
    }


def words(value: str) -> str:
    """Written by whoever made the file: short, and without anything that cannot be printed."""
    return "".join(sign for sign in value if sign.isprintable()).strip()[:_MAX_WORDS]


def _entry_words(entries: dict[int, Any], key: int) -> str:
    value = entries.get(key, "")
    return words(value) if isinstance(value, str) else ""
