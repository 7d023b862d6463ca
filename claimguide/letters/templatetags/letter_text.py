"""Runs of a letter's text in templates: everything escaped, unknown values marked."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claimguide.letters.compose.wording import day
from claimguide.letters.content import Run

register = template.Library()

register.filter("chinese_day", day)


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


def _before_stop(parts: tuple[Run, ...], note: str) -> tuple[Run, ...]:
    """`parts` with a bracketed note before their last full stop."""
    *before, last = parts
    stop = "。" if last.text.endswith("。") else ""
    return (*before, Run(f"{last.text.removesuffix('。')}{note}{stop}", last.kind, last.field))


@register.filter
def with_exhibits(parts: tuple[Run, ...], numbers: Iterable[int]) -> tuple[Run, ...]:
    """The runs with （见证据1、证据3）, unchanged where no exhibit shows them."""
    named = "、".join(f"证据{number}" for number in numbers)
    return _before_stop(parts, f"（见{named}）") if named else parts


@register.filter
def with_basis(parts: tuple[Run, ...], citations: Iterable[str]) -> tuple[Run, ...]:
    """The runs with （依据：…）, unchanged where nothing is cited."""
    named = "、".join(citations)
    return _before_stop(parts, f"（依据：{named}）") if named else parts
