"""What the exhibits' page says of values read in pictures, without its view having to know."""

from __future__ import annotations

from typing import Any

from django import template

from claimguide.cases.models import Case
from claimguide.evidence.reading import selectors

register = template.Library()


@register.simple_tag
def reading_panel(case: Case) -> dict[str, Any]:
    """Counts for reading_panel_inner.html."""
    return selectors.panel(case)
