"""What a screen reader and a search find in the letter.

Page footers become artifacts: nobody wants to hear a page number in the middle of a sentence. WeasyPrint
70 tags the text of page margins as content and then leaves it out of the structure tree. And a line that
was spread widely carries its text in plain, because viewers take wide gaps for spaces when one searches
or copies. Tied to one WeasyPrint version like typography.py, whose `install` checks it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream

WIDE = 80  # thousandths of the font size; viewers assume a space from about 100

_plain_marked = Stream.marked
_plain_tree = tags._build_box_tree


def mark_margins(document: Any) -> None:
    """Note on every text box of every page margin that it is not part of the letter's text."""
    for page in document.pages:
        for child in page._page_box.children:
            if isinstance(child, boxes.MarginBox):
                for box in child.descendants():
                    box.is_page_furniture = True


@contextmanager
def _with_plain_text(stream: Any, box: Any, tag: str) -> Iterator[None]:
    mcid = len(stream._tags)
    stream._tags[box] = {"tag": tag, "mcid": mcid}
    properties = pydyf.Dictionary({"MCID": mcid, "ActualText": pydyf.String(_visible(box.text))})
    stream.begin_marked_content(tag, properties)
    try:
        yield
    finally:
        stream.end_marked_content()


def _visible(text: str) -> str:
    return text.replace("\u2060", "").replace("\u200b", "")


def _marked(stream: Any, box: Any, tag: str) -> AbstractContextManager[None]:
    if getattr(box, "is_page_furniture", False):
        return stream.artifact()  # type: ignore[no-any-return]
    gaps = getattr(getattr(box, "pango_layout", None), "gaps", None)
    if stream._tags is not None and gaps and max(gaps.values()) >= WIDE:
        return _with_plain_text(stream, box, tag)
    return _plain_marked(stream, box, tag)  # type: ignore[no-any-return]


def _tree(box: Any, *args: Any) -> Iterator[Any]:
    return iter(()) if isinstance(box, boxes.MarginBox) else _plain_tree(box, *args)


def install() -> None:
    """Put both changes in place."""
    Stream.marked = _marked
    tags._build_box_tree = _tree
