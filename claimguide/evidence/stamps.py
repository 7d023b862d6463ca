"""RFC 3161 time stamps for daily roots: asked for by hand, checked with openssl before they are kept.

The site reaches no authority itself. Staff send the request file, and bring back the reply.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from . import days, vault
from .models import DayRoot
from .verify import verify_bundle as reader

MAX_BYTES = 64 * 1024
SECONDS = 30
_CA = "{day}.ca.pem"


class BadStamp(Exception):
    """The reply is not kept; `str()` says why."""


def request(root: DayRoot, out: Path) -> None:
    """Write the request for this root to `out`. BadStamp where openssl is missing or fails."""
    _openssl("ts", "-query", "-digest", root.root, "-sha256", "-cert", "-out", str(out))


def take(root: DayRoot, reply: bytes, ca: bytes) -> DayRoot:
    """Keep the reply of an authority whose certificate is `ca` (DER, or PEM, perhaps with others above it).

    BadStamp for a reply that is refused, garbled, changed, for another value, of another authority or older
    than the root, and where another reply is kept already.
    """
    if len(reply) > MAX_BYTES or len(ca) > MAX_BYTES:
        raise BadStamp("the file is too large to be a time stamp or a certificate")
    if root.stamp is not None:
        raise BadStamp(f"{root.day} has a stamp already; it is not replaced")
    found = reader.stamped(reply)
    if found is None:
        raise BadStamp("the file is no reply that grants a time stamp")
    imprint, text = found
    if imprint != root.root:
        raise BadStamp(f"the reply is for another value than the root of {root.day}")
    at = dt.datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=dt.UTC)
    if at < root.made_at - dt.timedelta(minutes=5):
        raise BadStamp("the stamp is older than the root: one of the two clocks is wrong")
    if not holds(root.root, reply, ca):
        raise BadStamp("openssl does not accept it: it was changed, or is of another authority than --ca")
    return _keep(root.pk, reply, ca, at)


def holds(root: str, reply: bytes, ca: bytes) -> bool:
    """Whether this reply stamps this root under this certificate. BadStamp where openssl cannot tell."""
    if shutil.which("openssl") is None:
        raise BadStamp("openssl is not installed")
    held = reader.openssl_verifies(reply, root, ca)
    if held is None:
        raise BadStamp("this openssl cannot check time stamps, or there is no certificate in --ca")
    return held


def certificate(root: DayRoot) -> bytes:
    """The authority's certificate with which the stamp of this root was checked; b"" where there is none."""
    name = _ca_name(root)
    if not root.stamp or not default_storage.exists(name):
        return b""
    with vault.open_file(name) as file:
        return file.read(MAX_BYTES)


def _keep(pk: int, reply: bytes, ca: bytes, at: dt.datetime) -> DayRoot:
    with transaction.atomic():
        root = DayRoot.objects.select_for_update().get(pk=pk)
        if root.stamp is not None:
            raise BadStamp(f"{root.day} has a stamp already; it is not replaced")
        root.stamp, root.stamped_at, root.stamp_authority = reply, at, _authority(reply)
        root.save(update_fields=["stamp", "stamped_at", "stamp_authority"])
    if not default_storage.exists(_ca_name(root)):
        vault.store(_ca_name(root), reader.as_pem(ca))
    days.write_files(root)
    return root


def _authority(reply: bytes) -> str:
    """Who the reply says it is of, as openssl writes it; "" where it says nothing."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(reply)
        file.flush()
        text = _openssl("ts", "-reply", "-in", file.name, "-text")
    found = re.search(r"^TSA: (?:DirName:)?(.+)$", text, re.MULTILINE)
    return found[1].strip()[:200] if found and found[1].strip() != "unspecified" else ""


def _ca_name(root: DayRoot) -> str:
    return f"{days.FOLDER}/{_CA.format(day=f'{root.day:%Y-%m-%d}')}"


def _openssl(*arguments: str) -> str:
    program = shutil.which("openssl")
    if program is None:
        raise BadStamp("openssl is not installed")
    try:
        done = subprocess.run(  # noqa: S603
            [program, *arguments], capture_output=True, timeout=SECONDS, check=True
        )
    except subprocess.SubprocessError as error:
        raise BadStamp(f"openssl failed: {type(error).__name__}") from None
    return done.stdout.decode("utf-8", "replace")
