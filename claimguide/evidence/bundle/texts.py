"""Text as it can be set: a character that no font of ours holds is shown by a mark, never just left out."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from claimguide.core.typeset.coverage import coverage

# The mark compositors put where a character is missing.
MISSING = "〓"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
LONGEST_LINE = 800


def settable(value: str) -> str:
    """`value` with every character that cannot be printed as 〓, and without invisible ones."""
    if value.isascii():
        return _CONTROL.sub("", value)
    known = coverage()
    kept = _CONTROL.sub("", _INVISIBLE.sub("", value))
    return "".join(each if ord(each) in known or each in "\t\n" else MISSING for each in kept)


def all_settable(value: Any) -> Any:
    """The same for every text in nested lists and dictionaries."""
    if isinstance(value, str):
        return settable(value)
    if isinstance(value, dict):
        return {key: all_settable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [all_settable(each) for each in value]
    return value


def decoded(data: bytes) -> str:
    """A text file as people read it: UTF-8, UTF-16 with its mark, or GB18030. Never fails."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def lines(text: str) -> Iterator[str]:
    """Lines short enough to be set: a very long one is cut, because its time grows with its square."""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").split("\n"):
        for at in range(0, max(1, len(line)), LONGEST_LINE):
            yield line[at : at + LONGEST_LINE].expandtabs(4)
