"""A letter as plain text, to copy into the forms of platforms and authorities."""

from __future__ import annotations

from collections.abc import Iterator

from .outline import Block, Grid, Look, Outline

BOM = b"\xef\xbb\xbf"  # without it old Windows editors read UTF-8 as GBK
_SET_OFF = (Look.TITLE, Look.HEADING)


def text(outline: Outline) -> str:
    """One paragraph to a line, cells apart by a tab; at the end what stands at the foot of every page."""
    body = "\n".join(_lines(outline)).strip("\n")
    return "\n\n".join(part for part in (body, f"{outline.facts}\n{outline.notice}".strip()) if part) + "\n"


def make(outline: Outline) -> bytes:
    """The file: UTF-8 with its mark, lines ended as Windows ends them."""
    return BOM + text(outline).replace("\n", "\r\n").encode()


def _lines(outline: Outline) -> Iterator[str]:
    before: Block | Grid | None = None
    for block in outline.blocks:
        if _apart(before, block):
            yield ""
        if isinstance(block, Grid):
            yield from ("\t".join(cell.text for cell in row) for row in (*block.heads, *block.rows))
        else:
            yield f"{block.number} {block.text}".lstrip(" ")
        before = block


def _apart(before: Block | Grid | None, block: Block | Grid) -> bool:
    """Whether an empty line stands between the two: around headings, tables and the signature."""
    if isinstance(before, Grid) or isinstance(block, Grid):
        return not (isinstance(before, Block) and before.look in _SET_OFF)
    if before is None:
        return False
    signed = block.look is Look.SIGNED and before.look is not Look.SIGNED
    return signed or block.look is Look.HEADING or before.look is Look.TITLE
