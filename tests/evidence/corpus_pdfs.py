"""More PDFs: as offices, banks and scanners make them, and what hides in them."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from collections.abc import Callable

import pikepdf

from claimguide.evidence.inspect.jail import virus

from . import corpus, corpus_pictures
from .corpus import pdf, pdf_annotation, pdf_open_action, picture

Change = Callable[[pikepdf.Pdf], None]
PDF = tuple[str, Callable[[], bytes], str]


def changed(change: Change, **options: object) -> Callable[[], bytes]:
    return lambda: pdf(change=change, **options)


def added(key: str, source: bytes) -> Callable[[], bytes]:
    """A document whose root has one more entry."""

    def change(document: pikepdf.Pdf) -> None:
        document.Root[key] = document.make_indirect(pikepdf.Object.parse(source))

    return changed(change)


def annotated(source: str) -> Callable[[], bytes]:
    return lambda: pdf_annotation(source)


def streamed(data: bytes, *filters: str, **entries: object) -> Callable[[], bytes]:
    """A document with one stream nobody refers to."""

    def change(document: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(document, data)
        if filters:
            stream.Filter = pikepdf.Array([pikepdf.Name(f"/{name}") for name in filters])
        for key, value in entries.items():
            stream[f"/{key}"] = value
        document.Root.Extra = document.make_indirect(stream)

    return changed(change, compress_streams=False)


def drawn(content: bytes, **resources: str) -> Callable[[], bytes]:
    """A page with these drawing commands."""

    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].Contents = document.make_stream(content)
        document.pages[0].Resources = pikepdf.Dictionary(
            {f"/{key}": pikepdf.Object.parse(value.encode()) for key, value in resources.items()}
        )

    return changed(change)


FONT_OF_BANKS = (
    "<< /F1 << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [ <<"
    " /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe)"
    " /Ordering (GB1) /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light"
    " /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /StemV 93 >> >> ] >> >>"
)


def receipt() -> bytes:
    """Chinese text in a font the document names but does not hold."""
    text = "电子回单".encode("gbk").hex()
    return drawn(f"BT /F1 60 Tf 100 500 Td <{text}> Tj ET".encode(), Font=FONT_OF_BANKS)()


def scan() -> bytes:
    """Two sheets, each one picture, as a scanning app writes them."""
    out = io.BytesIO()
    sheet = picture((1240, 1754))
    sheet.save(out, "PDF", save_all=True, append_images=[sheet.rotate(180)])
    return out.getvalue()


def form() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        field = document.make_indirect(
            pikepdf.Object.parse(
                b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (a) /Rect [9 9 99 29] /F 4 >>"
            )
        )
        document.pages[0].Annots = pikepdf.Array([field])
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))

    return pdf(change=change)


def outlined() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        with document.open_outline() as outline:
            outline.root.extend([pikepdf.OutlineItem("One", 0), pikepdf.OutlineItem("Two", 1)])

    return pdf(3, change)


def typeset() -> bytes:
    from weasyprint import HTML

    return HTML(string="<h1>Order</h1><p>See <a href='https://example.com'>the shop</a>.</p>").write_pdf()


def in_packed_objects() -> bytes:
    """The script lies in a compressed object, under a name written with a number sign."""

    def change(document: pikepdf.Pdf) -> None:
        document.Root.Odd = document.make_indirect(pikepdf.Object.parse(b"<< /S /J#61vaScript /J#53 (x) >>"))

    return pdf(change=change, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def in_name_tree() -> bytes:
    return added("/Names", b"<< /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert(1)) >>] >> >>")()


def nested(depth: int) -> bytes:
    return added("/Deep", b"<< /A " * depth + b"1" + b" >>" * depth)()


def with_picture(width: int, height: int) -> bytes:
    data = zlib.compress(b"\x00")
    return streamed(
        data,
        "FlateDecode",
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray,
    )()


def photo_told_small() -> bytes:
    """The document says 9 x 9, the photo in it 65,500 x 65,500."""
    return streamed(
        corpus_pictures.jpeg_told_large(), "DCTDecode", Subtype=pikepdf.Name.Image, Width=9, Height=9
    )()


def wavelets_told_small() -> bytes:
    size = struct.pack(
        ">4sHHIIIIIIII", b"\xff\x4f\xff\x51", 41, 0, 60_000, 60_000, 0, 0, 60_000, 60_000, 0, 0
    )
    return streamed(size, "JPXDecode", Subtype=pikepdf.Name.Image, Width=9, Height=9)()


def lzw_zeros(megabytes: int) -> bytes:
    """LZW that unpacks to a thousand times its size: each code is one longer than the last."""
    bits, count, held = 0, 0, bytearray()
    produced, code, width, size = 0, 258, 9, 258

    def put(value: int) -> None:
        nonlocal bits, count
        bits, count = bits << width | value, count + width
        while count >= 8:
            count -= 8
            held.append(bits >> count & 255)
            bits &= (1 << count) - 1

    while produced < megabytes * 1_000_000:
        put(256)
        code, width, size, length = 258, 9, 258, 1
        put(0)
        while size < 4093:
            width = min(12, max(9, (size + 1).bit_length()))
            put(code)
            length += 1
            produced += length
            code, size = code + 1, size + 1
    return bytes(held) + b"\x00\x00"


def drawings(draw: bytes, home: str, levels: int = 9, times: int = 10) -> bytes:
    """Drawings of drawings, each so many times: a billion in all, in two kilobytes.

    `draw` draws what `home` of the resources names X: a form, the tile of a pattern, a mask.
    """

    def drawing(document: pikepdf.Pdf, commands: bytes) -> pikepdf.Stream:
        made = document.make_stream(commands)
        made.BBox = pikepdf.Array([0, 0, 600, 800])
        made.Subtype = pikepdf.Name.Form
        if home == "Pattern":
            made.update({"/PatternType": 1, "/PaintType": 1, "/TilingType": 1, "/XStep": 600, "/YStep": 800})
        made.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceGray)
        return made

    def resources(inner: pikepdf.Stream) -> pikepdf.Dictionary:
        mask = pikepdf.Dictionary(SMask=pikepdf.Dictionary(S=pikepdf.Name.Luminosity, G=inner))
        return pikepdf.Dictionary({f"/{home}": pikepdf.Dictionary(X=mask if home == "ExtGState" else inner)})

    def change(document: pikepdf.Pdf) -> None:
        inner = drawing(document, b"0 0 9 9 re f " * 10)
        for _level in range(levels):
            outer = drawing(document, draw * times)
            outer.Resources = resources(inner)
            inner = outer
        document.pages[0].Resources = resources(inner)
        document.pages[0].Contents = document.make_stream(draw)

    return pdf(change=change)


FORM, TILE, MASK = (
    (b"/X Do ", "XObject"),
    (b"/Pattern cs /X scn 0 0 600 800 re f ", "Pattern"),
    (b"/X gs 0 0 600 800 re f ", "ExtGState"),
)


def stamped() -> bytes:
    """A note whose look is drawings of drawings."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawings(*FORM))) as document:
        page = document.pages[0]
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=pikepdf.Array([0, 0, 600, 800]),
            AP=pikepdf.Dictionary(N=page.Resources.XObject.X),
        )
        page.Resources = pikepdf.Dictionary()
        page.Contents = document.make_stream(b"")
        page.Annots = pikepdf.Array([document.make_indirect(note)])
        document.save(out)
    return out.getvalue()


