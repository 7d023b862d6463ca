"""The site's key: made once, readable by nobody else, changed without losing the old signatures."""

from __future__ import annotations

import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claimguide.core import checks, signing
from claimguide.core.prepare import make_signing_key

# RFC 8032, 7.1, test 2.
RFC_SECRET = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
RFC_SIGNATURE = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


@pytest.fixture
def key(settings, tmp_path: Path) -> Path:
    settings.SIGNING_KEY = tmp_path / "keys" / "signing.pem"
    settings.SIGNING_KEY_IS_GIVEN = False
    return settings.SIGNING_KEY


def test_a_signature_holds_for_these_bytes_and_this_key_only(key: Path) -> None:
    signature, pem = signing.sign(b"manifest"), signing.public_pem()
    assert signing.verify(b"manifest", signature, pem)
    assert not signing.verify(b"manifesT", signature, pem)
    # One bit turned: the last byte of one signature in sixteen is 00 already.
    turned = f"{int(signature[:2], 16) ^ 1:02x}{signature[2:]}"
    assert not signing.verify(b"manifest", turned, pem)
    key.unlink()
    assert not signing.verify(b"manifest", signature, signing.public_pem())


@pytest.mark.parametrize("signature", ["", "zz", "00" * 63, "00" * 64, "é"])
def test_what_is_no_signature_is_none(key: Path, signature: str) -> None:
    assert not signing.verify(b"x", signature, signing.public_pem())


@pytest.mark.parametrize("pem", ["", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
def test_what_is_no_key_signs_nothing(key: Path, pem: str) -> None:
    assert not signing.verify(b"x", "00" * 64, pem)


def test_it_signs_as_the_standard_does(key: Path) -> None:
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(RFC_SECRET))
    key.parent.mkdir()
    key.write_bytes(private.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()))
    assert signing.sign(b"\x72") == RFC_SIGNATURE


def test_the_key_is_made_once_and_for_its_owner_only(key: Path) -> None:
    said: list[str] = []
    make_signing_key(said.append)
    before = key.read_bytes()
    make_signing_key(said.append)
    assert key.read_bytes() == before
    assert signing.grouped(signing.fingerprint()) in said[0]
    assert len(said) == 1
    assert (key.stat().st_mode & 0o777, key.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert [file.name for file in key.parent.iterdir()] == ["signing.pem"]


def test_a_fingerprint_is_forty_digits_of_the_raw_key(key: Path) -> None:
    import hashlib

    signing.make_key()
    raw = subprocess.run(
        ["openssl", "pkey", "-in", str(key), "-pubout", "-outform", "DER"],  # noqa: S607
        capture_output=True,
        check=True,
    ).stdout[-32:]
    assert signing.fingerprint() == hashlib.sha256(raw).hexdigest()[:40]
    assert signing.grouped("0123456789ab") == "0123 4567 89ab"


def test_a_changed_key_keeps_the_old_one_listed(key: Path) -> None:
    signature, old = signing.sign(b"x"), signing.fingerprint()
    out = StringIO()
    call_command("signing_key", "--rotate", stdout=out)
    now, before = signing.known()
    assert (now.retired, before.retired, before.fingerprint) == (False, True, old)
    assert now.fingerprint == signing.fingerprint() != old
    assert signing.verify(b"x", signature, before.pem)
    assert now.shown in out.getvalue() and before.shown in out.getvalue()


def _missing(path: Path) -> None:
    pass


def _garbled(path: Path) -> None:
    path.write_text("no key")


def _other_kind(path: Path) -> None:
    command = ["openssl", "genpkey", "-algorithm", "X25519", "-out", str(path)]
    subprocess.run(command, check=True, capture_output=True)


@pytest.mark.parametrize("spoil", [_missing, _garbled, _other_kind])
def test_a_given_key_that_is_none_is_said_and_never_replaced(key: Path, settings, spoil) -> None:
    settings.SIGNING_KEY_IS_GIVEN = True
    key.parent.mkdir()
    spoil(key)
    before = key.read_bytes() if key.exists() else None
    with pytest.raises(signing.NoKey):
        signing.sign(b"x")
    assert (key.read_bytes() if key.exists() else None) == before
    assert [message.id for message in checks.signing_key(None)] == ["claimguide.E006"]
    with pytest.raises(CommandError):
        call_command("signing_key", stdout=StringIO())
    assert signing.known() == []


def test_a_key_that_others_can_read_is_noticed(key: Path) -> None:
    assert checks.signing_key(None) == []  # one is made when it is needed
    signing.make_key()
    assert checks.signing_key(None) == []
    key.chmod(0o640)
    assert [message.id for message in checks.signing_key(None)] == ["claimguide.E007"]
