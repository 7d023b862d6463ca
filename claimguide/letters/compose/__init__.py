"""Letters from cases. `compose` reads the case and the law of one day; no clock, no request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from claimguide.cases.models import Case
from claimguide.letters.content import LetterContent

from . import (
    account,
    appeal,
    association,
    brief,
    complaint,
    platform,
    press,
    regulator,
    reply,
    report,
    seller,
    violation,
)
from .source import Source

if TYPE_CHECKING:
    from django.utils.functional import Promise


def _always(_source: Source) -> str:
    return ""


@dataclass(frozen=True)
class Composer:
    """How letters of a kind are written; `reason_not_to` says why one does not fit a case, "" if it does."""

    compose: Callable[[Source], LetterContent]
    reason_not_to: Callable[[Source], str | Promise] = _always


COMPOSERS: Mapping[str, Composer] = MappingProxyType(
    {
        seller.KIND: Composer(seller.compose),
        reply.KIND: Composer(reply.compose, reply.reason_not_to),
        platform.KIND: Composer(platform.compose, platform.reason_not_to),
        appeal.KIND: Composer(appeal.compose, appeal.reason_not_to),
        violation.KIND: Composer(violation.compose, violation.reason_not_to),
        complaint.KIND: Composer(complaint.compose, complaint.reason_not_to),
        account.KIND: Composer(account.compose, account.reason_not_to),
        brief.KIND: Composer(brief.compose, brief.reason_not_to),
        press.KIND: Composer(press.compose, press.reason_not_to),
        association.KIND: Composer(association.compose, association.reason_not_to),
        regulator.KIND: Composer(regulator.compose, regulator.reason_not_to),
        report.KIND: Composer(report.compose, report.reason_not_to),
    }
)


def compose(case: Case, kind: str, today: date) -> LetterContent:
    """The letter of this kind as the case stands, dated `today` and citing the law of that day.

    Values that are not known are gaps (`LetterContent.gaps`). KeyError for an unknown kind.
    """
    return compose_from(Source.of(case, today), kind)


def compose_from(source: Source, kind: str) -> LetterContent:
    """The same from a case that was read already."""
    return COMPOSERS[kind].compose(source)


def reason_not_to(source: Source, kind: str) -> str | Promise:
    """Why a letter of this kind does not fit the case as it stands, or "". KeyError for an unknown kind."""
    return COMPOSERS[kind].reason_not_to(source)
