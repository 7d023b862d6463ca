"""The claim grounds against the seller. A new ground is a module here and a line in `GROUNDS`.

The order is that of the findings, and decides between equal claims to the price: contract before fraud,
because fraud is harder to show.
"""

from claimguide.law.ground import Ground
from claimguide.law.grounds import fraud, mismatch, promise, quality, return7

GROUNDS: tuple[Ground, ...] = (
    quality.GROUND,
    mismatch.GROUND,
    fraud.GROUND,
    return7.GROUND,
    promise.GROUND,
)
