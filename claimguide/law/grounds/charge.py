"""Where nothing but what was charged is wrong: the goods or the service are as promised."""

from __future__ import annotations

from decimal import Decimal

from claimguide.law.matter import Matter

CHARGE = ("price_fraud", "price_discrimination", "auto_renewal")
BESIDE_CHARGE = frozenset(
    (
        *CHARGE,
        "false_promotion",
        "not_as_described",
        "promise_broken",
        "unfair_term",
        "refund_delayed",
        "return_refused",
    )
)


def unlawful_charge(matter: Matter) -> Decimal | None:
    """The part of the price that was unlawfully charged, in yuan; refund and multiple then run on it.

    None where something else is wrong as well, or where no part was set apart.
    """
    if matter.has(*CHARGE) and matter.facts.problems <= BESIDE_CHARGE:
        return matter.facts.overcharge
    return None
