"""Letters from cases. `compose` reads the case and the law of one day; no clock, no request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from claimguide.cases.models import Case
from claimguide.letters.content import LetterContent

from . import association, platform, seller
from .source import Source

COMPOSERS: Mapping[str, Callable[[Source], LetterContent]] = MappingProxyType(
    {
        seller.KIND: seller.compose,
        platform.KIND: platform.compose,
        association.KIND: association.compose,
    }
)


def compose(case: Case, kind: str, today: date) -> LetterContent:
    """The letter of this kind as the case stands, dated `today` and citing the law of that day.

    Values that are not known are gaps (`LetterContent.gaps`). KeyError for an unknown kind.
    """
    return compose_from(Source.of(case, today), kind)


def compose_from(source: Source, kind: str) -> LetterContent:
    """The same from a case that was read already."""
    return COMPOSERS[kind](source)
