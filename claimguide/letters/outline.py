"""A frozen letter as a plain sequence of blocks: what its Word and text files are made from.

The order of parts, their headings and numbers are said by the templates alone, so it is read from the frozen
HTML, whose few elements templates/letters/base_letter.html explains. One that is not known is an error:
nothing of a letter may be left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from xml.etree import ElementTree

from claimguide.core.typeset.glyphs import printable


class Look(StrEnum):
    """How a paragraph is set."""

    TITLE = "title"
    HEADING = "heading"
    PARA = "para"  # first line set in
    FLUSH = "flush"
    STRONG = "strong"  # flush left and bold: the addressee
    ITEM = "item"  # in a numbered list, hanging
    MORE = "more"  # further paragraphs of a numbered item, and particulars: set in as a whole
    SUM = "sum"  # a line of arithmetic
    TOTAL = "total"
    SIGNED = "signed"  # the sender's block at the right


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. `number` is its place in a numbered list; `together`: not parted from what follows."""

    look: Look
    words: tuple[Words, ...]
    number: str = ""
    new_page: bool = False
    together: bool = False

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.words)


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    strong: bool = False
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `heads` are repeated on each page; `widths` are percents; `ruled`: lines between all cells."""

    heads: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole letter; `facts` and `notice` stand at the foot of every page."""

    blocks: tuple[Block | Grid, ...]
    facts: str
    notice: str


_PARAGRAPHS = {
    "addressee": Look.STRONG,
    "box-head": Look.STRONG,
    "form-note": Look.FLUSH,
    "salutation": Look.FLUSH,
    "para": Look.PARA,
    "closing": Look.PARA,
    "capital": Look.TOTAL,
    "keep-lines": Look.FLUSH,
    "date": Look.SIGNED,
}
_LISTS = {"parties": Look.MORE, "law": Look.MORE, "arith": Look.SUM}
# Widths of columns that static/css/letter.css names.
_COLUMNS = {"col-no": 10, "col-name": 36, "col-proves": 43, "col-pages": 11}
_WIDTH = re.compile(r"w(\d{1,2})")
_SPACE = re.compile(r"[ \t\n\r\f]+")


def read(html: str) -> Outline:
    """The outline of a frozen letter. ValueError where it is not made as the templates make letters."""
    try:
        article = ElementTree.fromstring(html)  # noqa: S314  ours; expat limits entities, no DTD is loaded
    except ElementTree.ParseError as error:
        raise ValueError("the letter is not well-formed") from error
    return Outline(
        blocks=tuple(_blocks(article, Look.PARA)),
        facts=printable(article.get("data-facts", "")),
        notice=printable(article.get("data-notice", "")),
    )


def _classes(element: ElementTree.Element) -> list[str]:
    return element.get("class", "").split()


def _blocks(parent: ElementTree.Element, plain: Look, together: bool = False) -> Iterator[Block | Grid]:
    """The blocks of an element that holds blocks only; `plain` is the look of paragraphs without a class."""
    _no_text(parent)
    for element in parent:
        classes = _classes(element)
        if element.tag in ("h1", "h2"):
            look = Look.TITLE if element.tag == "h1" else Look.HEADING
            yield Block(look, tuple(_words(element)), new_page="new-page" in classes, together=True)
        elif element.tag == "p":
            look = next((_PARAGRAPHS[name] for name in classes if name in _PARAGRAPHS), plain)
            if plain is Look.SIGNED:
                look = plain
            yield Block(look, tuple(_words(element, keep="keep-lines" in classes)), together=together)
        elif element.tag == "ul":
            yield from _lines(element)
        elif element.tag == "ol":
            yield from _numbered(element)
        elif element.tag == "table":
            yield _grid(element)
        elif element.tag in ("div", "section"):
            inner = Look.SIGNED if "signature" in classes else plain
            yield from _blocks(element, inner, together or "ending" in classes)
        else:
            raise ValueError(f"an outline knows no <{element.tag}>")


def _no_text(element: ElementTree.Element) -> None:
    for text in (element.text, *(child.tail for child in element)):
        if text and text.strip():
            raise ValueError(f"text directly in <{element.tag}>")


