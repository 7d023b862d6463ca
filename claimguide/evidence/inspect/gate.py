"""Everything a file is asked before a child decodes it, for uploads and for `manage.py inspect_file`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import IO

from claimguide.evidence.refusals import Refused

from . import antivirus, names, signatures
from .jail import virus
from .signatures import MEGABYTE, Kind

_CHUNK = 256 * 1024


@dataclass(frozen=True)
class Measured:
    """What one reading of a file told. SM3 is "" where this OpenSSL was built without it."""

    size: int
    sha256: str
    sm3: str
    head: bytes
    virus: bool


def claimed(name: str, size: int) -> tuple[str, Kind]:
    """Label and kind of a file of this name and size. Refused: bad_name, wrong_type, empty, too_large."""
    label = names.label_of(name)
    kind = signatures.by_name(name)
    if kind is None:
        raise Refused("wrong_type", hint=signatures.hint_for(name))
    if not size:
        raise Refused("empty")
    if size > kind.max_bytes:
        raise Refused("too_large", max=kind.max_bytes // MEGABYTE, hint=signatures.hint_for_size(kind))
    return label, kind


def measured(source: IO[bytes]) -> Measured:
    """Read an open file once, from its start to its end."""
    sha256, sm3, size, head, found = hashlib.sha256(), _sm3(), 0, b"", False
    watch = virus.Watch()
    source.seek(0)
    while chunk := source.read(_CHUNK):
        head = head or chunk[: signatures.HEAD_BYTES]
        sha256.update(chunk)
        if sm3 is not None:
            sm3.update(chunk)
        size += len(chunk)
        try:
            watch.see(chunk)
        except virus.Found:
            found = True
    return Measured(size, sha256.hexdigest(), sm3.hexdigest() if sm3 is not None else "", head, found)


def require_fit(source: IO[bytes], kind: Kind, seen: Measured) -> None:
    """Refused: virus, differs (first bytes of another kind), unavailable (the scanner does not answer)."""
    if seen.virus:
        raise Refused("virus")
    if not signatures.shows(kind, seen.head):
        raise Refused("differs", hint=signatures.hint_for_content(kind, seen.head))
    antivirus.scan(source)


def _sm3() -> hashlib._Hash | None:
    try:
        return hashlib.new("sm3")
    except ValueError:
        return None
