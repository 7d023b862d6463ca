"""An assessment as plain JSON types: sums as text with two places, days as ISO, citations as printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from claimguide.law.assessment import Assessment
from claimguide.law.citations import Citation
from claimguide.law.text import Text


def as_json(assessment: Assessment) -> dict[str, Any]:
    """The whole assessment; every text in both languages, every citation with its compact code."""
    return {field.name: _plain(getattr(assessment, field.name)) for field in fields(assessment)}


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, Citation):
        return {"code": value.code, "zh": value.zh, "en": value.en}
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value
