"""A composed letter as HTML (for the preview and, frozen, for the PDF)."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from claimguide.core.typeset.glyphs import missing_glyphs, printable

from .content import LetterContent

ROOT = Path(__file__).resolve().parents[2]
# What decides how a letter reads and looks. A change here makes a letter asked for again a new version.
_SOURCES = (
    ("templates/letters", "**/*.html"),
    ("claimguide/letters/compose", "**/*.py"),
    ("claimguide/letters/templatetags", "*.py"),
    ("static/css", "letter*.css"),
)
# Pages of the site that live in the same folder but are no part of a letter.
_PAGES = ("page_", "next/")


@cache
def revision() -> str:
    """Twelve hex digits that stand for the code and templates letters are made with."""
    digest = hashlib.sha256()
    for folder, pattern in _SOURCES:
        for path in sorted((ROOT / folder).glob(pattern)):
            if not str(path.relative_to(ROOT / folder)).startswith(_PAGES):
                digest.update(path.name.encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def html(content: LetterContent, number: int | None = None) -> SafeString:
    """The letter as one well-formed `article`. `number` is its version, None in a preview.

    What cannot be set is gone from it already (emoji, invisible marks), so that every form says the same.
    """
    said = render_to_string(f"letters/{content.kind}.html", {"letter": content, "number": number})
    return mark_safe(printable(said))  # noqa: S308  the template escaped it; nothing is put in here


def unprintable(html: str) -> str:
    """Characters of a rendered letter that no letter font holds, each once; "" if there are none."""
    return missing_glyphs(html)
