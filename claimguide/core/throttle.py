"""How often something may be tried, counted in the database: it holds over processes and restarts."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Now

from .keys import keyed_hash
from .models import Counter


def hit(scope: str, key: str, limit: int, window_seconds: int) -> int:
    """Count one try of `key` in `scope`; 0 if it may go on, else the seconds to wait (for Retry-After).

    `limit` tries are free in `window_seconds`, counted from the first one; refused tries do not prolong the
    wait. `key` (an address, a device) is stored as a keyed hash only.
    """
    hashed = keyed_hash(f"throttle:{scope}", key)
    rows = Counter.objects.filter(scope=scope, key=hashed)
    window = Now() + timedelta(seconds=window_seconds)
    if not rows.filter(expires_at__lte=Now()).update(count=1, expires_at=window):
        fresh = Counter(scope=scope, key=hashed, count=0, expires_at=window)
        if not rows.update(count=F("count") + 1):
            Counter.objects.bulk_create([fresh], ignore_conflicts=True)
            rows.update(count=F("count") + 1)
    row = rows.annotate(now=Now()).first()
    if row is None or row.count <= limit:
        return 0
    return max(1, round((row.expires_at - row.now).total_seconds()))


def forget(scope: str, key: str) -> None:
    """Start `key` anew, for a try that turned out to be right."""
    Counter.objects.filter(scope=scope, key=keyed_hash(f"throttle:{scope}", key)).delete()
