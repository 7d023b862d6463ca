"""Citations as data: what they point at, how they are printed, whether they apply on a given day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from claimguide.law.numerals import chinese_numeral
from claimguide.law.statutes import STATUTES, Statute
from claimguide.law.text import Text

_CODE = re.compile(r"(?P<key>\w+):(?P<article>\d+)(?:\((?P<paragraph>\d+)\))?(?:#(?P<item>\d+))?")


class CitationNotInForce(ValueError):
    """A citation was about to be used for a day on which it did not apply."""


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """An article, paragraph (款) or item (项) of a statute in `STATUTES`. Hashable and ordered.

    ValueError for an unknown statute or an article beyond its last one.
    """

    key: str
    article: int
    paragraph: int | None = None
    item: int | None = None

    def __post_init__(self) -> None:
        if self.key not in STATUTES:
            raise ValueError(f"unknown statute: {self.key}")
        if not 1 <= self.article <= self.statute.articles:
            raise ValueError(f"{self.key} has no article {self.article}")

    @classmethod
    def parse(cls, code: str) -> Citation:
        """Read the compact form `xiaobaofa:56(1)#8`. ValueError for anything else."""
        match = _CODE.fullmatch(code)
        if match is None:
            raise ValueError(f"not a citation: {code}")
        paragraph, item = match["paragraph"], match["item"]
        return cls(
            match["key"],
            int(match["article"]),
            int(paragraph) if paragraph else None,
            int(item) if item else None,
        )

    @property
    def statute(self) -> Statute:
        return STATUTES[self.key]

    @property
    def code(self) -> str:
        """The compact form, `xiaobaofa:56(1)#8`; what is stored and compared."""
        paragraph = f"({self.paragraph})" if self.paragraph else ""
        return f"{self.key}:{self.article}{paragraph}" + (f"#{self.item}" if self.item else "")

    @property
    def place(self) -> str:
        """第五十六条第一款第（八）项"""
        place = f"第{chinese_numeral(self.article)}条"
        if self.paragraph:
            place += f"第{chinese_numeral(self.paragraph)}款"
        return place + (f"第（{chinese_numeral(self.item)}）项" if self.item else "")

    @property
    def zh(self) -> str:
        """In full: 《中华人民共和国消费者权益保护法》第二条. A title inside takes 〈〉 (GB/T 15834)."""
        title = self.statute.title.replace("《", "〈").replace("》", "〉")
        edition = f"（{self.statute.edition}）" if self.statute.edition else ""
        return f"《{title}》{edition}{self.place}"

    @property
    def short(self) -> str:
        """With the short title: 消保法第五十五条第一款"""
        return self.statute.short + self.place

    @property
    def en(self) -> str:
        """Consumer Rights Protection Law, art. 56(1) item 8"""
        paragraph = f"({self.paragraph})" if self.paragraph else ""
        item = f" item {self.item}" if self.item else ""
        return f"{self.statute.title_en}, art. {self.article}{paragraph}{item}"

    @property
    def text(self) -> Text:
        return Text(self.zh, self.en)

    def in_force(self, on: date) -> bool:
        """Whether this article, as the rules know it, applied on that day."""
        return _applied(self.key, self.article, on)


def cite(*codes: str) -> tuple[Citation, ...]:
    """Several citations in compact form, in the order given."""
    return tuple(Citation.parse(code) for code in codes)


@lru_cache(maxsize=4096)
def cite_in_force(codes: tuple[str, ...], on: date) -> tuple[Citation, ...]:
    """Those of the citations that applied on that day. Kept, because open questions ask again and again."""
    return in_force(cite(*codes), on)


@lru_cache(maxsize=4096)
def _applied(key: str, article: int, on: date) -> bool:
    return STATUTES[key].article_in_force(article, on)


def in_force(citations: Iterable[Citation], on: date) -> tuple[Citation, ...]:
    """Those of the citations that applied on that day, each once, in the order given."""
    return tuple(dict.fromkeys(citation for citation in citations if citation.in_force(on)))


def require_in_force(citations: Iterable[Citation], on: date) -> None:
    """CitationNotInForce if any of them did not apply on that day."""
    for citation in citations:
        if not citation.in_force(on):
            raise CitationNotInForce(f"{citation.code} was not in force on {on.isoformat()}")
