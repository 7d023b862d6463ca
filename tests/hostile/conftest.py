"""The bracelet's case, told once per module; each test works inside a savepoint of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone

from claimguide.cases import services
from claimguide.cases.models import Case
from claimguide.guide.story import fill
from tests.plugins.whole import storage_in

from .pages import story


@pytest.fixture(scope="module")
def told_case(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Case]:
    with storage_in(tmp_path_factory.mktemp("hostile")), django_db_blocker.unblock(), transaction.atomic():
        case = services.open_case()
        yield fill(case, story(), timezone.localdate())
        transaction.set_rollback(True)


@pytest.fixture
def told(told_case: Case, db: None) -> Case:
    cache.clear()
    return Case.objects.get(pk=told_case.pk)


@pytest.fixture
def holder(told: Case, hold: Callable[..., Client]) -> Client:
    """The browser that holds the told case."""
    return hold(told)
