"""The small picture of a file: what it shows, and its size in pixels, known before it is fetched."""

from __future__ import annotations

SIDE = 320


def shown(width: int, height: int) -> tuple[int, int]:
    """How much of a picture is shown from its upper left corner: all, or the beginning of a long one."""
    if height > 2 * width:
        return width, width * 4 // 3
    if width > 2 * height:
        return height * 4 // 3, height
    return width, height


def size(width: int, height: int) -> tuple[int, int]:
    """Of the small picture made from one of this size."""
    wide, high = shown(width, height)
    scale = min(1.0, SIDE / max(wide, high))
    return max(1, round(wide * scale)), max(1, round(high * scale))
