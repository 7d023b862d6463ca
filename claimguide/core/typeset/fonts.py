"""The font configuration that knows the letter fonts and no others.

System fonts are never read. A letter therefore looks the same on every machine, a character without a glyph
cannot be taken silently from some other font, and start-up does not scan the disk.
"""

from __future__ import annotations

from pathlib import Path

from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

from .coverage import FONT_DIR, FONT_FILES, FontMissing

# WeasyPrint declares the call that reads the system's fonts, but not the one that starts empty.
ffi.cdef("FcConfig * FcConfigCreate (void);", override=True)


class LetterFonts(FontConfiguration):  # type: ignore[misc]
    """A font configuration that holds the letter fonts and nothing else.

    The files are used where they lie: WeasyPrint's own @font-face handling would copy 17 MB to a temporary
    folder, which the first worker child to end would delete under its sisters.
    """

    def __init__(self, folder: Path = FONT_DIR) -> None:
        """Raise FontMissing if a file is absent: Pango ends the whole process when it finds no font."""
        self._folder = None
        self._config = fontconfig.FcConfigCreate()
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        font_map = ffi.cast("PangoFcFontMap *", self.font_map)
        pangoft2.pango_fc_font_map_set_config(font_map, self._config)
        fontconfig.FcConfigDestroy(self._config)  # the map keeps a reference of its own
        for name in FONT_FILES:
            path = folder / name
            if not path.is_file() or not fontconfig.FcConfigAppFontAddFile(self._config, str(path).encode()):
                raise FontMissing(f"letter font missing or unreadable: {path}")
        pangoft2.pango_fc_font_map_config_changed(font_map)
        self.strut_layouts: dict[object, object] = {}
        self.font_features: dict[object, object] = {}

    def add_font_face(self, rule_descriptors: object, url_fetcher: object) -> None:
        """Refuse @font-face: the only fonts of a letter are the ones named here."""
        raise FontMissing("@font-face is not allowed in letters")
