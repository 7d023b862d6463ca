"""The shipped reference data, and a database without any."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from claimguide.reference import models
from claimguide.reference.services import load_reference

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


@pytest.fixture
def reference(db):
    return load_reference(FIXTURES)


@pytest.fixture
def no_reference(db):
    tables = [getattr(models, name) for name in models.__all__ if name != "Trust"]
    first = (models.PolicyChange, models.ConsumerBody)  # they protect what they name
    for table in (*first, *tables):
        # Row by row, with a line of history for each, it would take a hundred times as long.
        table.objects.all()._raw_delete("default")
