"""Runs of a letter's text in templates: everything escaped, unknown values marked."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claimguide.letters.compose.wording import before_stop, day, with_exhibits
from claimguide.letters.content import Run

register = template.Library()

register.filter("chinese_day", day)
register.filter("with_exhibits", with_exhibits)


@register.filter
def runs(parts: Iterable[Run]) -> SafeString:
    """The runs one after the other without a space between them; a gap gets the class `missing`."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<span class="missing">{}</span>', run.text) if run.kind == "gap" else run.text,)
            for run in parts
        ),
    )


@register.filter
def with_basis(parts: tuple[Run, ...], citations: Iterable[str]) -> tuple[Run, ...]:
    """The runs with （依据：…）, unchanged where nothing is cited."""
    named = "、".join(citations)
    return before_stop(parts, f"（依据：{named}）") if named else parts
