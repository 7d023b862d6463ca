"""The case told fact by fact, each with the exhibits that show it. In Chinese, as in the letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimguide.letters.compose.narrative import Voice, facts
from claimguide.letters.compose.source import Source
from claimguide.letters.compose.wording import day, plain
from claimguide.letters.compose.words import DAY_OF_LETTER


@dataclass(frozen=True)
class Told:
    """One paragraph of a fact. `complete` is False where a value in it is not known yet."""

    text: str
    exhibits: tuple[int, ...]
    complete: bool

    @property
    def proof(self) -> str:
        """（证据1、2） or （尚无证据）"""
        if not self.exhibits:
            return "（尚无证据）"
        return f"（证据{'、'.join(map(str, self.exhibits))}）"


def told(source: Source, seller: str, platform: str) -> list[Told]:
    """Every fact the case holds, in the order of events. `seller` and `platform` are what they are called."""
    return list(_told(source, Voice(seller=seller, platform=platform)))


def _told(source: Source, voice: Voice) -> Iterator[Told]:
    for fact in facts(source, voice):
        for runs in fact.paragraphs:
            text = plain(runs).replace(DAY_OF_LETTER, day(source.on))
            yield Told(text, fact.exhibits, not any(run.kind == "gap" for run in runs))
