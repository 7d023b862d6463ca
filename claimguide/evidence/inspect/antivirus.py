"""Asks clamd, where CLAIMGUIDE_CLAMD names one. Whatever is not a clear "OK" keeps the file out."""

from __future__ import annotations

import logging
import socket
import struct
from typing import IO

from django.conf import settings

from claimguide.evidence.refusals import Refused

log = logging.getLogger(__name__)

CONNECT_SECONDS = 3
# clamd unpacks what it scans; a large video takes it some seconds.
ANSWER_SECONDS = 60
_CHUNK = 256 * 1024
_LONGEST_ANSWER = 4096


def scan(source: IO[bytes]) -> None:
    """Send an open file to clamd (INSTREAM), where one is configured.

    Refused: virus, or unavailable where clamd does not answer, is too busy or cannot scan it.
    """
    where = settings.CLAMD
    if not where:
        return
    try:
        answer = _asked(where, source)
    except (OSError, ValueError) as error:
        log.error("clamd cannot be asked: %s", type(error).__name__)
        raise Refused("unavailable") from None
    if answer.endswith(b"FOUND"):
        log.warning("clamd found something in a file")
        raise Refused("virus")
    if answer != b"stream: OK":
        log.error("clamd did not scan a file")
        raise Refused("unavailable")


def alive() -> bool:
    """Whether the configured clamd answers."""
    try:
        with _connected(settings.CLAMD) as line:
            line.settimeout(CONNECT_SECONDS)
            line.sendall(b"zPING\0")
            return line.recv(_LONGEST_ANSWER).rstrip(b"\0\n") == b"PONG"
    except (OSError, ValueError):
        return False


def _asked(where: str, source: IO[bytes]) -> bytes:
    source.seek(0)
    with _connected(where) as line:
        line.sendall(b"zINSTREAM\0")
        while chunk := source.read(_CHUNK):
            line.sendall(struct.pack(">I", len(chunk)) + chunk)
        line.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
            piece = line.recv(_LONGEST_ANSWER)
            if not piece:
                break
            answer += piece
        return answer.rstrip(b"\0").strip()


def _connected(where: str) -> socket.socket:
    """A path is a unix socket, anything else host:port."""
    if where.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT_SECONDS)
        try:
            line.connect(where)
        except OSError:
            line.close()
            raise
    else:
        host, _colon, port = where.rpartition(":")
        line = socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_SECONDS)
    line.settimeout(ANSWER_SECONDS)
    return line
