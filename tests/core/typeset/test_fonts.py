"""The font files that are shipped: what they hold, whose forms they show, and what happens without them."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from claimguide.core.typeset import glyphs
from claimguide.core.typeset.coverage import (
    FALLBACK_FILE,
    FONT_DIR,
    FONT_FILES,
    TEXT_FILES,
    FontMissing,
    coverage,
)
from claimguide.core.typeset.engine import ROOT
from claimguide.core.typeset.fonts import LetterFonts

STANDARD = {c for c in (ROOT / "scripts" / "standard_hanzi.txt").read_text("utf-8") if not c.isspace()}
# Outline bounds where the mainland form differs from the Japanese, the Taiwan form or both.
MAINLAND_FORMS = {
    "骨": (59, -79, 951, 825),
    "令": (25, -82, 978, 847),
    "角": (44, -77, 881, 839),
    "门": (114, -78, 924, 844),
    "述": (31, -66, 963, 839),
    "器": (28, -84, 975, 817),
    "，": (76, -196, 229, 118),
}


@pytest.fixture(scope="module")
def fonts() -> dict[str, TTFont]:
    return {name: TTFont(FONT_DIR / name, lazy=True) for name in FONT_FILES}


def test_text_fonts_hold_all_standard_characters(fonts) -> None:
    assert len(STANDARD) == 8105
    for name in TEXT_FILES:
        known = set(map(chr, fonts[name].getBestCmap()))
        assert known >= STANDARD
        assert known >= set("《》〈〉【】〔〕（）“”‘’——……·、。，；：！？￥¥§①②③℃㎡％×÷±≤≥ABCabc0123456789@#")


def test_the_list_of_characters_is_that_of_the_fonts(fonts) -> None:
    held = set(fonts[TEXT_FILES[0]].getBestCmap()) | set(fonts[FALLBACK_FILE].getBestCmap())
    assert coverage() == held


def test_rare_characters_are_covered() -> None:
    assert not glyphs.missing_glyphs("𠮷㼆龘䶮𬭎𰻝")
    assert glyphs.missing_glyphs("汉ไ\n\u2060") == "ไ"


def test_no_two_files_share_a_name(fonts) -> None:
    # Two files with the same family, weight and style made Pango print 沈敏怡 as 沈浅忍 without a warning.
    names = {(f["name"].getDebugName(1), f["OS/2"].usWeightClass) for f in fonts.values()}
    assert names == {("ClaimSong", 400), ("ClaimSong", 700), ("ClaimSong Ext", 400)}


@pytest.mark.parametrize("char", MAINLAND_FORMS)
def test_glyphs_have_the_mainland_form(fonts, char: str) -> None:
    font = fonts[TEXT_FILES[0]]
    outlines = font.getGlyphSet()
    pen = BoundsPen(outlines)
    outlines[font.getBestCmap()[ord(char)]].draw(pen)
    assert tuple(map(round, pen.bounds)) == MAINLAND_FORMS[char]


def test_no_substitution_by_language(fonts) -> None:
    assert all("GSUB" not in font for font in fonts.values())


def test_licence_and_copyright_are_shipped(fonts) -> None:
    licence = (FONT_DIR / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Adobe" in licence
    for font in fonts.values():
        assert "Adobe" in font["name"].getDebugName(0)
        assert "Open Font License" in font["name"].getDebugName(13)
        assert font["OS/2"].fsType == 0, "embedding must be allowed"


def test_missing_files_are_an_error_and_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(FontMissing, match="ClaimSong-Regular"):
        LetterFonts(tmp_path)
    assert (FONT_DIR / FALLBACK_FILE).is_file()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("好的👍🏻", "好的"),
        ("\u2011\u2010", "--"),
        ("甲\u00a0乙", "甲 乙"),
        ("e\ufe0fx\u200b\u200d\u00ad\u202e", "ex"),
        ("★☆①", "★☆①"),
        ("👨‍👩‍👧家🇨🇳1️⃣", "家 1"),
        ("plain ASCII", "plain ASCII"),
    ],
)
def test_what_cannot_be_printed_goes(typed: str, expected: str) -> None:
    assert glyphs.printable(typed) == expected
