"""Many pictures of pages in few: long pages are cut into columns that stand side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

GAP = 8
CAPTION = 14


@dataclass(frozen=True)
class Layout:
    """Pixels of one column on the sheet, and how many columns and rows it holds."""

    width: int
    height: int
    columns: int
    rows: int


PHONE = Layout(292, 760, columns=5, rows=2)
DESK = Layout(512, 500, columns=3, rows=3)


def sheets(made: list[tuple[str, Path]], layout: Layout, into: Path) -> list[Path]:
    """Sheets named `into`-01.png and on, of these captions and pictures in their order."""
    columns = [(caption, part) for caption, file in made for part in _columns(file, layout)]
    size = layout.columns * layout.rows
    written = []
    for start in range(0, len(columns), size):
        path = into.with_name(f"{into.name}-{start // size + 1:02d}.png")
        _sheet(columns[start : start + size], layout).save(path)
        written.append(path)
    return written


def _columns(file: Path, layout: Layout) -> Iterator[Image.Image]:
    with Image.open(file) as opened:
        picture = opened.convert("RGB")
    whole = picture.resize((layout.width, max(1, picture.height * layout.width // picture.width)))
    for top in range(0, whole.height, layout.height):
        yield whole.crop((0, top, layout.width, min(top + layout.height, whole.height)))


def _sheet(columns: list[tuple[str, Image.Image]], layout: Layout) -> Image.Image:
    across, down = layout.width + GAP, layout.height + CAPTION + GAP
    sheet = Image.new("RGB", (across * layout.columns, down * layout.rows), "grey")
    pen = ImageDraw.Draw(sheet)
    for at, (caption, part) in enumerate(columns):
        left, top = at % layout.columns * across, at // layout.columns * down
        pen.text((left + 2, top), caption[-layout.width // 7 :], fill="white")
        sheet.paste(part, (left, top + CAPTION))
    return sheet
