"""Checking a bundle: the stand-alone script that goes into each, and its words for the page /verify/."""

from __future__ import annotations

from pathlib import Path

from .verify_bundle import WORDS

SCRIPT = Path(__file__).with_name("verify_bundle.py")


def words(language: str) -> dict[str, str]:
    """The script's words by code, in Chinese unless `language` is English; values stand in {braces}."""
    return {code: both[language.startswith("en")] for code, both in WORDS.items()}
