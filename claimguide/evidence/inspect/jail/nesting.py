"""How much a page draws once the drawings inside its drawings are counted as often as they are drawn.

A form XObject may draw another ten times, and that one the next: ten levels make a billion of a few bytes.
The renderer finds out by drawing; here it is a sum (ISO 32000-1, 8.10 forms, 8.7.3 patterns, 11.6.5 masks).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pikepdf

from . import streams
from .verdict import Refusal

# The renderer itself goes no deeper.
MAX_LEVELS = 30
# A tile or mask is drawn on a plate of its own: a page may need 2,000 of them, and 100 inside others.
_PLATE_BYTES, _PLATE_INSIDE_BYTES = 12_500, 250_000
# Commands that are mostly the same ones again are made to be many.
MAX_REPEATED_BYTES = 8_000_000
_OFTEN = 2
_USES = re.compile(rb"/([^\s/\[\]<>(){}%]+)\s+(?:Do|scn|SCN|gs)(?![A-Za-z0-9])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_Key = tuple[tuple[int, int], tuple[int, int]]


def refuse(pdf: pikepdf.Pdf) -> None:
    """Refusal: too_complex where a page draws more than a single stream of drawing commands may hold."""
    book = _Book()
    for page in pdf.pages:
        drawn = book.drawn(_contents(page.obj), page.obj, 0)
        drawn += sum(book.cost(stream, page.obj, 0) for stream in _appearances(page.obj))
        if drawn > streams.MAX_DRAWING_BYTES or drawn > max(MAX_REPEATED_BYTES, _OFTEN * book.held):
            raise Refusal("too_complex")


class _Book:
    """Bytes of drawing commands that each drawing comes to, and bytes held in all."""

    def __init__(self) -> None:
        self._known: dict[_Key, int] = {}
        self.held = 0

    def cost(self, drawing: pikepdf.Object, outer: pikepdf.Object, level: int) -> int:
        """What drawing it once takes. One that draws itself is left out by the renderer, and here."""
        if level > MAX_LEVELS:
            raise Refusal("too_complex")
        # A form without resources of its own uses those around it.
        home = drawing if "/Resources" in drawing else outer
        key = (drawing.objgen, home.objgen)
        if key not in self._known:
            self._known[key] = 0
            self._known[key] = self.drawn(_unpacked(drawing), home, level)
        return self._known[key]

    def drawn(self, content: bytes, home: pikepdf.Object, level: int) -> int:
        """Bytes of `content` and of all it draws; `home` holds the resources it names."""
        self.held += len(content)
        inner = dict(_inner(_resources(home)))
        if not inner:
            return len(content)
        plate = _PLATE_INSIDE_BYTES if level else _PLATE_BYTES
        # Only what is drawn: forms that borrow the resources of their page could name each other there.
        total = len(content)
        for raw, times in Counter(_USES.findall(content)).items():
            if (name := _name(raw)) in inner:
                kind, drawing = inner[name]
                each = self.cost(drawing, home, level + 1) + (0 if kind == "/XObject" else plate)
                total += times * each
        return total


def _name(raw: bytes) -> str:
    return "/" + _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), raw).decode("latin-1")


def _resources(owner: pikepdf.Object) -> pikepdf.Object:
    """Those of a page may stand with the pages above it."""
    for _level in range(MAX_LEVELS):
        if "/Resources" in owner:
            return owner["/Resources"]
        if "/Parent" not in owner:
            break
        owner = owner["/Parent"]
    return pikepdf.Dictionary()


def _inner(resources: pikepdf.Object) -> Iterator[tuple[str, tuple[str, pikepdf.Object]]]:
    """By name, the kind and drawing of what commands can name: forms, tiles of patterns, masks."""
    for kind in ("/XObject", "/Pattern", "/ExtGState"):
        for name, held in _entries(resources, kind):
            drawing = _mask(held) if kind == "/ExtGState" else held
            if isinstance(drawing, pikepdf.Stream) and str(drawing.get("/Subtype")) != "/Image":
                yield name, (kind, drawing)


def _entries(owner: pikepdf.Object, key: str) -> Iterator[tuple[str, pikepdf.Object]]:
    held = owner.get(key) if isinstance(owner, pikepdf.Dictionary) else None
    return iter(held.items() if isinstance(held, pikepdf.Dictionary) else ())


def _mask(state: object) -> object:
    mask = state.get("/SMask") if isinstance(state, pikepdf.Dictionary) else None
    return mask.get("/G") if isinstance(mask, pikepdf.Dictionary) else None


def _appearances(page: pikepdf.Object) -> Iterator[pikepdf.Stream]:
    """What the notes and fields of a page look like."""
    notes = page.get("/Annots")
    for note in notes if isinstance(notes, pikepdf.Array) else ():
        for _name, seen in _entries(note, "/AP"):
            if isinstance(seen, pikepdf.Stream):
                yield seen
            elif isinstance(seen, pikepdf.Dictionary):
                yield from (state for _state, state in seen.items() if isinstance(state, pikepdf.Stream))


def _contents(page: pikepdf.Object) -> bytes:
    held = page.get("/Contents")
    parts = held if isinstance(held, pikepdf.Array) else [held]
    return b"\n".join(_unpacked(part) for part in parts if isinstance(part, pikepdf.Stream))


def _unpacked(stream: pikepdf.Object) -> bytes:
    """What no filter can unpack draws nothing."""
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return b""
