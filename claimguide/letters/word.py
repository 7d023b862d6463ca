"""A letter as a Word document (.docx), for people who fill it in or send it on in Word or WPS.

The same outline, title and date give the same bytes: no clock is read. Imported only where one is made:
python-docx and its parser cost a web process 20 MB.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from .outline import Block, Cell, Grid, Look, Outline

FACE, FACE_LATIN = "宋体", "SimSun"  # on every Windows, in WPS, and replaced by Songti on a Mac
SIZE = 12.0
LINE = 20.0
SMALL = 10.5
PAGE_MM = (210.0, 297.0)
MARGINS_MM = {"top_margin": 30.0, "right_margin": 25.5, "bottom_margin": 29.5, "left_margin": 27.8}
# 1 em of the running text in twentieths of a point.
_EM = int(SIZE * 20)
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
# The ids of styles in the file. python-docx goes through all its styles for each paragraph that names one,
# which took two fifths of the time of a letter.
_STYLE_IDS = {"Heading 1": "Heading1", "Heading 2": "Heading2", "Letter table": "Lettertable"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_DROPPED = ("/extended-properties", "/thumbnail")


def make(outline: Outline, *, title: str, created: datetime) -> bytes:
    """The file. `created` must be aware (else ValueError): it becomes the date in the properties."""
    if created.tzinfo is None:
        raise ValueError("the creation date of a letter needs a time zone")
    document = docx.Document()
    _styles(document)
    _page(document, outline)
    _properties(document, title, created)
    before: Paragraph | None = None
    for block in outline.blocks:
        if isinstance(block, Grid):
            if before is not None:
                before.paragraph_format.space_after = Pt(5)
            _table(document, block)
            before = None
        else:
            before = _paragraph(document, block)
    return _packed(document, created)


def _element(name: str, **attributes: object) -> Any:
    """<w:name w:attribute="value">"""
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    return element


def _set_style(paragraph: Paragraph, name: str) -> None:
    """KeyError for a style that no letter names; a paragraph without one has the style "Normal"."""
    paragraph._p.style = _STYLE_IDS[name]


def _set_face(style: Any, size: float, *, bold: bool = False) -> None:
    """East Asian and Latin face named, so that no theme decides them."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = {"ascii": FACE_LATIN, "hAnsi": FACE_LATIN, "eastAsia": FACE, "cs": FACE_LATIN, "hint": "eastAsia"}
    properties.insert(0, _element("rFonts", **fonts))
    style.font.size, style.font.bold = Pt(size), bold
    for old in properties.findall(qn("w:color")):
        properties.remove(old)


