"""The state rules of the three guarantees: which goods they list, and the articles on each step."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from claimguide.law.matter import Matter
from claimguide.law.periods import days_after, months_after

Codes = tuple[str, ...]


class Scheme(NamedTuple):
    """Articles of one scheme. `months` is the guarantee period, None where an annex not read sets it."""

    months: int | None
    period: Codes
    return7: Codes
    exchange15: Codes
    repair: Codes
    repairs: Codes
    no_model: Codes


SCHEMES: dict[str, Scheme] = {
    "phone": Scheme(
        12,
        ("sanbao_shouji:8",),
        ("sanbao_shouji:11",),
        ("sanbao_shouji:12",),
        ("sanbao_shouji:10",),
        ("sanbao_shouji:13",),
        ("sanbao_shouji:18", "sanbao_shouji:19"),
    ),
    "computer": Scheme(
        None,
        (),
        ("sanbao_diannao:11",),
        ("sanbao_diannao:12",),
        ("sanbao_diannao:10",),
        ("sanbao_diannao:13",),
        ("sanbao_diannao:14", "sanbao_diannao:15"),
    ),
    "car": Scheme(
        24,
        ("sanbao_qiche:18",),
        ("sanbao_qiche:22",),
        ("sanbao_qiche:23",),
        ("sanbao_qiche:18",),
        ("sanbao_qiche:24", "sanbao_qiche:27"),
        ("sanbao_qiche:28",),
    ),
}
"""By kind of goods."""
# Of these some stand in the catalogues (a television, a loudspeaker), most do not (a kettle, a power bank):
# which, only the guarantee card of the goods tells, so nothing of these rules is cited or counted.
MAYBE_LISTED = frozenset({"appliance", "electronics"})


def start_of_guarantee(matter: Matter) -> date | None:
    """Delivery; the invoice day is not asked for and never later than delivery of distance sales."""
    return matter.facts.received_on


def asked_on(matter: Matter) -> date | None:
    """The first day on which the defect was brought up with the seller, or found."""
    facts = matter.facts
    days = [
        day
        for day in (facts.discovered_on, facts.asked_seller_on, facts.return_requested_on)
        if day is not None
    ]
    return min(days, default=None)


def within_days(matter: Matter, days: int) -> bool | None:
    """Whether the defect came up within so many days of delivery."""
    start, asked = start_of_guarantee(matter), asked_on(matter)
    if start is None or asked is None:
        return None
    return asked <= days_after(start, days)


def within_period(matter: Matter, months: int) -> bool | None:
    """Whether the defect came up within the guarantee period; repair time would lengthen it."""
    start, asked = start_of_guarantee(matter), asked_on(matter)
    if start is None:
        return None
    last = months_after(start, months)
    if asked is None:
        return True if matter.on <= last else None
    return asked <= last
