"""The grounds on which a platform answers. A new one is a module here and a line in `PLATFORM_GROUNDS`.

The order is the order of checking: as seller, live room, its own promise, paying first, food and drugs, joint
liability, life and health, advertising, other debtors, and last the duties that only support a claim. The
first one that holds gives the platform's role.
"""

from claimguide.law.ground import PlatformGround
from claimguide.law.platform import (
    p1,
    p2,
    p3,
    p4,
    p5,
    p6,
    p7,
    p8,
    p9,
    p10,
    p11,
    p12,
    p13,
    p14,
    p15,
    p16,
    p17,
    p18,
    p19,
    p20,
)

PLATFORM_GROUNDS: tuple[PlatformGround, ...] = tuple(
    module.GROUND
    for module in (p5, p8, p2, p1, p6, p7, p3, p4, p10, p18, p17, p16, p15, p19, p9, p11, p12, p13, p14, p20)
)