def _styles(document: Document) -> None:
    styles = document.styles
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for name in ("rFonts", "lang"):
        for old in defaults.findall(qn(f"w:{name}")):
            defaults.remove(old)
    defaults.append(_element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    for name, size, bold in (
        ("Normal", SIZE, False),
        ("Heading 1", 20.0, True),
        ("Heading 2", SIZE, True),
        ("Footer", 8.0, False),
    ):
        _set_face(styles[name], size, bold=bold)
    _spaced(styles["Normal"], LINE)
    _spaced(styles["Heading 1"], 30.0, after=20.0)
    styles["Heading 1"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _spaced(styles["Heading 2"], LINE, before=10.0)
    _spaced(styles["Footer"], 12.0)
    small = styles.add_style("Letter table", WD_STYLE_TYPE.PARAGRAPH)
    small.base_style = styles["Normal"]
    _set_face(small, SMALL)
    _spaced(small, 16.0)


def _spaced(style: Any, line: float, before: float = 0.0, after: float = 0.0) -> None:
    """Line height and space around a paragraph, in points."""
    shape = style.paragraph_format
    shape.line_spacing, shape.space_before, shape.space_after = Pt(line), Pt(before), Pt(after)
    shape.widow_control = True


def _page(document: Document, outline: Outline) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in PAGE_MM)
    for name, margin in MARGINS_MM.items():
        setattr(section, name, Mm(margin))
    section.footer_distance = Mm(14)
    first = section.footer.paragraphs[0]
    _rule(first, "top")
    first.paragraph_format.tab_stops.clear_all()
    _right_tab(first)
    first.add_run(f"{outline.facts}\t第 ")
    _field(first, "PAGE")
    first.add_run(" 页　共 ")
    _field(first, "NUMPAGES")
    first.add_run(" 页")
    if outline.notice:
        section.footer.add_paragraph(outline.notice, style="Footer")


def _text_width() -> int:
    """Between the margins, in twentieths of a point."""
    width = PAGE_MM[0] - MARGINS_MM["left_margin"] - MARGINS_MM["right_margin"]
    return round(width / 25.4 * 1440)


def _right_tab(paragraph: Paragraph) -> None:
    """One tab stop at the right margin instead of the two of the footer's style."""
    tabs = _element("tabs")
    for old in (4320, 8640):
        tabs.append(_element("tab", val="clear", pos=old))
    tabs.append(_element("tab", val="right", pos=_text_width()))
    paragraph._p.get_or_add_pPr().insert_element_before(tabs, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _field(paragraph: Paragraph, name: str) -> None:
    """A number that Word and WPS work out for each page."""
    for part in ("begin", None, "separate", "1", "end"):
        run = paragraph.add_run()
        if part is None:
            code = _element("instrText")
            code.text = f" {name} "
            run._r.append(code)
        elif part == "1":
            run.text = part
        else:
            run._r.append(_element("fldChar", fldCharType=part))


def _rule(paragraph: Paragraph, side: str, size: int = 4, space: int = 4) -> None:
    """A line beside a paragraph; `size` in eighths of a point."""
    borders = _element("pBdr")
    borders.append(_element(side, val="single", sz=size, space=space, color="777777"))
    behind = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *behind)


def _properties(document: Document, title: str, created: datetime) -> None:
    properties = document.core_properties
    moment = created.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties.title, properties.language = title[:255], "zh-CN"
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = moment
    properties.revision = 1


def _paragraph(document: Document, block: Block) -> Paragraph:
    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    if style := {Look.TITLE: "Heading 1", Look.HEADING: "Heading 2"}.get(block.look):
        _set_style(paragraph, style)
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        shape.keep_with_next = block.together or None
    if block.new_page:
        shape.page_break_before = True
    _set_in(paragraph, block)
    if block.number:
        paragraph.add_run(f"{block.number}\t")
    strong = block.look in (Look.STRONG, Look.TOTAL)
    for words in block.words:
        run = paragraph.add_run(words.text)
        if words.strong or strong:
            run.bold = True
    return paragraph


def _set_in(paragraph: Paragraph, block: Block) -> None:
    """Indents in em of the running text, said in characters as Chinese word processors count them."""
    indents: dict[Look, dict[str, int]] = {
        Look.PARA: {"firstLineChars": 200, "firstLine": 2 * _EM},
        Look.ITEM: {"leftChars": 200, "left": 2 * _EM, "hangingChars": 200, "hanging": 2 * _EM},
        Look.MORE: {"leftChars": 200, "left": 2 * _EM},
        Look.TOTAL: {"leftChars": 200, "left": 2 * _EM},
        Look.SUM: {"leftChars": 300, "left": 3 * _EM},
        Look.SIGNED: {"leftChars": 1900, "left": 19 * _EM},
    }
    if block.look in indents:
        paragraph._p.get_or_add_pPr().append(_element("ind", **indents[block.look]))
    if block.look is Look.SUM:
        _rule(paragraph, "left", size=12, space=8)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    if block.look is Look.SIGNED:
        paragraph.paragraph_format.space_before = Pt(LINE)  # room for a signature by hand
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _table(document: Document, grid: Grid) -> None:
    width = _text_width()
    columns = [width * percent // max(100, sum(grid.widths)) for percent in grid.widths]
    table = document.add_table(rows=0, cols=len(columns))
    table.autofit = False
    for column, size in zip(table._tbl.tblGrid.gridCol_lst, columns, strict=True):
        column.set(qn("w:w"), str(size))
    _table_properties(table, sum(columns), grid.ruled)
    for number, cells in enumerate((*grid.heads, *grid.rows)):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(_element("cantSplit"))
        if number < len(grid.heads):
            properties.append(_element("tblHeader"))
        for cell, said, size in zip(row.cells, cells, columns, strict=True):
            _fill(cell, said, size, line_below=number < len(grid.heads))
    after = document.add_paragraph()
    _set_style(after, "Letter table")
    after.paragraph_format.line_spacing = Pt(8)


def _table_properties(table: Any, width: int, ruled: bool) -> None:
    properties = table._tbl.tblPr
    for name in ("tblW", "tblLook"):
        for old in properties.findall(qn(f"w:{name}")):
            properties.remove(old)
    borders = _element("tblBorders")
    for side in _SIDES:
        outer = side in ("top", "bottom")
        if outer or (ruled and side.startswith("inside")):
            borders.append(_element(side, val="single", sz=10 if outer else 4, space=0, color="000000"))
    margins = _element("tblCellMar")
    for side, space in (("top", 50), ("left", 84), ("bottom", 50), ("right", 84)):
        margins.append(_element(side, w=space, type="dxa"))
    # In the order that the format prescribes.
    layout = properties.find(qn("w:tblLayout"))
    properties.insert(1, _element("tblW", w=width, type="dxa"))
    layout.addprevious(borders)
    layout.addnext(margins)
    margins.addnext(_element("tblLook", val="0020", firstRow=1, firstColumn=0, noHBand=1, noVBand=1))


def _fill(cell: _Cell, said: Cell, width: int, *, line_below: bool) -> None:
    properties = cell._tc.get_or_add_tcPr()
    for old in properties.findall(qn("w:tcW")):
        properties.remove(old)
    properties.insert(0, _element("tcW", w=width, type="dxa"))
    if line_below:
        borders = _element("tcBorders")
        borders.append(_element("bottom", val="single", sz=5, space=0, color="000000"))
        properties.append(borders)
    paragraph = cell.paragraphs[0]
    _set_style(paragraph, "Letter table")
    paragraph.alignment = _ALIGN[said.align]
    paragraph.add_run(said.text).bold = said.strong or None


def _packed(document: Document, created: datetime) -> bytes:
    """Written out with one date for every part; python-docx would put the clock's."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith(_DROPPED)]:
        del relations[key]
    plain, out = io.BytesIO(), io.BytesIO()
    document.save(plain)
    moment = created.astimezone(UTC)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr, entry.create_system = 0o600 << 16, 3
            new.writestr(entry, old.read(name))
    return out.getvalue()
