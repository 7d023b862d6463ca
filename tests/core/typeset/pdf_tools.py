"""Small readers of a finished PDF for the engine's tests."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

SAMPLES = Path(__file__).resolve().parents[2] / "letters" / "samples"
CREATED = datetime.fromisoformat("2026-11-23T10:00:00+08:00")


def sample(name: str) -> str:
    return (SAMPLES / f"{name}.html").read_text("utf-8")


def letter(body: str, **attributes: str) -> str:
    """A minimal letter around a body."""
    extra = "".join(f' data-{name}="{value}"' for name, value in attributes.items())
    return f'<article class="letter" lang="zh-CN"{extra}><h1 class="letter-title">函</h1>{body}</article>'


def pages(pdf: bytes) -> list[str]:
    """Text of each page, lines separated by a newline."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def text(pdf: bytes) -> str:
    return "\n".join(pages(pdf))


def printed_lines(pdf: bytes) -> Iterator[list[tuple[str, float, float]]]:
    """Characters of each line with left and right edge in points, found by their height on the page."""
    for page in pypdfium2.PdfDocument(pdf):
        textpage = page.get_textpage()
        line: list[tuple[str, float, float]] = []
        last_y: float | None = None
        for index in range(textpage.count_chars()):
            char = textpage.get_text_range(index, 1)
            left, bottom, right, _top = textpage.get_charbox(index, loose=True)
            if not char.strip():
                continue
            if last_y is not None and abs(bottom - last_y) > 4:
                yield line
                line = []
            line.append((char, left, right))
            last_y = bottom
        if line:
            yield line


def structure(pdf: bytes) -> list[str]:
    """Tags of the structure tree in reading order."""
    found = []

    def walk(element: Any) -> None:
        found.append(str(element.S)[1:])
        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                walk(kid)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        walk(document.Root.StructTreeRoot.K[0])
    return found
