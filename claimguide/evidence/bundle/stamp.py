"""What stands on every exhibit's page outside the picture: which exhibit, which page, which case.

Written straight into the page. The font is cut from the letter face to the characters that occur, so
that a thousand stamped pages cost no more layout than one.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from claimguide.core.typeset.coverage import FONT_DIR, TEXT_FILES

from .texts import MISSING

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
# Where an exhibit may be shown: left, bottom, width, height.
FRAME = (20 * MM, 19 * MM, 170 * MM, 254 * MM)
RESOURCE = "/Stamp"
_TOP = 280 * MM
_BOTTOM = 11 * MM
_LEFT, _RIGHT = 20 * MM, 190 * MM


@dataclass(frozen=True)
class Mark:
    """The words on one page."""

    stamp: str
    title: str
    hash: str
    running: str

    @property
    def text(self) -> str:
        return self.stamp + self.title + self.hash + self.running + "…"


@dataclass(frozen=True)
class Cut:
    """The letter face with some of its characters only; lengths in thousandths of the size."""

    data: bytes
    glyphs: Mapping[str, int]
    widths: Mapping[int, int]
    box: tuple[int, ...]
    ascent: int
    descent: int


# Opening the face takes 0.1 s or more; one paper's marks are often made of the same characters as another's.
@lru_cache(maxsize=32)
def cut(characters: frozenset[str]) -> Cut:
    """The letter face cut to these characters; the same bytes whatever was cut before."""
    options = subset.Options(
        layout_features=[], hinting=False, name_IDs=[], glyph_names=False, notdef_outline=True
    )
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "vhea", "vmtx", "BASE"]
    font = TTFont(FONT_DIR / TEXT_FILES[0], recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(characters))
    cutter.subset(font)
    data = io.BytesIO()
    font.save(data)
    head, hhea = font["head"], font["hhea"]
    scale = 1000 / head.unitsPerEm
    return Cut(
        data=data.getvalue(),
        glyphs={chr(code): font.getGlyphID(name) for code, name in font.getBestCmap().items()},
        widths={font.getGlyphID(name): round(font["hmtx"][name][0] * scale) for name in font.getGlyphOrder()},
        box=tuple(round(each * scale) for each in (head.xMin, head.yMin, head.xMax, head.yMax)),
        ascent=round(hhea.ascent * scale),
        descent=round(hhea.descent * scale),
    )


class Face:
    """The letter face, cut to `text`, as a font of `pdf`; pages name it `resource`."""

    def __init__(self, pdf: pikepdf.Pdf, text: str, resource: str = RESOURCE) -> None:
        self._resource = resource
        self._cut = cut(frozenset(text + MISSING))
        self.object = self._embedded(pdf)

    def width(self, text: str, size: float) -> float:
        return float(sum(self._cut.widths[self._glyph(each)] for each in text) * size / 1000)

    def show(self, text: str, x: float, y: float, size: float) -> bytes:
        """The operators that write `text` with its left end at x."""
        glyphs = "".join(f"{self._glyph(each):04X}" for each in text)
        return f"BT {self._resource} {size:g} Tf {x:.2f} {y:.2f} Td <{glyphs}> Tj ET\n".encode()

    def _glyph(self, char: str) -> int:
        return self._cut.glyphs.get(char, self._cut.glyphs[MISSING])

    def _embedded(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        name, data, widths = Name("/CLMGDE+ClaimSong"), self._cut.data, self._cut.widths
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=Array(self._cut.box),
            ItalicAngle=0,
            Ascent=self._cut.ascent,
            Descent=self._cut.descent,
            CapHeight=700,
            StemV=80,
            FontFile2=pdf.make_stream(data, Length1=len(data)),
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            ),
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=1000,
            W=Array([0, Array([widths[each] for each in sorted(widths)])]),
            CIDToGIDMap=Name.Identity,
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_stream(self._to_unicode()),
            )
        )

    def _to_unicode(self) -> bytes:
        pairs = [
            f"<{glyph:04X}> <{char.encode('utf-16-be').hex().upper()}>"
            for char, glyph in sorted(self._cut.glyphs.items(), key=lambda item: item[1])
        ]
        blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
        body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end"
        ).encode()


def put(page: pikepdf.Page, face: Face, mark: Mark, pdf: pikepdf.Pdf) -> None:
    """Stamp one page: the boxed number at the top right, title at the left, hash and running number below."""
    page.add_resource(face.object, Name.Font, Name(RESOURCE))
    size, low = 10.5, 7.5
    width = face.width(mark.stamp, size)
    box = _RIGHT - width - 5 * MM
    running = face.width(mark.running, 9)
    title = _fitting(face, mark.title, 9, box - _LEFT - 4 * MM)
    ops = [
        b"/Artifact BMC q\n0 g 0.25 G 0.8 w\n",
        f"{box:.2f} {_TOP - 2.2 * MM:.2f} {width + 5 * MM:.2f} {7.2 * MM:.2f} re S\n".encode(),
        face.show(mark.stamp, box + 2.5 * MM, _TOP, size),
        b"0.25 g\n",
        face.show(title, _LEFT, _TOP, 9),
        b"0.6 G 0.4 w\n",
        f"{_LEFT:.2f} {_BOTTOM + 4.4 * MM:.2f} m {_RIGHT:.2f} {_BOTTOM + 4.4 * MM:.2f} l S\n".encode(),
        face.show(mark.hash, _LEFT, _BOTTOM, low),
        b"0 g\n",
        face.show(mark.running, _RIGHT - running, _BOTTOM, 9),
        b"Q EMC\n",
    ]
    page.contents_add(pdf.make_stream(b"".join(ops)))


def _fitting(face: Face, text: str, size: float, room: float) -> str:
    if face.width(text, size) <= room:
        return text
    while text and face.width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text}…"
