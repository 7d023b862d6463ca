"""What the consumer asked of the seller, read in their own words in the list of contacts.

Only plain words count: what is not recognised is not said to have been asked for, and what is recognised
stands in the letter as a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimguide.cases.models import ContactEntry
from claimguide.cases.vocab import ContactChannel
from claimguide.law.delay import Demand

_BACK = r"退[货款钱费卡课换还给]|[全仅]退|全额退"
_WORDS: dict[Demand, re.Pattern[str]] = {
    "return": re.compile(_BACK),
    "refund": re.compile(_BACK),
    "exchange": re.compile(r"换[货新]|[退更调]换|换[一个台件]"),
    "repair": re.compile(r"[维返]修|修[理好复]|保修"),
}
_STOPS = re.compile(r"[，。；！？、,.;!?\s]")
_NOT = re.compile(r"[不没未别勿拒]|无[需须法]")
# How far before the word a refusal of it stands in Chinese: 不要求退货, 没有要退款.
_BEFORE = 4


def asks_for(text: str, demand: Demand) -> bool:
    """Whether these words of the consumer's ask for it; 不退 and the like do not."""
    return any(not _denied(text[: found.start()]) for found in _WORDS[demand].finditer(text))


def _denied(before: str) -> bool:
    clause = _STOPS.split(before)[-1]
    return bool(_NOT.search(clause[-_BEFORE:]))


def carrying(contacts: Iterable[ContactEntry], demand: Demand) -> tuple[ContactEntry, ...]:
    """The contacts that ask for it, by day. On what day a posted letter arrived is not on record."""
    return tuple(
        entry for entry in contacts if entry.channel != ContactChannel.MAIL and asks_for(entry.said, demand)
    )
