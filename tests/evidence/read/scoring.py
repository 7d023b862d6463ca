"""How much of what stands on the measured screenshots is offered, and how much of the offers is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from claimguide.evidence.read.fields import SURE, Field, Suggestion

from .corpus import Screen

_MARKS = re.compile(r"[\s.…。,，:：;；!！?？、·'\"“”()（）【】\[\]《》<>-]")


def same(a: str, b: str) -> bool:
    """Text is compared character by character, but for spaces and the width of punctuation."""
    return _bare(a) == _bare(b)


def _bare(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", text))


@dataclass
class Score:
    """Counts per field: there, right, offered with high confidence, wrong among those."""

    there: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    sure: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    @property
    def right_share(self) -> float:
        return self.right.total() / max(1, self.there.total())

    @property
    def wrong_share(self) -> float:
        """Wrong values among those offered with high confidence."""
        return self.wrong.total() / max(1, self.sure.total())

    def add(self, screen: Screen, found: Iterable[Suggestion]) -> None:
        found = list(found)
        for name, value in screen.truth.items():
            self._expect(screen, name, value, [s.value for s in found if s.field == name][:1])
        for words in screen.promises:
            self._expect(screen, "promise", words, [s.value for s in found if s.field == "promise"])
        spoken = [f"{(s.extra or {}).get('speaker')}|{s.value}" for s in found if s.field == "chat"]
        for who, _, words in screen.chat:
            self._expect(screen, "chat", f"{who}|{words}", spoken)
        for offer in found:
            if offer.confidence >= SURE:
                self._judge(screen, offer)

    def _expect(self, screen: Screen, name: str, value: str, offered: list[str]) -> None:
        self.there[name] += 1
        if any(same(value, other) for other in offered):
            self.right[name] += 1
        else:
            self.notes.append(f"missed {screen.name} {name} {value!r}: {offered[:3]}")

    def _judge(self, screen: Screen, offer: Suggestion) -> None:
        self.sure[offer.field] += 1
        if offer.field is Field.PROMISE:
            right = _bare(offer.value) in _bare(screen.written)
        elif offer.field is Field.CHAT:
            said = f"{(offer.extra or {}).get('speaker')}|{offer.value}"
            right = any(same(said, f"{who}|{words}") for who, _, words in screen.chat)
        else:
            right = offer.field in screen.truth and same(screen.truth[offer.field], offer.value)
        if not right:
            self.wrong[offer.field] += 1
            told = screen.truth.get(offer.field)
            self.notes.append(
                f"WRONG {screen.name} {offer.field} {offer.value!r} {offer.confidence} not {told!r}"
            )