def borrowed() -> bytes:
    """Drawings of drawings that name each other in the resources of their page."""

    def change(document: pikepdf.Pdf) -> None:
        named = pikepdf.Dictionary()
        for level in range(10):
            form = document.make_stream(b"/X%d Do " % (level - 1) * 10 if level else b"0 0 9 9 re f " * 10)
            form.Subtype = pikepdf.Name.Form
            form.BBox = pikepdf.Array([0, 0, 600, 800])
            named[f"/X{level}"] = form
        document.pages[0].Resources = pikepdf.Dictionary(XObject=named)
        document.pages[0].Contents = document.make_stream(b"/X9 Do")

    return pdf(change=change)


def zip_inside() -> bytes:
    """An archive whose comment is the end of a PDF."""
    whole = pdf()
    archive = corpus.zipped()
    cut = whole.rindex(b"startxref")
    end = whole[cut:]
    return whole[:cut] + archive[:-2] + len(end).to_bytes(2, "little") + end


SCRIPT = "<< /S /JavaScript /JS (app.alert(1)) >>"
LINK = "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A "

PDFS: dict[str, PDF] = {
    "pdf typeset from html": ("a.pdf", typeset, "ok"),
    "pdf of a scan": ("scan.PDF", scan, "ok"),
    "pdf for fast web view": ("a.pdf", lambda: pdf(5, linearize=True), "ok"),
    "pdf with packed objects": (
        "a.pdf",
        lambda: pdf(5, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "ok",
    ),
    "pdf with bookmarks": ("a.pdf", outlined, "ok"),
    "pdf with a plain form": ("a.pdf", form, "ok"),
    "pdf receipt without its font": ("a.pdf", receipt, "ok"),
    "pdf of 300 pages": ("a.pdf", lambda: pdf(300), "ok"),
    "pdf with zeros behind": ("a.pdf", lambda: pdf() + b"\x00" * 300 + b"\r\n", "ok"),
    "pdf with hex and flate": (
        "a.pdf",
        streamed(base64.b16encode(zlib.compress(bytes(5000))) + b">", "ASCIIHexDecode", "FlateDecode"),
        "ok",
    ),
    "pdf with a large page": (
        "a.pdf",
        changed(
            lambda document: document.pages[0].__setattr__("MediaBox", pikepdf.Array([0, 0, 14_400, 14_400]))
        ),
        "ok",
    ),
    "pdf with a link to a file": (
        "a.pdf",
        annotated(f"{LINK} << /S /URI /URI (file:///C:/a.docx) >> >>"),
        "ok",
    ),
    "pdf script in packed objects": ("a.pdf", in_packed_objects, "active"),
    "pdf script in the name tree": ("a.pdf", in_name_tree, "active"),
    "pdf script of a field": ("a.pdf", annotated(f"<< /Subtype /Widget /A {SCRIPT} >>"), "active"),
    "pdf script after a jump": (
        "a.pdf",
        lambda: pdf_open_action(f"<< /S /GoTo /D [0 /Fit] /Next {SCRIPT} >>"),
        "active",
    ),
    "pdf script as an address": (
        "a.pdf",
        annotated(f"{LINK} << /S /URI /URI ( javascript:alert\\(1\\)) >> >>"),
        "active",
    ),
    "pdf with page actions": (
        "a.pdf",
        added("/Odd", b"<< /AA << /O << /S /Named /N /Print >> >> >>"),
        "active",
    ),
    "pdf imports data": ("a.pdf", annotated(f"{LINK} << /S /ImportData /F (a.fdf) >> >>"), "active"),
    "pdf opens another file": (
        "a.pdf",
        annotated(f"{LINK} << /S /GoToR /F (\\\\\\\\evil\\\\a) >> >>"),
        "active",
    ),
    "pdf plays a film": ("a.pdf", annotated("<< /Subtype /Screen /A << /S /Rendition >> >>"), "active"),
    "pdf with an attached file": ("a.pdf", annotated("<< /Subtype /FileAttachment >>"), "active"),
    "pdf portfolio": ("a.pdf", added("/Collection", b"<< /View /D >>"), "active"),
    "pdf with content elsewhere": ("a.pdf", streamed(b"", F=pikepdf.String("a.dat")), "active"),
    "pdf prints by itself": ("a.pdf", lambda: pdf_open_action("<< /S /Named /N /Print >>"), "active"),
    "pdf with html behind": ("a.pdf", lambda: pdf() + b"<html><script>alert(1)</script>", "damaged"),
    "pdf with a zip behind": ("a.pdf", lambda: pdf() + corpus.zipped(), "damaged"),
    "pdf with a zip inside": ("a.pdf", zip_inside, "damaged"),
    "pdf of an unknown version": ("a.pdf", lambda: pdf().replace(b"%PDF-1.", b"%PDF-X.", 1), "damaged"),
    "pdf with 3000 pages": ("a.pdf", lambda: pdf(3000), "too_many_pages"),
    "pdf nested too deep": ("a.pdf", lambda: nested(300), "too_complex"),
    "pdf bomb in hex": (
        "a.pdf",
        streamed(base64.b16encode(corpus.zeros(120)) + b">", "ASCIIHexDecode", "FlateDecode"),
        "too_complex",
    ),
    "pdf bomb in base 85": (
        "a.pdf",
        streamed(base64.a85encode(corpus.zeros(120)) + b"~>", "ASCII85Decode", "FlateDecode"),
        "too_complex",
    ),
    "pdf bomb in lzw": ("a.pdf", streamed(lzw_zeros(120), "LZWDecode"), "too_complex"),
    "pdf bomb in runs": (
        "a.pdf",
        streamed(zlib.compress(b"\x81\x00" * 1_000_000, 9), "FlateDecode", "RunLengthDecode"),
        "too_complex",
    ),
    "pdf bomb of commands": (
        "a.pdf",
        drawn(b"0 0 m 9 9 l S\n" * 3_000_000),
        "too_complex",
    ),
    "pdf bomb of many streams": (
        "a.pdf",
        lambda: pdf(change=four_bombs, compress_streams=False),
        "too_complex",
    ),
    "pdf picture of 3600 million pixels": (
        "a.pdf",
        lambda: with_picture(60_000, 60_000),
        "too_many_pixels",
    ),
    "pdf picture larger than told": ("a.pdf", photo_told_small, "too_many_pixels"),
    "pdf wavelets larger than told": ("a.pdf", wavelets_told_small, "too_many_pixels"),
    "pdf of drawings in drawings": ("a.pdf", lambda: drawings(*FORM), "too_complex"),
    "pdf of five levels of drawings": ("a.pdf", lambda: drawings(*FORM, levels=5), "too_complex"),
    "pdf of tiles in tiles": ("a.pdf", lambda: drawings(*TILE), "too_complex"),
    "pdf of a few tiles in tiles": ("a.pdf", lambda: drawings(*TILE, levels=3), "too_complex"),
    "pdf of masks in masks": ("a.pdf", lambda: drawings(*MASK), "too_complex"),
    "pdf of a few masks in masks": ("a.pdf", lambda: drawings(*MASK, levels=3), "too_complex"),
    "pdf of drawings too deep": ("a.pdf", lambda: drawings(*FORM, levels=40, times=1), "too_complex"),
    "pdf of drawings that borrow": ("a.pdf", borrowed, "too_complex"),
    "pdf with a stamp of drawings": ("a.pdf", stamped, "too_complex"),
    "pdf of a form in a form": ("a.pdf", lambda: drawings(*FORM, levels=6, times=1), "ok"),
    "pdf of many small signs": ("a.pdf", lambda: drawings(*FORM, levels=1, times=3000), "ok"),
    "pdf of tiles and shadows": ("a.pdf", lambda: drawings(*MASK, levels=1, times=5), "ok"),
    "pdf with a packed test virus": ("a.pdf", streamed(zlib.compress(virus.TEST), "FlateDecode"), "virus"),
    "pdf page of no size": (
        "a.pdf",
        changed(lambda document: document.pages[0].__setattr__("MediaBox", pikepdf.Array([0, 0, 0, 0]))),
        "ok",
    ),
}


def four_bombs(document: pikepdf.Pdf) -> None:
    """Four pictures of 90 MB each: none too large by itself."""
    data = corpus.zeros(90)
    for number in range(4):
        stream = pikepdf.Stream(document, data)
        stream.Filter, stream.Subtype = pikepdf.Name.FlateDecode, pikepdf.Name.Image
        document.Root[f"/Extra{number}"] = document.make_indirect(stream)
