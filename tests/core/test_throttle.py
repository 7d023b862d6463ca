"""Counting tries in the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from claimguide.core import tasks, throttle
from claimguide.core.models import Counter

pytestmark = pytest.mark.django_db


def hits(count: int, key: str = "203.0.113.7", scope: str = "resume") -> list[int]:
    return [throttle.hit(scope, key, 3, 3600) for _ in range(count)]


def test_limit_is_free_then_the_wait_is_told() -> None:
    waits = hits(5)
    assert waits[:3] == [0, 0, 0]
    assert all(3590 <= wait <= 3600 for wait in waits[3:])


def test_keys_and_scopes_are_counted_apart() -> None:
    hits(4)
    assert hits(1, key="203.0.113.8") == [0]
    assert hits(1, scope="login") == [0]


def test_window_starts_anew() -> None:
    hits(5)
    Counter.objects.update(expires_at=Now() - timedelta(seconds=1))
    assert hits(3) == [0, 0, 0]
    assert hits(1)[0] > 0


def test_no_address_is_stored() -> None:
    hits(1)
    assert "203" not in Counter.objects.get().key[:12]
    assert len(Counter.objects.get().key) == 64


def test_old_counters_are_cleaned_up() -> None:
    hits(1)
    assert tasks.expired_counters() == 0
    Counter.objects.update(expires_at=Now() - timedelta(seconds=1))
    assert tasks.expired_counters() == 1
