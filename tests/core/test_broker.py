"""Which broker a site uses, and where its private one listens."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from claimguide.core import broker


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    folder = tmp_path / ("d" * 60) / ("e" * 60)
    folder.mkdir(parents=True)
    return folder


def test_short_folder_holds_the_socket_itself(tmp_path: Path) -> None:
    folder = Path("/tmp")  # noqa: S108 - nothing is made there
    assert broker.socket_path(folder) == folder.resolve() / "broker.sock"


def test_long_folder_gets_a_short_private_one(deep: Path) -> None:
    path = broker.socket_path(deep)
    try:
        assert len(os.fsencode(path)) <= 100
        assert path.parent.stat().st_mode & 0o777 == 0o700
        assert path == broker.socket_path(deep)
        assert path != broker.socket_path(deep.parent)
    finally:
        shutil.rmtree(path.parent)
        shutil.rmtree(broker.socket_path(deep.parent).parent)


def test_foreign_socket_folder_is_refused(deep: Path) -> None:
    folder = broker.socket_path(deep).parent
    try:
        folder.chmod(0o755)
        with pytest.raises(PermissionError):
            broker.socket_path(deep)
    finally:
        shutil.rmtree(folder)


def test_without_a_wheel_messages_are_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(broker, "embedded_server", lambda: None)
    url = broker.embedded_url(tmp_path)
    options = broker.transport_options(url, tmp_path)
    assert url == "filesystem://"
    assert options["polling_interval"] == 0.05
    assert Path(options["data_folder_in"]).is_dir()


def test_private_broker_keeps_nothing_and_listens_on_no_port(tmp_path: Path) -> None:
    command = " ".join(broker.server_command(Path("valkey-server"), tmp_path))
    for part in ("--port 0", "--unixsocketperm 700", "--appendonly no", "--maxmemory-policy noeviction"):
        assert part in command


def test_nobody_answers_on_a_missing_socket(tmp_path: Path) -> None:
    assert not broker.answers(tmp_path / "none")