def _lines(parent: ElementTree.Element) -> Iterator[Block]:
    look = next((_LISTS[name] for name in _classes(parent) if name in _LISTS), Look.MORE)
    for item in _items(parent):
        yield Block(look, tuple(_words(item)))


def _numbered(parent: ElementTree.Element) -> Iterator[Block | Grid]:
    for number, item in enumerate(_items(parent), start=1):
        if not any(child.tag in ("p", "ul", "ol", "table", "div") for child in item):
            yield Block(Look.ITEM, tuple(_words(item)), f"{number}.")
            continue
        lead = f"{number}."
        for block in _mixed(item):
            if lead and isinstance(block, Block):
                yield Block(Look.ITEM, block.words, lead)
                lead = ""
            else:
                yield block
        if lead:
            raise ValueError("a numbered item without words")


def _mixed(item: ElementTree.Element) -> Iterator[Block | Grid]:
    """The blocks of a list item, whose first words may stand there without a paragraph of their own."""
    bare = ElementTree.Element("li")
    bare.text = item.text
    rest = ElementTree.Element("li")
    for child in item:
        block_level = child.tag in ("p", "ul", "ol", "table", "div")
        (rest if block_level or len(rest) else bare).append(child)
    if "".join(bare.itertext()).strip():
        yield Block(Look.MORE, tuple(_words(bare)))
    yield from _blocks(rest, Look.MORE)


def _items(parent: ElementTree.Element) -> Iterator[ElementTree.Element]:
    _no_text(parent)
    for item in parent:
        if item.tag != "li":
            raise ValueError(f"<{item.tag}> in a list")
        yield item


def _grid(table: ElementTree.Element) -> Grid:
    parts = {"thead": [], "tbody": []}  # type: dict[str, list[tuple[Cell, ...]]]
    first: list[ElementTree.Element] = []
    for part in table:
        for row in part:
            if part.tag not in parts or row.tag != "tr":
                raise ValueError(f"<{row.tag}> in <{part.tag}> of a table")
            first = first or list(row)
            foot = "foot" in _classes(row)
            parts[part.tag].append(tuple(_cell(cell, part.tag == "thead" or foot) for cell in row))
    ruled = "boxes" in _classes(table)
    return Grid(tuple(parts["thead"]), tuple(parts["tbody"]), _widths(first), ruled)


def _cell(cell: ElementTree.Element, strong: bool) -> Cell:
    classes = _classes(cell)
    align = "right" if "sum" in classes else "center" if {"no", "pages"} & set(classes) else "left"
    words = _words(cell, keep="keep-lines" in classes)
    return Cell("".join(word.text for word in words), strong, align)


def _widths(cells: list[ElementTree.Element]) -> tuple[int, ...]:
    """Percents of the columns; columns without a width share what the others leave."""
    said = [_width(_classes(cell)) for cell in cells]
    unsaid = said.count(0)
    left = max(100 - sum(said), 5 * unsaid)
    return tuple(width or left // unsaid for width in said)


def _width(classes: list[str]) -> int:
    for name in classes:
        if match := _WIDTH.fullmatch(name):
            return int(match[1])
        if name in _COLUMNS:
            return _COLUMNS[name]
    return 0


def _words(element: ElementTree.Element, keep: bool = False) -> Iterator[Words]:
    """The text of a paragraph in stretches of the same weight, white space as a browser shows it."""
    found: list[Words] = []
    for text, strong in _texts(element, False):
        plain = printable(text)
        plain = plain if keep else _SPACE.sub(" ", plain)
        if found and found[-1].strong == strong:
            found[-1] = Words(found[-1].text + plain, strong)
        elif plain:
            found.append(Words(plain, strong))
    if found:
        found[0] = Words(found[0].text.lstrip(" \n"), found[0].strong)
        found[-1] = Words(found[-1].text.rstrip(" \n"), found[-1].strong)
    yield from (each for each in found if each.text)


def _texts(element: ElementTree.Element, strong: bool) -> Iterator[tuple[str, bool]]:
    yield element.text or "", strong
    for child in element:
        if child.tag == "br":
            yield "\n", strong
        elif child.tag in ("strong", "b", "span"):
            yield from _texts(child, strong or child.tag != "span")
        else:
            raise ValueError(f"<{child.tag}> in the words of a letter")
        yield child.tail or "", strong
