"""A phone's screen drawn with Pillow: sizes in points (375 wide), dark or light, saved as a phone would."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path("/usr/share/fonts/opentype/noto")
POINTS = 375
_SIMPLIFIED = 2


def fonts_missing() -> str:
    """Why nothing can be drawn here, or ""."""
    return "" if (FOLDER / "NotoSansCJK-Regular.ttc").exists() else "fonts-noto-cjk is not installed"


@cache
def _font(family: str, weight: str, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FOLDER / f"Noto{family}CJK-{weight}.ttc", pixels, index=_SIMPLIFIED)


@dataclass(frozen=True)
class Theme:
    page: str
    card: str
    ink: str
    soft: str
    faint: str
    accent: str


LIGHT = Theme("#f4f4f4", "#ffffff", "#222222", "#666666", "#999999", "#ff5000")
DARK = Theme("#0e0e0f", "#1c1c1e", "#e8e8ea", "#aeaeb2", "#7c7c80", "#ff6a2a")


@dataclass
class Phone:
    """A screen that grows downwards. `y` is the next free point."""

    rng: Random
    width: int = 1080
    dark: bool = False
    zoom: float = 1.0
    bold: bool = False
    # Some people choose another type for the whole phone.
    family: str = "Sans"
    y: float = 0
    theme: Theme = field(init=False)

    def __post_init__(self) -> None:
        self.theme = DARK if self.dark else LIGHT
        self.unit = self.width / POINTS
        self.image = Image.new("RGB", (self.width, round(2600 * self.unit)), self.theme.page)
        self.draw = ImageDraw.Draw(self.image)
        self.written: list[str] = []

    def px(self, points: float) -> int:
        return round(points * self.unit)

    def font(self, size: float, bold: bool = False) -> ImageFont.FreeTypeFont:
        return _font(
            self.family, "Bold" if bold or self.bold else "Regular", max(8, self.px(size * self.zoom))
        )

    def wide(self, text: str, size: float, bold: bool = False) -> float:
        return self.font(size, bold).getlength(text) / self.unit

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 14,
        color: str = "",
        bold: bool = False,
        side: str = "l",
    ) -> float:
        """Draw with the top at y; side l, r or m says what of the text stands at x. Returns its width."""
        self.written.append(text)
        self.draw.text(
            (self.px(x), self.px(y)),
            text,
            font=self.font(size, bold),
            fill=color or self.theme.ink,
            anchor=f"{side}a",
        )
        return self.wide(text, size, bold)

    def card(self, top: float, bottom: float, margin: float = 10) -> None:
        self.box(margin, top, POINTS - margin, bottom, self.theme.card, 8)

    def box(self, x0: float, y0: float, x1: float, y1: float, color: str, radius: float = 0) -> None:
        corners = (self.px(x0), self.px(y0), self.px(x1), self.px(y1))
        self.draw.rounded_rectangle(corners, self.px(radius), fill=color)

    def line(self, height: float = 1.5, size: float = 14) -> float:
        """Points from one line's top to the next."""
        return size * self.zoom * height

    def wrap(self, text: str, size: float, room: float, most: int = 9, bold: bool = False) -> list[str]:
        """Lines no wider than `room`; what does not fit into `most` lines ends with three dots."""
        lines, at = [""], 0
        while at < len(text):
            if self.wide(lines[-1] + text[at], size, bold) > room:
                if len(lines) == most:
                    lines[-1] = lines[-1][:-1] + "..."
                    break
                lines.append("")
            lines[-1] += text[at]
            at += 1
        return lines

    def picture(self, x: float, y: float, side: float) -> None:
        """A photograph of goods: shapes without words."""
        r = self.rng
        tone = [r.randint(90, 230) for _ in range(3)]
        self.box(x, y, x + side, y + side, f"#{tone[0]:02x}{tone[1]:02x}{tone[2]:02x}", 6)
        for _ in range(3):
            a, b = r.uniform(0.1, 0.6), r.uniform(0.1, 0.6)
            color = f"#{r.randint(30, 220):02x}{r.randint(30, 220):02x}{r.randint(30, 220):02x}"
            self.draw.ellipse(
                (
                    self.px(x + a * side),
                    self.px(y + b * side),
                    self.px(x + (a + 0.3) * side),
                    self.px(y + (b + 0.3) * side),
                ),
                fill=color,
            )

    def status_bar(self) -> None:
        r = self.rng
        self.text(24, 8, f"{r.randint(7, 23)}:{r.randint(0, 59):02d}", 13, bold=True)
        for i in range(4):
            self.box(292 + i * 5, 20 - i * 2.5, 295 + i * 5, 22, self.theme.ink)
        self.text(314, 9, r.choice(["5G", "4G", "WiFi", "5G+"]), 10)
        self.box(340, 11, 362, 21, self.theme.faint, 3)
        self.text(345, 9, str(r.randint(11, 99)), 9, self.theme.card)
        self.y = 40

    def header(self, title: str, size: float = 17) -> None:
        self.text(14, self.y, "<", 18, self.theme.soft)
        self.text(POINTS / 2, self.y, title, size, bold=True, side="m")
        self.y += 38

    def shot(self, height: float = 0) -> Image.Image:
        """What is on the screen, at least `height` points of it."""
        bottom = min(self.image.height, self.px(max(self.y + 20, height)))
        return self.image.crop((0, 0, self.width, bottom))


def saved(picture: Image.Image, quality: int) -> bytes:
    """JPEG of that quality; 0 means PNG."""
    out = io.BytesIO()
    if quality:
        picture.save(out, "JPEG", quality=quality)
    else:
        picture.save(out, "PNG", compress_level=1)
    return out.getvalue()
