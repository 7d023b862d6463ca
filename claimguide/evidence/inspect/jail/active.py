"""What in a PDF acts, carries or fetches something, in objects of pages and in those nobody uses."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

import pikepdf

from . import marks, streams
from .verdict import Refusal

MAX_NODES = 400_000
MAX_DEPTH = 100
MAX_UNPACKED_BYTES = 300_000_000
# A sheet of A3 at 600 dpi has 70 million.
MAX_PICTURE_PIXELS = 80_000_000

_KEYS = frozenset(
    {"/JS", "/JavaScript", "/AA", "/XFA", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/Collection"}
)
_ACTIONS = frozenset(
    {
        *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition"),
        *("/RichMediaExecute", "/Movie", "/Sound"),
    }
)
_ANNOTATIONS = frozenset({"/RichMedia", "/FileAttachment", "/Movie", "/Sound", "/3D"})
_SCHEMES = re.compile(r"\A[\s\x00-\x20]*(javascript|vbscript|data)\s*:", re.IGNORECASE)
# Begin of a picture in JPEG 2000 and its first segment, which holds its size.
_JPX_SIZE = b"\xff\x4f\xff\x51"
# Fonts and images may bear any name, also one that means something elsewhere.
_RESOURCES = frozenset({"/Font", "/XObject", "/ExtGState", "/Pattern"})


def refuse(pdf: pikepdf.Pdf) -> None:
    """Refusal: active, too_complex, too_many_pixels; virus.Found is raised as it is."""
    budget = [MAX_NODES]
    unpacked = 0
    for top in pdf.objects:
        for node in _nodes(top, budget):
            _refuse_dictionary(node)
        if isinstance(top, pikepdf.Stream):
            unpacked += _stream(top)
            if unpacked > MAX_UNPACKED_BYTES:
                raise Refusal("too_complex")
    _refuse_opening(pdf.Root.get("/OpenAction"))


def _refuse_opening(action: object) -> None:
    """Going to a page is all that may happen by itself."""
    if isinstance(action, pikepdf.Dictionary) and (str(action.get("/S")) != "/GoTo" or "/Next" in action):
        raise Refusal("active")


def _nodes(node: object, budget: list[int], depth: int = 0) -> Iterator[pikepdf.Object]:
    """The dictionaries of one numbered object; numbered ones inside it come in their own turn."""
    budget[0] -= 1
    if budget[0] < 0 or depth > MAX_DEPTH:
        raise Refusal("too_complex")
    if isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
        yield node
        inner: Iterator[object] = (value for _key, value in node.items())
    elif isinstance(node, pikepdf.Array):
        inner = iter(node)
    else:
        return
    for value in inner:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _nodes(value, budget, depth + 1)


def _refuse_dictionary(node: pikepdf.Object) -> None:
    keys = node.keys()
    for key in _KEYS & keys:
        if not _is_resource(node[key]):
            raise Refusal("active")
    if "/S" in keys and str(node["/S"]) in _ACTIONS:
        raise Refusal("active")
    if "/Subtype" in keys and str(node["/Subtype"]) in _ANNOTATIONS:
        raise Refusal("active")
    if "/URI" in keys and _SCHEMES.match(str(node["/URI"])):
        raise Refusal("active")


def _is_resource(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream) and str(value.get("/Type")) in _RESOURCES


def _refuse_large(width: int, height: int) -> None:
    if width * height > MAX_PICTURE_PIXELS:
        raise Refusal("too_many_pixels", max=MAX_PICTURE_PIXELS // 1_000_000)


def _refuse_large_inside(stream: pikepdf.Stream) -> None:
    """What a picture says of itself counts where it is drawn, not what the document says of it."""
    named = str(stream.get("/Filter"))
    if "/DCTDecode" in named:
        try:
            marks.jpeg(io.BytesIO(stream.read_raw_bytes()), MAX_PICTURE_PIXELS)
        except (IndexError, struct.error):
            return
        except Refusal as refusal:
            if refusal.code != "damaged":
                raise
    elif "/JPXDecode" in named:
        data = stream.read_raw_bytes()
        at = data.find(_JPX_SIZE)
        if 0 <= at <= len(data) - 16:
            _refuse_large(*struct.unpack_from(">II", data, at + 8))


def _stream(stream: pikepdf.Stream) -> int:
    # Content that lies in another file.
    if "/F" in stream:
        raise Refusal("active")
    width, height = stream.get("/Width"), stream.get("/Height")
    if isinstance(width, int) and isinstance(height, int):
        _refuse_large(width, height)
    _refuse_large_inside(stream)
    try:
        return streams.unpacked_size(stream)
    except streams.TooMuch:
        raise Refusal("too_complex") from None
