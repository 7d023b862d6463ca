"""Secrets that an embedded site makes for itself, and keyed hashes for codes that must not be readable."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path


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
