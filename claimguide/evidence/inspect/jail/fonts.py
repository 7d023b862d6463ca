"""The one font for Chinese, Japanese and Korean text that a PDF names but does not bring along.

Receipts of banks often do (STSong-Light). The system's fonts are never asked: a page looks the same on every
machine, and the child needs no right to open files. For Latin letters PDFium has fonts inside.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

_FILE = Path(__file__).resolve().parents[4] / "static" / "fonts" / "ClaimSong-Regular.ttf"
_EAST_ASIAN = frozenset({128, 129, 134, 136})
_HANDLE = 1
# PDFium keeps pointers to these for as long as it runs.
_kept: list[Any] = []


def use_own() -> None:
    """Read the font and make it the only one. Where the file is missing such text stays invisible."""
    data = _FILE.read_bytes() if _FILE.is_file() else b""

    def map_font(_this: Any, _weight: int, _italic: int, charset: int, *_more: Any) -> int | None:
        return _HANDLE if data and charset in _EAST_ASIAN else None

    def font_data(_this: Any, _font: Any, table: int, room: Any, size: int) -> int:
        # 0 asks for the whole file, and how long it is. Single tables are never needed then.
        if table:
            return 0
        if room and size >= len(data):
            ctypes.memmove(room, data, len(data))
        return len(data)

    does: dict[str, Any] = {
        "Release": lambda *_: None,
        "EnumFonts": lambda *_: None,
        "MapFont": map_font,
        "GetFont": lambda *_: None,
        "GetFontData": font_data,
        "GetFaceName": lambda *_: 0,
        "GetFontCharset": lambda *_: 0,
        "DeleteFont": lambda *_: None,
    }
    types = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    source = pdfium.FPDF_SYSFONTINFO(version=1, **{name: types[name](do) for name, do in does.items()})
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(source))
    _kept.append(source)
