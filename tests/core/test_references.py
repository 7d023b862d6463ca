"""A test that leaves a row which refers to none fails; SQLite is asked after those that wrote something."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from claimguide.cases.models import Case, CaseProblem
from claimguide.core.models import Mark

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases know without looking"),
]


def _undone() -> None:
    with transaction.atomic():
        Mark.objects.create(name="b", value="2")
        transaction.set_rollback(True)


WRITES: list[Callable[[], object]] = [
    lambda: Mark.objects.create(name="a", value="1"),
    lambda: Mark.objects.update(value="2"),
    lambda: Mark.objects.all().delete(),
    _undone,
]


def test_rows_are_looked_through_after_every_write_and_only_then() -> None:
    test = TestCase()
    test._should_check_constraints(connection)
    for write in WRITES:
        assert not test._should_check_constraints(connection)
        write()
        assert test._should_check_constraints(connection)
        Mark.objects.count()


def test_a_row_that_refers_to_none_is_found(case: Case) -> None:
    CaseProblem.objects.create(case=case, kind="counterfeit")
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseProblem.objects.update(case=uuid.uuid4())
        assert TestCase()._should_check_constraints(connection)
        connection.check_constraints()
