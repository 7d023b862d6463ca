"""The claim grounds against the seller. A new ground is a module here and a line in `GROUNDS`.

The order is that of the findings, and decides between equal claims to the price: contract before fraud,
because fraud is harder to show.
"""

from claimguide.law.ground import Ground
from claimguide.law.grounds import (
    autorenew,
    deposit,
    drug,
    false_ad,
    food,
    fraud,
    injury,
    minor,
    mismatch,
    nondelivery,
    prepaid,
    price,
    privacy,
    promise,
    quality,
    return7,
    sanbao,
    unauthorised,
    unfair_terms,
)

GROUNDS: tuple[Ground, ...] = tuple(
    module.GROUND
    for module in (
        quality,
        mismatch,
        sanbao,
        nondelivery,
        prepaid,
        deposit,
        food,
        drug,
        fraud,
        false_ad,
        price,
        autorenew,
        return7,
        promise,
        injury,
        minor,
        unauthorised,
        privacy,
        unfair_terms,
    )
)
