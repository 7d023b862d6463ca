"""The grounds on which a platform answers. A new one is a module here and a line in `PLATFORM_GROUNDS`.

The order is the order of checking: as seller, then its own promise, paying first, joint liability. The first
one that holds gives the platform's role.
"""

from claimguide.law.ground import PlatformGround
from claimguide.law.platform import p1, p2, p3, p5

PLATFORM_GROUNDS: tuple[PlatformGround, ...] = (p5.GROUND, p2.GROUND, p1.GROUND, p3.GROUND)
