"""The shipped reference data, loaded once for a test that asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from claimguide.reference.services import load_reference

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


@pytest.fixture
def reference(db):
    return load_reference(FIXTURES)
