"""Build the letter fonts under static/fonts/ from Debian's fonts-noto-cjk (Noto Serif CJK SC, SIL OFL 1.1).

    apt-get install fonts-noto-cjk
    uv run --group fonts python scripts/build_fonts.py

Three files come out, each with a family name of its own, because two files that share family, weight and
style make Pango draw one file's glyphs with the other file's numbers and print wrong names in silence:

* ClaimSong-Regular.ttf, ClaimSong-Bold.ttf: the 8,105 characters of the Table of General Standard Chinese
  Characters (scripts/standard_hanzi.txt), GB 2312, punctuation, Latin. TrueType outlines: letters come out
  smaller and faster than with CFF. Common characters get low glyph numbers, because WeasyPrint's subset keeps
  every slot up to the highest number used.
* ClaimSongExt-Regular.otf: everything else Noto Serif CJK SC has, for the rare character in a name.

The SC face of the collection is taken by name, so the glyph forms are those of the mainland, and every
language-dependent substitution (locl) is dropped.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable
from pathlib import Path

import uharfbuzz as hb
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from claimguide.core.typeset.coverage import COVERAGE_FILE, FALLBACK_FILE, TEXT_FILES, as_ranges  # noqa: E402

SOURCE = Path("/usr/share/fonts/opentype/noto")
TARGET = ROOT / "static" / "fonts"
FACE = "Noto Serif CJK SC"
COPYRIGHT = "© 2017-2022 Adobe (http://www.adobe.com/). Subset and renamed from Noto Serif CJK SC 2.001."
LICENCE = "SIL Open Font License, Version 1.1. https://openfontlicense.org"
EPOCH = 3_849_984_000  # 2026-01-01 in seconds since 1904: a fixed date keeps the build reproducible.
MAX_ERROR = 1.0  # of 1,000 units to the em: 0.004 mm in a 12 pt letter, far below what a printer shows.

# Latin, punctuation, numbered signs, units and full-width forms, as hexadecimal ranges.
SIGNS = (
    "20-7E A1-FF 2010-2027 2030-203B 20AC 2103 2116 2122 2160-216B 2170-2179 2190-2193 221A 221E 2248 2260 "
    "2264-2265 2460-249B 25A0-25A1 25B3 25CB 25CF 2605-2606 3000-301F 3220-3229 3395-339E 33A1 33C4 33D1 "
    "FF01-FF5E FFE0-FFE5"
)

# Vertical setting and substitutions: letters are horizontal, and the cmap already holds the mainland forms.
DROPPED_TABLES = (b"BASE", b"VORG", b"vhea", b"vmtx", b"GPOS", b"GSUB", b"GDEF")


def signs() -> Iterable[int]:
    """Code points of SIGNS."""
    for part in SIGNS.split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def gb2312() -> Iterable[int]:
    """Code points of GB/T 2312 (6,763 characters and 682 signs)."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield ord(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue


def text_code_points(available: Iterable[int]) -> list[int]:
    """Code points of the text fonts in the order of their glyphs: most used first."""
    standard = [
        ord(c) for c in (ROOT / "scripts" / "standard_hanzi.txt").read_text("utf-8") if not c.isspace()
    ]
    known = set(available)
    return [c for c in dict.fromkeys([*signs(), *standard, *gb2312()]) if c in known]


def source_face(style: str) -> tuple[TTCollection, int]:
    """The collection of one style and the index of its SC face."""
    path = SOURCE / f"NotoSerifCJK-{style}.ttc"
    if not path.exists():
        sys.exit(f"{path} is missing: apt-get install fonts-noto-cjk")
    collection = TTCollection(str(path), lazy=True)
    names = [font["name"].getDebugName(4) for font in collection.fonts]
    for index, name in enumerate(names):
        if name.startswith(FACE):
            return collection, index
    sys.exit(f"{path} holds no face named {FACE}")


def name_strings(family: str, style: str) -> dict[str, str]:
    """Entries of the name table."""
    return {
        "copyright": COPYRIGHT,
        "familyName": family,
        "styleName": style,
        "uniqueFontIdentifier": f"{family}-{style};2.001",
        "fullName": f"{family} {style}",
        "version": "Version 2.001",
        "psName": f"{family.replace(' ', '')}-{style}",
        "licenseDescription": LICENCE,
        "licenseInfoURL": "https://openfontlicense.org",
    }


def punctuation_kerning(font: TTFont, cmap: dict[int, str]) -> str:
    """Feature code that takes out the empty half between two full-width punctuation marks.

    Chinese setting squeezes 》《 and 。” to one and a half squares. Which half of a mark is empty is read
    from its outline, not from a list.
    """
    opening, closing = [], []
    glyphs = font.getGlyphSet()
    for code in [
        *range(0x2018, 0x201E),
        *range(0x3001, 0x3003),
        *range(0x3008, 0x3012),
        *range(0x3014, 0x3018),
        *range(0xFF01, 0xFF5F),
    ]:
        name = cmap.get(code)
        if name is None or font["hmtx"][name][0] != 1000 or chr(code).isalnum():
            continue
        pen = BoundsPen(glyphs)
        glyphs[name].draw(pen)
        if pen.bounds and pen.bounds[0] >= 500:
            opening.append(name)
        elif pen.bounds and pen.bounds[2] <= 500:
            closing.append(name)
    return (
        f"@opening = [{' '.join(opening)}];\n@closing = [{' '.join(closing)}];\n"
        "feature kern {\n  pos @closing @closing -500;\n  pos @closing @opening -500;\n"
        "  pos @opening @opening -500;\n} kern;\n"
    )


