"""PDFs: one that opens without a password, has pages, and neither runs nor carries anything."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

import pikepdf
import pypdfium2

from . import pictures
from .verdict import Derived, Refusal

MAX_PAGES = 300
MAX_NODES = 400_000
MAX_DEPTH = 100
MAX_STREAM_BYTES = 100_000_000
MAX_UNPACKED_BYTES = 300_000_000
_SLICE = 1_000_000
_TAIL = 2048

_ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/AA", "/XFA", "/EmbeddedFiles", "/EF", "/RichMediaContent"})
_ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/RichMediaExecute"}
)
_ACTIVE_ANNOTATIONS = frozenset({"/RichMedia", "/FileAttachment", "/Movie", "/Sound", "/3D"})
# Fonts and images may bear any name, also one that means something elsewhere.
_RESOURCES = frozenset({"/Font", "/XObject", "/ExtGState", "/Pattern"})
_FLATE = frozenset({"/FlateDecode", "/Fl"})


def load(kind: str) -> None:
    """Import what the pictures of the pages need."""
    pictures.load("jpeg")


def check(data: bytes, kind: str) -> Derived:
    """Refusal: encrypted, damaged, too_many_pages, active, too_complex; any other error means damaged."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-_TAIL:]:
        raise Refusal("damaged")
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refusal("encrypted")
            pages = len(pdf.pages)
            if pages > MAX_PAGES:
                raise Refusal("too_many_pages")
            if pages == 0:
                raise Refusal("damaged")
            _refuse_active(pdf)
    except pikepdf.PasswordError:
        raise Refusal("encrypted") from None
    return _first_page(data, pages)


def _refuse_active(pdf: pikepdf.Pdf) -> None:
    """Look at every object, also those no page refers to and those nested without a number of their own."""
    budget = [MAX_NODES]
    unpacked = 0
    for top in pdf.objects:
        for node in _nodes(top, budget):
            _refuse_active_dictionary(node)
        if isinstance(top, pikepdf.Stream):
            unpacked += _unpacked_size(top)
            if unpacked > MAX_UNPACKED_BYTES:
                raise Refusal("too_complex")
    action = pdf.Root.get("/OpenAction")
    if isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) != "/GoTo":
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


def _refuse_active_dictionary(node: pikepdf.Object) -> None:
    for key in _ACTIVE_KEYS.intersection(node.keys()):
        if not _is_resource(node[key]):
            raise Refusal("active")
    if str(node.get("/S")) in _ACTIVE_ACTIONS or str(node.get("/Subtype")) in _ACTIVE_ANNOTATIONS:
        raise Refusal("active")


def _is_resource(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream) and str(value.get("/Type")) in _RESOURCES


def _unpacked_size(stream: pikepdf.Stream) -> int:
    """Bytes this stream unpacks to, through as many layers of Flate as it names."""
    filters = stream.get("/Filter")
    names = [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    chunks: Iterator[bytes] = iter([stream.read_raw_bytes()])
    for name in names:
        if name not in _FLATE:
            break
        chunks = _inflated(chunks)
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > MAX_STREAM_BYTES:
            raise Refusal("too_complex")
    return total


def _inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack slice by slice; a stream that breaks off counts as far as it goes."""
    unpacker = zlib.decompressobj()
    for chunk in chunks:
        waiting = chunk
        while waiting:
            try:
                piece = unpacker.decompress(waiting, _SLICE)
            except zlib.error:
                return
            waiting = unpacker.unconsumed_tail
            if piece:
                yield piece
            if unpacker.eof:
                return


def _first_page(data: bytes, pages: int) -> Derived:
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise Refusal("damaged")
    scale = min(2.0, pictures.PREVIEW_SIDE / max(width, height))
    picture = page.render(scale=scale).to_pil()
    return pictures.derive(pictures.on_white(picture), picture.width, picture.height, pages=pages)
