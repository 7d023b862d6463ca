"""Which files the letter fonts are and what they hold. Pages ask this too: no font library is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

FONT_DIR = Path(__file__).resolve().parents[3] / "static" / "fonts"
TEXT_FILES = ("ClaimSong-Regular.ttf", "ClaimSong-Bold.ttf")
FALLBACK_FILE = "ClaimSongExt-Regular.otf"
FONT_FILES = (*TEXT_FILES, FALLBACK_FILE)
# Written by scripts/build_fonts.py with the fonts; reading it from them costs a web process 0.6 s and 35 MB.
COVERAGE_FILE = "coverage.txt"


class FontMissing(RuntimeError):
    """A file under static/fonts/ is absent or unreadable; scripts/build_fonts.py makes it."""


@cache
def coverage() -> frozenset[int]:
    """Code points that can be printed: those of the regular text font and of the fallback font."""
    path = FONT_DIR / COVERAGE_FILE
    try:
        parts = path.read_text("ascii").split()
    except OSError:
        raise FontMissing(f"list of characters missing or unreadable: {path}") from None
    codes: set[int] = set()
    for part in parts:
        first, _, last = part.partition("-")
        codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(codes)


def as_ranges(codes: Iterable[int]) -> str:
    """Code points as `coverage` reads them: hexadecimal ranges, one to a line."""
    lines = []
    # Within a run of neighbours, code and position differ by the same number.
    for _difference, run in groupby(enumerate(sorted(codes)), key=lambda pair: pair[1] - pair[0]):
        known = [code for _position, code in run]
        lines.append(f"{known[0]:X}" if len(known) == 1 else f"{known[0]:X}-{known[-1]:X}")
    return "\n".join(lines) + "\n"
