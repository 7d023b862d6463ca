"""What one letter can hand to the next: computed styles, and Pango layouts set up for them.

The style sheet and the templates never change while a process lives, so most of what WeasyPrint works out for
every document comes out the same. Nothing here changes a byte of the PDF: a test renders with and without.
Tied to one WeasyPrint version like typography.py, whose `install` checks it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.css import ComputedStyle, StyleFor
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline, percent, table
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.line_break import Layout

MAX_STYLES = 4000  # far more than our templates need; a guard, not a tuning knob
MAX_LENGTHS = 50
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("top", "right", "bottom", "left")),
    *(f"border_{side}_width" for side in ("top", "right", "bottom", "left")),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
_SHORT = 1.6  # text handed to Pango, in widths of the line: full squares fill 1.0, Latin letters about half

_plain_set_computed_styles = StyleFor.set_computed_styles
_plain_setup = Layout.setup
_plain_deactivate = Layout.deactivate
_plain_set_text = Layout.set_text
_plain_reactivate = Layout.reactivate
_plain_resolve = percent.resolve_percentages
_plain_strut = line_break.strut
_plain_split = line_break.split_first_line
_styles: dict[tuple[Any, ...], ComputedStyle] = {}

ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *src);", override=True)


def _set_computed_styles(  # noqa: PLR0913, PLR0917  the signature is WeasyPrint's
    self: Any,
    element: Any,
    parent: Any,
    root: Any = None,
    pseudo_type: str | None = None,
    base_url: str | None = None,
    target_collector: Any = None,
) -> None:
    """Take a style computed for an earlier letter if parent style and declarations are the very same objects.

    Page styles are left alone: WeasyPrint changes them while it numbers pages. So are elements with an
    anchor, because anchors are collected while styles are computed.
    """
    cascaded = self._cascaded_styles.get((element, pseudo_type), {})
    if not isinstance(element, Element) or "anchor" in cascaded:
        _plain_set_computed_styles(self, element, parent, root, pseudo_type, base_url, target_collector)
        return
    parent_style = None if parent is None else self._computed_styles[parent, None]
    declared = tuple(
        # The language comes from an attribute, parsed anew each time; everything else from the style sheets.
        (name, repr(value) if name == "lang" else id(value), weight)
        for name, (value, weight) in cascaded.items()
    )
    key = (id(parent_style), id(self.font_config), pseudo_type, declared)
    style = _styles.get(key)
    if style is None:
        _plain_set_computed_styles(self, element, parent, root, pseudo_type, base_url, target_collector)
        if len(_styles) < MAX_STYLES:
            # The style keeps its parent and its declarations alive, so the numbers in the key stay theirs.
            _styles[key] = self._computed_styles[element, pseudo_type]
    else:
        self._computed_styles[element, pseudo_type] = style


def _setup(self: Any, style: Any) -> None:
    """Copy the Pango layout prepared for this style instead of preparing one for every line."""
    prepared = style.__dict__.get("_letter_layout")
    if prepared is None:
        _plain_setup(self, style)
        prepared = style._letter_layout = {**self.__dict__}
        for name in ("text", "justification_spacing", "max_width", "gaps"):
            prepared.pop(name, None)
    self.__dict__.update(prepared)
    self.layout = ffi.gc(pango.pango_layout_copy(prepared["layout"]), gobject.g_object_unref)


def _set_text(self: Any, text: str, justify: bool = False) -> None:
    """Set the mode that drawing sets on every line; set early, it does not undo the shaping."""
    pango.pango_layout_set_single_paragraph_mode(self.layout, "\n" not in text)
    _plain_set_text(self, text, justify)


def _deactivate(self: Any) -> None:
    """Keep the shaped line until it is drawn; WeasyPrint would shape it a third time there."""
    if "\n" in self.text:
        _plain_deactivate(self)


def _reactivate(self: Any, style: Any) -> None:
    if "layout" not in self.__dict__:
        _plain_reactivate(self, style)


def _resolve_percentages(box: Any, containing_block: Any) -> None:
    """Take the margins, paddings and sizes worked out for the same style in a block of the same size."""
    style = box.style
    if isinstance(containing_block, boxes.Box):
        size = (containing_block.width, containing_block.height)
    else:
        size = tuple(containing_block)
    known = style.__dict__.setdefault("_letter_lengths", {})
    lengths = known.get(size)
    if lengths is None:
        _plain_resolve(box, containing_block)
        if style["border_collapse"] == "separate" and len(known) < MAX_LENGTHS:
            known[size] = {name: box.__dict__[name] for name in _LENGTHS}
    else:
        box.__dict__.update(lengths)


def _strut(style: Any) -> tuple[float, float]:
    """Height and baseline of an empty line, kept on the style."""
    known = style.__dict__.get("_letter_strut")
    if known is None:
        known = style._letter_strut = _plain_strut(style)
    return known  # type: ignore[no-any-return]


def _split_first_line(
    text: str, style: Any, context: Any, max_width: float | None, *args: Any, **kwargs: Any
) -> tuple[Any, ...]:
    """Show Pango little more than one line of a long paragraph.

    WeasyPrint hands over four lines' worth, which is right for Latin letters. If the piece turns out too
    short to know where the line ends, the whole text follows.
    """
    size = style["font_size"]
    if max_width and size:
        length = int(max_width / size * _SHORT) + 8
        if length < len(text) and "\n" not in text:
            result = _plain_split(text[:length], style, context, max_width, *args, **kwargs)
            resume_at = result[2]
            if resume_at is not None and _is_settled(text[:length].encode()[resume_at:].decode()):
                return result  # type: ignore[no-any-return]
    return _plain_split(text, style, context, max_width, *args, **kwargs)  # type: ignore[no-any-return]


def _is_settled(rest: str) -> bool:
    """Whether the start of the second line holds a place to break: two Han characters in a row."""
    return any("\u4e00" <= a <= "\u9fff" and "\u4e00" <= b <= "\u9fff" for a, b in pairwise(rest[1:]))


def install() -> None:
    """Put all of it in place."""
    StyleFor.set_computed_styles = _set_computed_styles
    Layout.setup = _setup
    Layout.set_text, Layout.deactivate, Layout.reactivate = _set_text, _deactivate, _reactivate
    for module in (block, inline, table):
        module.resolve_percentages = _resolve_percentages
    inline.strut = _strut
    inline.split_first_line = _split_first_line
