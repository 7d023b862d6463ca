from __future__ import annotations

from collections.abc import Iterator

import pytest

from .served import ServedSite


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """One site for all tests of the group `site`: they run in one process, whatever -n says."""
    site = ServedSite(tmp_path_factory.mktemp("site") / "var")
    site.start()
    yield site
    site.stop()
