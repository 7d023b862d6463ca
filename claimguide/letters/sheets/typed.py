"""Text for a box that takes no pasting: short lines to read on one device and type on another."""

from __future__ import annotations

import re
import unicodedata

# Characters, and columns of half a Chinese character: as much as a phone shows in large type on one line.
WIDTH, COLUMNS = 20, 26
# What is typed in one go: a number, a word, a run of spaces; every other character stands alone.
_TOKENS = re.compile(r"[A-Za-z0-9]+(?:[.,:/_-][A-Za-z0-9]+)*|\s+|.", re.DOTALL)
_NO_START = frozenset("，。、；：！？”’）》】」』…,.;:!?)%元 ")
_NO_END = frozenset("“‘（《【「『(¥￥")
_PAUSES = frozenset("，。；！？：,;!?")
LEAST_TO_PAUSE = 8


def lines(text: str) -> list[str]:
    """`text` in lines of at most `WIDTH` characters; joined, they are the text without its line breaks.

    A line ends after a mark where one is near, never within a number or a word that fits on a line, and none
    begins with a closing mark.
    """
    return [line for paragraph in text.split("\n") for line in _broken(paragraph.strip())]


def _broken(text: str) -> list[str]:
    out: list[str] = []
    line: list[str] = []
    for token in _tokens(text):
        held = "".join(line)
        pause = line and held[-1] in _PAUSES and len(held) >= LEAST_TO_PAUSE and token not in _NO_START
        if line and (not _fits(held + token) or pause):
            carried = _carried(line, token, pause=bool(pause))
            out.append("".join(line[: len(line) - carried]))
            line = line[len(line) - carried :]
        line.append(token)
    return [*out, "".join(line)] if line else out


def _fits(line: str) -> bool:
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in line)
    return len(line) <= WIDTH and len(line) + wide <= COLUMNS


def _carried(line: list[str], token: str, *, pause: bool) -> int:
    """How many tokens at the end of a full line go to the next one with `token`."""
    if pause:
        return 0
    count = 0
    following = token
    while count < len(line) - 1 and (following in _NO_START or line[-1 - count] in _NO_END):
        following = line[-1 - count]
        count += 1
    return count


def _tokens(text: str) -> list[str]:
    found = _TOKENS.findall(text)
    return [token[at : at + WIDTH] for token in found for at in range(0, len(token), WIDTH)]
