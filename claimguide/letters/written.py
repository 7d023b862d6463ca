"""The forms of a letter that need no letter engine, cheap enough to be made while somebody waits."""

from __future__ import annotations

from datetime import datetime
from html import escape

from claimguide.core.typeset.glyphs import printable

from . import outline, plain
from .outputs import Form
from .render import ROOT

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{letter}
</body>
</html>
"""


def write(form: Form, html: str, *, title: str, created: datetime) -> bytes:
    """A frozen letter as a Word document, plain text or a page of its own. ValueError for another form."""
    if form is Form.TXT:
        return plain.make(outline.read(html))
    if form is Form.HTML:
        style = (ROOT / "static" / "css" / "letter.css").read_text("utf-8")
        return _PAGE.format(title=escape(title), style=style, letter=html).encode()
    if form is Form.DOCX:
        from . import word

        return word.make(outline.read(html), title=printable(title), created=created)
    raise ValueError(f"{form} is made by the letter engine")
