"""Filters and tags of the shared templates: bilingual law texts, money, days left, bars and QR codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import segno
from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from claimguide.core.money import yuan

register = template.Library()

_CHINESE = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")


def _english() -> bool:
    return (get_language() or "").startswith("en")


@register.filter
def local(value: Any) -> str:
    """A bilingual text (an object with `.zh` and `.en`) in the visitor's language; others as they are."""
    words = getattr(value, "en" if _english() else "zh", value)
    return "" if words is None else str(words)


@register.filter
def lang_attr(words: Any) -> str:
    """` lang="zh-Hans"` for words, mostly a user's own, that are Chinese on an English page; else empty.

    Screen readers then speak Chinese, and quotation marks get the width that they have in Chinese.
    """
    text = "" if words is None else str(words)
    chinese = len(_CHINESE.findall(text)) > len(_LATIN.findall(text))
    return mark_safe(' lang="zh-Hans"') if chinese and _english() else ""


@register.filter
def money(amount: Decimal | int | None) -> str:
    """An amount in yuan as people read it, e.g. 1,234.00 元; empty for None."""
    if amount is None:
        return ""
    return gettext("%(amount)s yuan") % {"amount": yuan(Decimal(amount))}


@register.filter
def repeated(form: Any) -> set[str]:
    """Errors that several fields of a form have in the same words: a summary has to say which is whose."""
    fields = form.visible_fields() if form else ()
    seen = Counter(str(error) for field in fields for error in field.errors)
    return {error for error, times in seen.items() if times > 1}


@register.filter
def days_until(day: date | None) -> int | None:
    """Calendar days from today (Asia/Shanghai) to `day`; negative when it has passed."""
    return None if day is None else (day - timezone.localdate()).days


@register.filter
def wait_words(seconds: int | str) -> str:
    """A waiting time in words, rounded up: seconds below one minute, then minutes, then hours."""
    rest = int(seconds)
    if rest < 60:
        return ngettext("%(n)d second", "%(n)d seconds", rest) % {"n": rest}
    if rest <= 90 * 60:
        minutes = -(-rest // 60)
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = -(-rest // 3600)
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


@register.inclusion_tag("components/money_range.html")
def money_range(parts: Iterable[dict[str, Any]], low: Decimal | None, high: Decimal) -> dict[str, Any]:
    """A claim's range and its parts as bars.

    `parts` are dicts with label (str), amount (Decimal, yuan) and optionally note (str); `low` may be None
    where the sum is exact. The bars share one scale, the largest amount.
    """
    rows = [part for part in parts if part["amount"]]
    widest = max([high, *(row["amount"] for row in rows)], default=Decimal(0)) or Decimal(1)
    bars = [{**row, "width": _permille(row["amount"], widest)} for row in rows]
    return {"bars": bars, "low": None if low == high else low, "high": high}


def _permille(amount: Decimal, whole: Decimal) -> int:
    return max(4, int(amount * 1000 / whole))


@register.simple_tag
def qr(value: str, label: str = "") -> SafeString:
    """`value` as a QR code: inline SVG without styles or data addresses, which a strict CSP allows."""
    code = segno.make(value, error="m", micro=False)
    size = code.symbol_size(border=4)[0]
    path = "".join(
        f"M{x + 4} {y + 4}h1v1h-1z"
        for y, line in enumerate(code.matrix)
        for x, dark in enumerate(line)
        if dark
    )
    return format_html(
        '<svg viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<path class="qr__ground" d="M0 0h{0}v{0}H0z"/><path class="qr__ink" d="{2}"/></svg>',
        size,
        label or gettext("QR code"),
        path,
    )
