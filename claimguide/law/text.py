"""Words in both languages of the site. The law room writes its own Chinese: it is legal text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Text:
    """One statement in Chinese (`zh`, what the letters use) and English (`en`)."""

    zh: str
    en: str

    def __post_init__(self) -> None:
        if not self.zh or not self.en:
            raise ValueError("a text needs both languages")

    def __add__(self, other: Text) -> Text:
        """Both statements one after the other."""
        return Text(self.zh + other.zh, f"{self.en} {other.en}")

    def in_language(self, code: str) -> str:
        """The statement for a Django language code: Chinese for every `zh…` code, otherwise English."""
        return self.zh if code.lower().startswith("zh") else self.en

    def fill(self, **values: object) -> Text:
        """The statement with its `{name}` places filled; a Text fills each language with its own words."""
        chinese = {name: value.zh if isinstance(value, Text) else value for name, value in values.items()}
        english = {name: value.en if isinstance(value, Text) else value for name, value in values.items()}
        return Text(self.zh.format(**chinese), self.en.format(**english))


def yuan(amount: Decimal) -> Text:
    """A sum in yuan as the arithmetic lines write it: 1,597.00 元."""
    return Text(f"{amount:,.2f} 元", f"{amount:,.2f} yuan")


def day(value: date) -> Text:
    """A day as letters write it: 2026年3月5日, 5 March 2026."""
    return Text(f"{value.year}年{value.month}月{value.day}日", f"{value.day} {value:%B %Y}")


def plain(number: Decimal) -> str:
    """A number without needless zeros: 3, 1.5."""
    return f"{number.normalize():f}"
