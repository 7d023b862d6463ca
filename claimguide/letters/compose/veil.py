"""A letter without its writer: what an anonymous report must not hold, wherever the consumer typed it."""

from __future__ import annotations

import dataclasses
import re
import typing
from typing import Any

from claimguide.letters.content import LetterContent, Run

from .source import Source

HIDDEN = "（略）"
# Shorter ones would strike out other words that happen to hold the same characters.
SHORTEST_NAME, SHORTEST_NUMBER, SHORTEST_PHONE = 2, 4, 7
_FIXED = frozenset({"kind", "field", "case_number"})


def over(content: LetterContent, source: Source) -> LetterContent:
    """`content` with the consumer's particulars and the order number struck out of every text."""
    found = _particulars(source)
    return content if found is None else typing.cast("LetterContent", _veiled(content, found))


def _particulars(source: Source) -> re.Pattern[str] | None:
    """What tells who wrote it. The platform and the seller know a buyer by the order number.

    The number of a complaint tells the platform as much.
    """
    who, number = source.consumer, source.case.purchase.order_number
    told = (who.address, who.email, number, source.case.platform_conduct.complaint_number, who.account)
    order = [rf"，订单编号为{re.escape(number)}"] if number else []
    texts = [text for text in told if len(text) >= SHORTEST_NUMBER]
    names = [who.name] if len(who.name) >= SHORTEST_NAME else []
    digits = re.findall(r"\d", who.phone)
    spelt = [r"[\s\-]*".join(digits)] if len(digits) >= SHORTEST_PHONE else []
    parts = [*order, *map(re.escape, (*texts, *names)), *spelt]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def _veiled(value: Any, found: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return found.sub(_stroke, value)
    if isinstance(value, tuple):
        return tuple(_veiled(each, found) for each in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    if isinstance(value, Run) and value.kind:
        return value
    changed = {
        f.name: _veiled(getattr(value, f.name), found)
        for f in dataclasses.fields(value)
        if f.name not in _FIXED
    }
    return dataclasses.replace(value, **changed)


def _stroke(match: re.Match[str]) -> str:
    return "" if match[0].startswith("，订单编号为") else HIDDEN
