"""The site's Ed25519 key: what it signs shows that this site wrote it, and that nobody changed it since.

The key says nothing about whether the signed words are true. Old public keys stay beside it in `retired/`,
so that what was signed before a change of key can still be told from a forgery.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings

FINGERPRINT_DIGITS = 40
RETIRED = "retired"


class NoKey(Exception):
    """There is no key to sign with, or it cannot be read; `str()` says which file and why."""


@dataclass(frozen=True)
class Known:
    """A public key of this site; `retired` for one that signs nothing any more."""

    fingerprint: str
    pem: str
    retired: bool = False

    @property
    def shown(self) -> str:
        return grouped(self.fingerprint)


def key_path() -> Path:
    return Path(settings.SIGNING_KEY)


def sign(data: bytes) -> str:
    """The Ed25519 signature of `data`, 128 hexadecimal digits. NoKey where there is none."""
    return _private().sign(data).hex()


def verify(data: bytes, signature: str, pem: str) -> bool:
    """Whether the key in `pem` signed exactly these bytes. False too for what is no signature or no key."""
    try:
        _public(pem).verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_pem() -> str:
    """The public half, as it goes into every bundle. NoKey where there is none."""
    return _pem(_private().public_key())


def fingerprint(pem: str | None = None) -> str:
    """First 40 hexadecimal digits of the raw public key's SHA-256: ours (NoKey) or `pem`'s (ValueError)."""
    public = _public(pem) if pem is not None else _private().public_key()
    raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:FINGERPRINT_DIGITS]


def grouped(digits: str) -> str:
    """A fingerprint as people compare it: in groups of four."""
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def known() -> list[Known]:
    """The key in use first, then retired ones; what cannot be read is left out."""
    found = []
    try:
        pem = public_pem()
        found.append(Known(fingerprint(pem), pem))
    except NoKey:
        pass
    for file in sorted((key_path().parent / RETIRED).glob("*.pem"), reverse=True):
        try:
            pem = file.read_text()
            found.append(Known(fingerprint(pem), pem, retired=True))
        except (OSError, ValueError):
            continue
    return found


def make_key() -> bool:
    """Make the key if there is none; True if one was made. Two that try at once end with one key."""
    path = key_path()
    if path.exists():
        return False
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link appears whole and never replaces a key that another process made meanwhile.
        os.link(temporary, path)
    except FileExistsError:
        return False
    finally:
        temporary.unlink()
    return True


def retire_key(day: str) -> Path:
    """Put the key out of use and keep its public half; returns where. The private half is deleted.

    NoKey where there is none. The next `make_key` makes the new one.
    """
    pem = public_pem()
    folder = key_path().parent / RETIRED
    folder.mkdir(mode=0o700, exist_ok=True)
    kept = folder / f"{day}-{fingerprint(pem)[:8]}.pem"
    kept.write_text(pem)
    key_path().unlink()
    return kept


def _private() -> Ed25519PrivateKey:
    path = key_path()
    try:
        # On one machine the key is made on first use, like its other secret; a deployed site has several
        # machines, and each with a key of its own would be a site that nobody can check.
        if not settings.SIGNING_KEY_IS_GIVEN:
            make_key()
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise NoKey(f"{path}: {error.strerror}") from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise NoKey(f"{path}: no private key without a password") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise NoKey(f"{path}: not an Ed25519 key")
    return key


def _public(pem: str) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(pem.encode())
    except UnsupportedAlgorithm as error:
        raise ValueError(str(error)) from None
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 key")
    return key


def _pem(key: Ed25519PublicKey) -> str:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
