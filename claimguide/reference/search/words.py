"""How a text is cut for the index and a query for looking it up: the same way, or nothing is found."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

LONGEST_GRAM = 20
MOST_WANTED = 40
_CJK = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003fffd"
_RUN = re.compile(rf"[{_CJK}]+|(?:(?![{_CJK}])[^\W_])+")
_IS_CJK = re.compile(f"[{_CJK}]")
# They ask and mean nothing of their own: "how do I return it" is about "return".
_EMPTY_WORDS = frozenset(
    "a an and are do does for how i in is it my of on or the to what when who".split()  # noqa: SIM905
)


class Wanted(NamedTuple):
    """A gram of a query. `prefix`: whatever begins with it will do."""

    gram: str
    prefix: bool


def fold(text: str) -> str:
    """One form for full and half width, compatibility characters and upper and lower case."""
    return unicodedata.normalize("NFKC", text).casefold()


def runs(folded: str) -> list[str]:
    """Stretches of Chinese characters, and words of other letters and digits."""
    return _RUN.findall(folded)


def is_chinese(run: str) -> bool:
    return bool(_IS_CJK.match(run))


def pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def grams(text: str) -> set[str]:
    """What a text is found by. The last character of a stretch stands alone, too: it begins no pair."""
    found: set[str] = set()
    for run in runs(fold(text)):
        found.update([*pairs(run), run[-1]] if is_chinese(run) else [run[:LONGEST_GRAM]])
    return found


def wanted(query: str) -> list[Wanted]:
    """The grams of a query, each once, at most 40. Little words of English count where they stand alone."""
    found: dict[Wanted, None] = {}
    all_runs = runs(fold(query))
    for run in [run for run in all_runs if run not in _EMPTY_WORDS] or all_runs:
        if not is_chinese(run):
            found[Wanted(run[:LONGEST_GRAM], len(run) > 1)] = None
        elif len(run) == 1:
            found[Wanted(run, True)] = None
        else:
            found.update((Wanted(pair, False), None) for pair in pairs(run))
    return list(found)[:MOST_WANTED]
