"""Plain text: UTF-8, UTF-16 with its mark, or GB18030, without anything that is not text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import BinaryIO, NoReturn

from .verdict import Derived, Refusal

PREVIEW_SIGNS = 20_000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SPACES = "\t\n\r\x0c"
# A few signs of private use stand in old Chinese texts; more of them mean that it is no text.
_MOST_UNKNOWN = 100
# No script puts more than a handful on one letter.
_MOST_ACCENTS = 40


def load(kind: str) -> None:
    """Codecs are loaded from disk at first use."""
    for name in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        codecs.lookup(name)
    "".encode("gb18030")


def check(source: BinaryIO, kind: str) -> Derived:
    """Refusal: not_text, empty."""
    content, encoding = decoded(source.read())
    shown = display(content)
    found = {
        "format": "TXT",
        "encoding": encoding,
        "lines": len(shown.splitlines()),
        "characters": len(shown),
    }
    return Derived(text=shown[:PREVIEW_SIGNS], found=found)


def page(source: BinaryIO, kind: str, number: int, width: int) -> NoReturn:
    """A text has no pages."""
    raise Refusal("no_page")


def whole(source: BinaryIO, kind: str) -> str:
    """All of the text as it is shown."""
    return display(decoded(source.read())[0])


def decoded(data: bytes) -> tuple[str, str]:
    """The text and its encoding. Refusal: not_text, empty."""
    for encoding in _candidates(data):
        try:
            content = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not content.strip("\ufeff \t\r\n"):
            raise Refusal("empty")
        _require_text(content, encoding)
        _require_readable(content)
        return content, encoding
    raise Refusal("not_text")


def display(content: str) -> str:
    """NFC, line ends as one sign, without signs that change the direction or cannot be seen."""
    lines = content.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    plain = unicodedata.normalize("NFC", lines)
    return "".join(sign for sign in plain if sign in "\t\n" or unicodedata.category(sign) not in ("Cf", "Cc"))


def _require_readable(content: str) -> None:
    """No tower of accents: putting one in order takes the square of its height."""
    accents = "".join(sign for sign in set(content) if unicodedata.combining(sign))
    if accents and re.search(f"[{re.escape(accents)}]{{{_MOST_ACCENTS}}}", content):
        raise Refusal("not_text")


def _candidates(data: bytes) -> tuple[str, ...]:
    if data.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    return ("utf-16",) if data.startswith(_UTF16) else ("utf-8", "gb18030")


def _require_text(content: str, encoding: str) -> None:
    unknown = 0
    for sign in set(content):
        kind = unicodedata.category(sign)
        if kind == "Cc" and sign not in _SPACES:
            raise Refusal("not_text")
        if kind in ("Co", "Cn") and encoding != "utf-8":
            unknown += content.count(sign)
    if unknown * _MOST_UNKNOWN > len(content):
        raise Refusal("not_text")
