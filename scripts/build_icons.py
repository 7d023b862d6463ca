#!/usr/bin/env python3
"""Make the PNG icons of the installed site from static/img/seal.svg. Run it again whenever the seal changes.

A maskable icon may lose all outside a circle of 80 % of its width; the seal fits into it with its corners.
"""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import weasyprint
from PIL import Image

IMAGES = Path(__file__).resolve().parents[1] / "static" / "img"
GROUND = "#f1f5f3"
SAFE = 0.58
PAGE_POINTS = 750


def drawn(size: int) -> Image.Image:
    """The seal alone, `size` pixels square, on nothing."""
    sheet = f"@page {{ size: {PAGE_POINTS}pt; margin: 0 }} img {{ display: block; width: {PAGE_POINTS}pt }}"
    page = f'<style>{sheet}</style><img src="{(IMAGES / "seal.svg").as_uri()}">'
    pdf = pypdfium2.PdfDocument(io.BytesIO(weasyprint.HTML(string=page).write_pdf()))
    picture = pdf[0].render(scale=size / PAGE_POINTS, fill_color=(0, 0, 0, 0)).to_pil()
    return picture.convert("RGBA").resize((size, size))


def on_ground(size: int, part: float) -> Image.Image:
    """The seal over `part` of the width of a plain ground."""
    ground = Image.new("RGBA", (size, size), GROUND)
    seal = drawn(round(size * part))
    place = (size - seal.width) // 2
    ground.alpha_composite(seal, (place, place))
    return ground.convert("RGB")


def main() -> None:
    for size in (192, 512):
        drawn(size).save(IMAGES / f"icon-{size}.png", optimize=True)
    on_ground(512, SAFE).save(IMAGES / "icon-maskable-512.png", optimize=True)
    on_ground(180, 0.84).save(IMAGES / "icon-touch-180.png", optimize=True)


if __name__ == "__main__":
    main()
