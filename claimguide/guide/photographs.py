"""Pictures that stand in for a consumer's own: drawn, never photographed, and marked as such."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

MARK = "演示用图"
_SIZE = (1080, 1440)
_PAPER, _INK, _RED = "#f7f5ef", "#22262b", "#b3261e"
_MARGIN, _BAND = 72, 96


def draw(lines: Sequence[str]) -> bytes:
    """A JPEG as tall as a telephone's screen: the first line as its heading, the mark above and below.

    The same lines give the same bytes. OSError if the shipped font is not there.
    """
    picture = Image.new("RGB", _SIZE, _PAPER)
    pen = ImageDraw.Draw(picture)
    for top in (0, _SIZE[1] - _BAND):
        pen.rectangle((0, top, _SIZE[0], top + _BAND), fill=_RED)
        pen.text((_SIZE[0] / 2, top + _BAND / 2), MARK, font=_font(52), fill="white", anchor="mm")
    y = _BAND + _MARGIN
    for number, line in enumerate(lines):
        font = _font(64 if number == 0 else 46)
        for row in _rows(line, font):
            pen.text((_MARGIN, y), row, font=font, fill=_INK)
            y += int(font.size * 1.6)
        y += 24
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(Path(settings.BASE_DIR, "static", "fonts", "ClaimSong-Regular.ttf"), size)


def _rows(line: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """The line broken where it is full."""
    rows = [""]
    for character in line:
        if font.getlength(rows[-1] + character) > _SIZE[0] - 2 * _MARGIN:
            rows.append("")
        rows[-1] += character
    return rows
