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

    @property
    def em(self) -> float:
        """The size of its type in pixels, by its width: heights of boxes depend on the characters.

        Boxes are a third of a line wider than their text, which tells in short ones.
        """
        text = self.text.strip()
        ems = sum(map(_width, text)) - 0.5 * (text[:1] in _OPENING) - 0.5 * (text[-1:] in _CLOSING)
        return max(1.0, (self.box.w - 0.35 * self.box.h) / max(1.0, ems))

    @property
    def left(self) -> float:
        """Where its first character begins: an opening bracket is half empty."""
        return self.box.x - (0.5 * self.em if self.text.strip()[:1] in _OPENING else 0.0)

    @property
    def rights(self) -> tuple[float, ...]:
        """Where its last character may end: a closing mark is half empty, and boxes differ on that."""
        right = float(self.box.right)
        return (right, right + 0.5 * self.em) if self.text.strip()[-1:] in _CLOSING else (right,)


_OPENING = frozenset("【《（「『“‘〔")
_CLOSING = frozenset("？！，。、；：】》）」』”’〕?!,.;:")
_NARROW = frozenset(".,:;'|!ilIj()[]-·` ")
_BROAD = frozenset("mwMW@%")


def _width(sign: str) -> float:
    """Of a character, in ems of the usual screen types."""
    if sign > "\u2e80":
        return 1.0
    if sign in _NARROW:
        return 0.3
    return 0.86 if sign in _BROAD else 0.64 if sign.isupper() else 0.56


@dataclass(frozen=True)
class Reading:
    """The lines of one picture from top to bottom. `size` is its width and height in pixels.

    `whole` is False where a very long picture was read from its top only.
    """

    size: tuple[int, int]
    lines: tuple[Line, ...]
    whole: bool = True
