"""Secrets that an embedded site makes for itself, keys and keyed hashes that follow from the site's own."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


def local_secret(path: Path) -> str:
    """The secret in `path`, made on first use and readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text().strip()


def keyed_hash(purpose: str, value: str) -> str:
    """HMAC-SHA256 of `value` under the site's key, hexadecimal; `purpose` keeps uses apart."""
    from django.conf import settings

    key = hashlib.sha256(f"{purpose}:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def derived_key(purpose: str, value: str) -> bytes:
    """A key of 32 bytes for `value` alone (HKDF-SHA256, RFC 5869); `purpose` keeps uses apart."""
    from django.conf import settings

    info = f"claimguide:{purpose}:{value}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(
        settings.SECRET_KEY.encode()
    )
