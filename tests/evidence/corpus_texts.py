"""Texts in the codings of Chinese phones and computers, things that are none, and names of all sorts."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from claimguide.evidence.inspect.jail import virus

from .corpus import SECRET, jpeg, png

CHAT = "3月5日 商家：假一赔十，支持7天无理由退货。\r\n我：好的，下单了😀\r\n"
LONG_NAME = "长" * 300 + ".png"

TEXTS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "text in utf-8": ("chat.txt", CHAT.encode, "ok"),
    "text with a mark": ("chat.TXT", lambda: codecs.BOM_UTF8 + CHAT.encode(), "ok"),
    "text in utf-16": ("chat.txt", lambda: CHAT.encode("utf-16"), "ok"),
    "text in utf-16 of the other order": (
        "chat.txt",
        lambda: codecs.BOM_UTF16_BE + CHAT.encode("utf-16-be"),
        "ok",
    ),
    "text in gb18030": ("聊天.txt", lambda: CHAT.encode("gb18030"), "ok"),
    "text in ascii": ("a.txt", lambda: b"order 123\n", "ok"),
    "text of html": ("a.txt", f"<html><script>{SECRET}</script>".encode, "ok"),
    "text with turned writing": ("a.txt", "a\u202eb\u200bc".encode, "ok"),
    "text with a page break": ("a.txt", lambda: b"one\x0ctwo\n", "ok"),
    "text of a million signs": ("a.txt", lambda: b"a" * 1_048_576, "ok"),
    "text with accents": ("a.txt", "e\u0301 Vi\u1ec7t \u0e17\u0e35\u0e48 \u0644\u0651\u064e".encode, "ok"),
    "tower of accents": ("a.txt", ("a" + "\u0301\u0323" * 250_000).encode, "not_text"),
    "text too large": ("a.txt", lambda: b"a" * 1_048_577, "too_large"),
    "text with a zero": ("a.txt", lambda: b"one\x00two", "not_text"),
    "text with an escape": ("a.txt", lambda: b"\x1b]0;title\x07", "not_text"),
    "text of random bytes": ("a.txt", lambda: bytes(range(256)) * 4, "not_text"),
    "text of half a character": ("a.txt", lambda: "商家".encode("utf-16")[:-1], "not_text"),
    "text in utf-32": ("a.txt", lambda: CHAT.encode("utf-32"), "not_text"),
    "program as text": ("a.txt", lambda: b"MZ\x90\x00\x03" + bytes(100), "not_text"),
    "elf as text": ("a.txt", lambda: b"\x7fELF\x02\x01\x01" + bytes(100), "not_text"),
    "jpeg as text": ("a.txt", jpeg, "differs"),
    "zip as text": ("a.txt", lambda: b"PK\x03\x04\x14\x00\x00\x00" + bytes(60), "not_text"),
    "text of nothing but spaces": ("a.txt", lambda: b" \r\n\t", "empty"),
    "test virus": ("a.txt", lambda: virus.TEST, "virus"),
    "test virus in a text": ("a.txt", lambda: b"x" * 262_100 + virus.TEST + b"\n", "virus"),
    "test virus behind a picture": ("a.jpg", lambda: jpeg() + virus.TEST, "virus"),
}

# Name, content, code: what names alone decide, and names that only look strange.
NAMES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "name with a path": ("../../etc/passwd.png", png, "ok"),
    "name with a path of windows": ("..\\..\\boot.png", png, "ok"),
    "name with line ends": ("a\r\nSet-Cookie: x.png", png, "ok"),
    "name of a tag": ("<img src=x onerror=alert(1)>.png", png, "ok"),
    "name of a formula": ("=cmd|' /C calc'!A1.png", png, "ok"),
    "name with quotes": ('a"; filename="x.html.png', png, "ok"),
    "name turned round": ("a\u202egnp.exe.png", png, "ok"),
    "name of 300 signs": (LONG_NAME, png, "ok"),
    "name in capitals": ("A.PNG", png, "ok"),
    "name with two endings": ("a.php.png", png, "ok"),
    "name with dots": ("...a....png", png, "ok"),
    "name with spaces": ("  订单 （1）.png", png, "ok"),
    "name of a device": ("CON.png", png, "ok"),
    "name with a percent sign": ("%2e%2e%2fa%00.png", png, "ok"),
    "name with a right second ending": ("a.png.exe", png, "wrong_type"),
    "name ends in a space": ("a.png ", png, "wrong_type"),
    "name ends in a turn": ("a.png\u202e", png, "wrong_type"),
    "name in wide letters": ("a.ｐｎｇ", png, "wrong_type"),
    "name with a stream": ("a.png::$DATA", png, "wrong_type"),
    "name of dots": ("...", png, "wrong_type"),
    "name of nothing": ("", png, "wrong_type"),
    "office document": ("a.docx", lambda: b"PK\x03\x04", "wrong_type"),
    "table": ("a.csv", lambda: b"=1+1", "wrong_type"),
    "mail": ("a.eml", lambda: b"From: a", "wrong_type"),
    "packed picture": ("a.svgz", lambda: b"\x1f\x8b", "wrong_type"),
    "fax": ("a.tiff", lambda: b"II*\x00", "wrong_type"),
    "shortcut": ("a.lnk", lambda: b"L\x00\x00\x00", "wrong_type"),
}
