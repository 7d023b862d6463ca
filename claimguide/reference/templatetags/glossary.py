"""Explains legal terms where they first appear: {% explain "mediation" "acceptance" %}."""

from __future__ import annotations

from typing import Any

from django import template

from claimguide.reference.glossary import terms

register = template.Library()


@register.inclusion_tag("components/explain.html")
def explain(*slugs: str) -> dict[str, Any]:
    """A block to open with these terms in plain words. KeyError for a term that is not in the glossary."""
    return {"terms": [terms()[slug] for slug in slugs]}
