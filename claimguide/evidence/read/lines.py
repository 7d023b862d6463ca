"""A line of text as it stands in a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """Left, top, width, height in pixels of the picture that was read."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        return self.x + self.w

    @property
    def bottom(self) -> int:
        return self.y + self.h

    @property
    def middle(self) -> float:
        return self.y + self.h / 2

    def around(self, other: Box) -> Box:
        """The smallest box around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)


@dataclass(frozen=True)
class Line:
    """One piece of text, its place, and how sure the engine is of it (0 to 1)."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True)
class Reading:
    """The lines of one picture from top to bottom. `size` is its width and height in pixels.

    `whole` is False where a very long picture was read from its top only.
    """

    size: tuple[int, int]
    lines: tuple[Line, ...]
    whole: bool = True
