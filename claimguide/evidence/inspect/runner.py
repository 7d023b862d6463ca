"""What can be had from a file without trusting it: each call asks a child, and checks its answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, TypeVar

from claimguide.evidence.refusals import Refused

from . import child
from .child import Answer
from .signatures import KINDS, Medium

SECONDS = 15
# Ends before the worker's own limit of 40 s. A scan of 100 pages takes 7 s of processor.
BURN_SECONDS = 35
MAX_PAGE_WIDTH = 8_000
# As many boxes as fit on the command line of a child.
MAX_ORDER_BYTES = 100_000
_JPEG, _PDF = b"\xff\xd8\xff", b"%PDF-"
_LONGEST_WORDS = 120
_MOST_WORDS = 20

Box = tuple[int, int, int, int]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Decoded:
    """What the child made of a file: derived JPEGs without metadata, size in pixels, pages of a PDF.

    Sound and text have no pictures (both are b"" then) and no size. `seconds` is how long a film or sound is.
    `text` is the beginning of a text file as it may be shown. `found` says what the file is made of.
    """

    width: int | None
    height: int | None
    pages: int | None
    taken: str
    preview: bytes
    thumbnail: bytes
    text: str = ""
    seconds: int | None = None
    found: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Burnt:
    """A copy in which the boxes are black pixels: a JPEG of a picture, a PDF of pictures for a PDF."""

    content: bytes
    content_type: str
    pages: int


def decode(path: Path, kind: str) -> Decoded:
    """Decode the file at `path` as `kind` in a child of its own.

    Refused: what the child found, too_complex where it ran into its limits, unavailable where none can start.
    """
    with path.open("rb") as source:
        return decoded(examine(source, kind))


def examine(source: IO[bytes], kind: str) -> Answer:
    """The child's answer about an open file, with what it took; a refusal is part of it."""
    return child.ask(source, "decode", kind, seconds=SECONDS)


def decoded(answer: Answer) -> Decoded:
    """What an answer to `examine` holds. Refused: see `decode`."""
    return _checked(answer, _decoded)


def page(path: Path, kind: str, n: int, width: int, quality: int = 82) -> bytes:
    """Page `n` (from 0; of a picture or film there is only 0) as a JPEG at most `width` pixels wide.

    A PDF page is drawn at that width, a picture is never enlarged. Refused: no_page, or as for `decode`.
    """
    order = {"number": n, "width": min(width, MAX_PAGE_WIDTH), "quality": quality}
    answer = _ask(path, "page", kind, order, SECONDS)
    return _checked(answer, lambda said: _of_kind(said.parts["page"], _JPEG))


def burn(path: Path, kind: str, boxes: Mapping[int, Sequence[Box]]) -> Burnt:
    """A copy with black boxes burnt into its pixels, and nothing in it but pixels.

    `boxes` names for each page (from 0) left, top, width and height in 1/10000 of the upright page.
    Refused: no_page, too_complex with some thousand boxes, or as for `decode`. ValueError: neither picture
    nor PDF.
    """
    if KINDS[kind].medium not in (Medium.PICTURE, Medium.PAGES):
        raise ValueError(f"nothing can be burnt into {kind}")
    order = {"boxes": {str(number): [list(box) for box in drawn] for number, drawn in boxes.items()}}
    if len(json.dumps(order)) > MAX_ORDER_BYTES:
        raise Refused("too_complex")
    return _checked(_ask(path, "burn", kind, order, BURN_SECONDS), lambda said: _burnt(said, kind))


def text(path: Path) -> str:
    """All of a text file as it may be shown: NFC, line ends as one sign. Refused: not_text, empty."""
    return _checked(_ask(path, "text", "text", {}, SECONDS), lambda said: said.parts["text"].decode())


def remux(path: Path, kind: str, out: IO[bytes]) -> None:
    """Write film and sound as they are into the open real file `out`, without any metadata.

    Refused: as for `decode`; what stands in `out` is worth nothing then.
    """
    with path.open("rb") as source:
        _checked(child.ask(source, "remux", kind, seconds=SECONDS, product=out), lambda said: None)
    out.seek(0)


def _ask(path: Path, task: str, kind: str, order: dict[str, Any], seconds: float) -> Answer:
    with path.open("rb") as source:
        return child.ask(source, task, kind, order, seconds=seconds)


def _checked(answer: Answer, made: Callable[[Answer], Made]) -> Made:
    if answer.refused is not None:
        raise answer.refused
    try:
        return made(answer)
    except (ValueError, KeyError, TypeError):
        raise Refused("too_complex") from None


def _decoded(said: Answer) -> Decoded:
    about, parts = said.header, said.parts
    for part in (parts["preview"], parts["thumbnail"]):
        if part:
            _of_kind(part, _JPEG)
    found = _found(about["found"])
    return Decoded(
        width=_count(about["width"]),
        height=_count(about["height"]),
        pages=_count(about["pages"]),
        taken=str(about["taken"])[:10],
        preview=parts["preview"],
        thumbnail=parts["thumbnail"],
        text=parts["text"].decode(),
        seconds=round(found["seconds"]) if "seconds" in found else None,
        found=found,
    )


def _burnt(said: Answer, kind: str) -> Burnt:
    content_type, start = ("application/pdf", _PDF) if kind == "pdf" else ("image/jpeg", _JPEG)
    return Burnt(_of_kind(said.parts["product"], start), content_type, int(said.header["pages"]))


def _of_kind(part: bytes, start: bytes) -> bytes:
    if not part.startswith(start):
        raise ValueError("not what was asked for")
    return part


def _count(value: object) -> int | None:
    return None if value is None else int(str(value))


def _found(said: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers, yes and no, and short words; anything else a child says is left out."""
    found: dict[str, Any] = {}
    for name, value in said.items():
        if isinstance(value, str) and value:
            found[name] = _words(value)
        elif isinstance(value, bool | int | float):
            found[name] = value
        elif isinstance(value, list):
            found[name] = [_words(each) for each in value[:_MOST_WORDS] if isinstance(each, str)]
    return found


def _words(value: str) -> str:
    return "".join(sign for sign in value if sign.isprintable())[:_LONGEST_WORDS]
