"""What every test stands on: no network, folders of its own, one collection of fixtures per room."""

from __future__ import annotations

pytest_plugins = [
    "tests.plugins.network",
    "tests.plugins.jobs",
    "tests.plugins.cases",
    "tests.plugins.whole",
    "tests.plugins.browser",
]
