"""A run-time folder that is gone afterwards, and the whole site served from it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def throw_away() -> Iterator[Path]:
    """A run-time folder of its own, named before any settings are read."""
    folder = Path(tempfile.mkdtemp(prefix="claimguide-"))
    for name in ("CELERY_BROKER_URL", "POSTGRES_DB"):
        os.environ.pop(name, None)
    os.environ["CLAIMGUIDE_VAR_DIR"] = str(folder / "var")
    os.environ["DJANGO_SETTINGS_MODULE"] = "claimguide.settings.dev"
    try:
        yield folder / "var"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def served_away() -> Iterator[str]:
    """The address of a whole site that is thrown away; this process shares its database."""
    import django

    from tests.e2e.served import ServedSite

    with throw_away() as folder:
        site = ServedSite(folder)
        site.start()
        try:
            django.setup()
            yield site.url
        finally:
            site.stop()
