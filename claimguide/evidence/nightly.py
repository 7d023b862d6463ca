"""What the sweeper does here once a day: the root of yesterday."""

from __future__ import annotations

import datetime as dt
import logging

from django.utils import timezone

from claimguide.core import jobs
from claimguide.core.signing import NoKey

from . import days
from .models import DayRoot

log = logging.getLogger(__name__)


@jobs.collector("day-root")
def seal_yesterday() -> int:
    """Seal yesterday once. Returns how many days were sealed."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    if DayRoot.objects.filter(day=yesterday).exists():
        return 0
    try:
        days.seal(yesterday)
    except (days.TooEarly, days.TooLate):
        return 0
    except NoKey as error:
        log.error("no daily root: %s", error)
        return 0
    return 1
