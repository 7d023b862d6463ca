"""Sentences one after the other: English puts a space between them, Chinese nothing.

A full-width stop brings its own room; a space behind it reads as a gap.
"""

from __future__ import annotations

from django.utils.translation import get_language


def gap() -> str:
    """What stands between two sentences, or a sentence and its link, in the language that is spoken."""
    return "" if (get_language() or "").startswith("zh") else " "


def joined(*sentences: object) -> str:
    """The sentences as one text; empty ones are left out."""
    return gap().join(filter(None, map(str, sentences)))
