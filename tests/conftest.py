"""What every test stands on: no network, folders of its own, one collection of fixtures per room."""

from __future__ import annotations

import gc

import hypothesis
import pytest

# How long one example takes says nothing here: with both cores taken by other tests even the quickest one
# stands still for longer than Hypothesis allows.
hypothesis.settings.register_profile(
    "claimguide", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("claimguide")

pytest_plugins = [
    "tests.plugins.network",
    "tests.plugins.jobs",
    "tests.plugins.database",
    "tests.plugins.cases",
    "tests.plugins.whole",
    "tests.plugins.browser",
]


# Python looks for rings of objects after every 700 new ones: a tenth of the whole run, for next to nothing.
gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """A fresh clone has no compiled translations; made once, before the workers look for them."""
    if not hasattr(config, "workerinput"):
        from claimguide.core.prepare import compile_catalogues

        compile_catalogues(print)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests first: begun last, as pytest-django has them, they keep one process, the others rest.

    They look at a site with tables of its own: which tests used the database before is no matter to them.
    """
    items.sort(key=lambda item: not _on_the_served_site(item))


def _on_the_served_site(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return "site" in fixtures and "live_server" not in fixtures


def pytest_collection_finish() -> None:
    """The collected tests stay until the end: they need not be looked through again and again."""
    gc.collect()
    gc.freeze()
