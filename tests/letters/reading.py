"""Reading a rendered letter as its reader does."""

from __future__ import annotations

import re
from html import unescape

_BREAKS = re.compile(r"<(?:li|p|h1|h2|tr|table)\b[^>]*>")
_TAGS = re.compile(r"<[^>]+>")


def text_of(html: str) -> str:
    """The words of a letter, one block to a line; cells of a table apart by a bar."""
    text = re.sub(r"</(?:td|th)><(?:td|th)[^>]*>", " | ", html)
    text = unescape(_TAGS.sub("", _BREAKS.sub("\n", text)))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"