def build_text_font(style: str, target: Path) -> set[int]:
    """Write one TrueType text font; returns its code points."""
    collection, index = source_face(style)
    source = collection.fonts[index]
    source_cmap, metrics, outlines = source.getBestCmap(), source["hmtx"], source.getGlyphSet()
    codes = text_code_points(source_cmap)
    order = list(dict.fromkeys([".notdef", *(source_cmap[c] for c in codes)]))
    # Glyph names of the collection carry CIDs; own names keep the feature code readable.
    renamed = {old: old if old == ".notdef" else f"g{number:04d}" for number, old in enumerate(order)}
    cmap = {code: renamed[source_cmap[code]] for code in codes}

    glyphs, advances = {}, {}
    for old, new in renamed.items():
        pen = TTGlyphPen(None)
        outlines[old].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        glyphs[new] = pen.glyph(dropImpliedOnCurves=True)
        advances[new] = metrics[old][0]

    bold = style == "Bold"
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(renamed.values()))
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (advances[name], table[name].xMin if table[name].numberOfContours else 0) for name in glyphs}
    )
    head, os2 = source["hhea"], source["OS/2"]
    builder.setupHorizontalHeader(ascent=head.ascent, descent=head.descent, lineGap=head.lineGap)
    builder.setupNameTable(name_strings("ClaimSong", style))
    builder.setupOS2(
        version=4,
        sTypoAscender=os2.sTypoAscender,
        sTypoDescender=os2.sTypoDescender,
        sTypoLineGap=os2.sTypoLineGap,
        usWinAscent=os2.usWinAscent,
        usWinDescent=os2.usWinDescent,
        sxHeight=os2.sxHeight,
        sCapHeight=os2.sCapHeight,
        usWeightClass=700 if bold else 400,
        fsSelection=0x20 if bold else 0x40,
        fsType=0,
        achVendID="NONE",
    )
    builder.setupPost(keepGlyphNames=False, underlinePosition=-150, underlineThickness=50)
    font = builder.font
    font["head"].macStyle = 1 if bold else 0
    font["head"].created = font["head"].modified = EPOCH
    font.recalcTimestamp = False
    addOpenTypeFeaturesFromString(font, punctuation_kerning(font, cmap))
    font.save(target)
    return set(codes)


def build_fallback_font(text_codes: set[int], target: Path) -> int:
    """Write the OpenType font with everything the text fonts lack; returns the number of characters."""
    collection, index = source_face("Regular")
    codes = set(collection.fonts[index].getBestCmap()) - text_codes | {0x20}
    path = SOURCE / "NotoSerifCJK-Regular.ttc"
    face = hb.Face(hb.Blob.from_file_path(str(path)), index)
    options = hb.SubsetInput()
    options.unicode_set.update(codes)
    options.flags |= hb.SubsetFlags.NO_HINTING
    options.layout_feature_tag_set.clear()
    options.drop_table_tag_set.update(hb.Set({int.from_bytes(tag) for tag in DROPPED_TABLES}))
    font = TTFont(io.BytesIO(hb.subset(face, options).blob.data), recalcTimestamp=False)
    names = font["name"]
    names.names = []
    for key, value in name_strings("ClaimSong Ext", "Regular").items():
        number = {
            "copyright": 0,
            "familyName": 1,
            "styleName": 2,
            "uniqueFontIdentifier": 3,
            "fullName": 4,
            "version": 5,
            "psName": 6,
            "licenseDescription": 13,
            "licenseInfoURL": 14,
        }[key]
        names.setName(value, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames = ["ClaimSongExt-Regular"]
    font["head"].created = font["head"].modified = EPOCH
    font.save(target)
    return len(codes)


def main() -> None:
    """Build all three fonts and the list of their characters into the folder named on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--target", type=Path, default=TARGET)
    target: Path = parser.parse_args().target
    target.mkdir(parents=True, exist_ok=True)
    codes: set[int] = set()
    for style in ("Regular", "Bold"):
        codes = build_text_font(style, target / f"ClaimSong-{style}.ttf")
        print(f"ClaimSong-{style}.ttf: {len(codes)} characters")
    rest = build_fallback_font(codes, target / "ClaimSongExt-Regular.otf")
    print(f"ClaimSongExt-Regular.otf: {rest} characters")
    held = (TTFont(target / name, lazy=True).getBestCmap() for name in (TEXT_FILES[0], FALLBACK_FILE))
    (target / COVERAGE_FILE).write_text(as_ranges(set().union(*held)), "ascii")


if __name__ == "__main__":
    main()
