"""Words in both languages of the site. The law room writes its own Chinese: it is legal text."""

from __future__ import annotations

from dataclasses import dataclass


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
        """The same statement with its `{name}` places filled."""
        return Text(self.zh.format(**values), self.en.format(**values))
