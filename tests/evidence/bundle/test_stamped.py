"""An outside time stamp on its whole way: asked for, brought back, in a real bundle, checked by somebody."""

from __future__ import annotations

import base64
import datetime as dt
import io
import json
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from claimguide.core import signing
from claimguide.evidence import days
from claimguide.evidence.models import DayRoot
from claimguide.evidence.verify import words
from tests.evidence import bundles
from tests.evidence.bundles import Authority, authority
from tests.evidence.test_verify_browser import VERDICT
from tests.plugins.browser import needs_chromium

from .conftest import Add, Make, jpeg, stored

pytestmark = pytest.mark.django_db
REPLY, CA, SCRIPT = "anchor/day_root.tsr", "anchor/tsa_ca.pem", "verify_bundle.py"


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("other"), "Other Stamps")


Seal = Callable[..., bytes]


@pytest.fixture
def seal(put: Add, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Seal:
    """Call it with an authority: the ZIP of a case under a root that this one stamped."""

    def seal(clock: Authority, ca: Path | None = None) -> bytes:
        put(shared=jpeg(30), sharing="covered")
        put(title="聊天记录")
        monkeypatch.setattr(days, "PAUSE", dt.timedelta(days=-1))
        root = days.seal(timezone.localdate())
        request, reply = tmp_path / "day.tsq", tmp_path / "day.tsr"
        call_command("stamp_day", f"{root.day}", "--request", str(request), stdout=io.StringIO())
        reply.write_bytes(clock.answer(request))
        imported = ("--import", str(reply), "--ca", str(ca or clock.ca))
        call_command("stamp_day", f"{root.day}", *imported, stdout=io.StringIO())
        return stored(make().zip_name)

    return seal


class Said(NamedTuple):
    """What the script ended with, and what it said of the stamp and of all that failed."""

    exit: int
    stamp: dict[str, Any]
    failed: set[str]


class Recipient:
    """Somebody with the ZIP, an empty folder and Python; `programs` are what else is on the PATH."""

    def __init__(self, folder: Path, *programs: str) -> None:
        self.folder, self.bin = folder / "empty", folder / "bin"
        self.folder.mkdir()
        self.bin.mkdir()
        for name in programs:
            (self.bin / name).symlink_to(str(shutil.which(name)))

    def checks(self, packed: bytes, *arguments: str) -> Said:
        (self.folder / "b.zip").write_bytes(packed)
        with zipfile.ZipFile(io.BytesIO(packed)) as held:
            (self.folder / SCRIPT).write_bytes(held.read(SCRIPT))
        command = [sys.executable, "-I", SCRIPT, "b.zip", "--json", "--key", signing.fingerprint()]
        alone = {"PATH": str(self.bin), "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            [*command, *arguments], cwd=self.folder, env=alone, capture_output=True, check=False, timeout=60
        )
        assert done.stderr == b""
        told = json.loads(done.stdout.decode())
        results = [each for each in told["results"] if each["check"] != "result"]
        failed = {each["code"] for each in results if each["status"] == "failed"}
        return Said(done.returncode, next(each for each in results if each["check"] == "stamp"), failed)


@pytest.fixture
def recipient(tmp_path: Path) -> Recipient:
    folder = tmp_path / "recipient"
    folder.mkdir()
    return Recipient(folder, "openssl")


def resealed(packed: bytes, *, listed: bool = True, **files: bytes | None) -> bytes:
    """The bundle with other files in it (None: without). `listed`: as if the site had signed it so."""
    with zipfile.ZipFile(io.BytesIO(packed)) as held:
        bundle = bundles.Bundle({name: held.read(name) for name in held.namelist()})
    bundle.manifest = json.loads(bundle.files["manifest.json"])
    for key, name in (("reply", REPLY), ("ca", CA)):
        if key in files:
            del bundle.files[name]
            if (content := files[key]) is not None:
                bundle.files[name] = content
    return bundle.close(site_key()).zip() if listed else bundle.zip()


def site_key() -> Ed25519PrivateKey:
    from django.conf import settings

    key = form.load_pem_private_key(settings.SIGNING_KEY.read_bytes(), None)
    assert isinstance(key, Ed25519PrivateKey)
    return key


def changed(packed: bytes) -> bytes:
    """The reply with one bit of its signature turned over."""
    with zipfile.ZipFile(io.BytesIO(packed)) as held:
        data = bytearray(held.read(REPLY))
    data[-5] ^= 1
    return bytes(data)


def test_its_recipient_reads_that_the_stamp_holds(seal: Seal, recipient: Recipient, clock: Authority) -> None:
    packed = seal(clock)
    at = DayRoot.objects.get().stamped_at.strftime("%Y-%m-%d %H:%M:%S")
    inside = recipient.checks(packed)
    assert (inside.exit, inside.stamp["code"]) == (0, "stamp_ok_inside")
    assert f"第三方时间戳有效：{at}（UTC）时这个每日根值已经存在" in inside.stamp["zh"]
    assert CA in inside.stamp["en"]
    given = recipient.checks(packed, "--ca", str(clock.ca))
    assert (given.exit, given.stamp["code"], given.stamp["values"]) == (0, "stamp_ok", {"at": at})
    assert given.stamp["en"] == f"The outside time stamp holds: this daily root existed at {at} (UTC)."
    without = recipient.checks(resealed(packed, ca=None))
    assert (without.exit, without.stamp["code"]) == (0, "stamp_unchecked")
    assert "--ca" in without.stamp["zh"]


def test_the_certificate_may_come_as_authorities_publish_it(
    seal: Seal, recipient: Recipient, clock: Authority, tmp_path: Path
) -> None:
    """As a bare .cer (DER), for the import and for the check."""
    der = tmp_path / "root.cer"
    certificate = x509.load_pem_x509_certificate(clock.ca.read_bytes())
    der.write_bytes(certificate.public_bytes(form.Encoding.DER))
    packed = seal(clock, der)
    with zipfile.ZipFile(io.BytesIO(packed)) as held:
        assert x509.load_pem_x509_certificate(held.read(CA)) == certificate
    assert recipient.checks(packed).stamp["code"] == "stamp_ok_inside"
    assert recipient.checks(packed, "--ca", str(der)).stamp["code"] == "stamp_ok"


def test_without_openssl_it_says_what_was_not_checked(
    seal: Seal, recipient: Recipient, clock: Authority, tmp_path: Path
) -> None:
    packed = seal(clock)
    alone = tmp_path / "alone"
    alone.mkdir()
    said = Recipient(alone).checks(packed, "--ca", str(clock.ca))
    assert (said.exit, said.stamp["status"], said.stamp["code"]) == (0, "note", "stamp_unchecked")
    assert "没有核对签发机构：需要 openssl" in said.stamp["zh"]
    # One that cannot check stamps is as good as none, and no proof of a forgery.
    (recipient.bin / "openssl").unlink()
    (recipient.bin / "openssl").write_text("#!/bin/sh\necho \"Invalid command 'ts'\" >&2\nexit 1\n")
    (recipient.bin / "openssl").chmod(0o700)
    assert recipient.checks(packed).stamp["code"] == "stamp_unchecked"


def test_a_stamp_that_is_not_of_this_root_or_authority_is_told(
    seal: Seal, recipient: Recipient, clock: Authority, other: Authority
) -> None:
    packed = seal(clock)
    foreign = recipient.checks(packed, "--ca", str(other.ca))
    assert (foreign.exit, foreign.failed) == (1, {"stamp_bad"})
    assert "不是所给证书的机构签发的" in foreign.stamp["zh"]
    strange = clock.stamp("ab" * 32)
    assert recipient.checks(resealed(packed, reply=strange)).failed == {"stamp_other"}
    swapped = recipient.checks(resealed(packed, listed=False, reply=strange))
    assert (swapped.exit, swapped.failed) == (1, {"stamp_changed", "stamp_other"})
    assert swapped.stamp["zh"] == words("zh-hans")["stamp_other"]


def test_a_changed_stamp_is_told(seal: Seal, recipient: Recipient, clock: Authority) -> None:
    packed = seal(clock)
    data = changed(packed)
    said = recipient.checks(resealed(packed, listed=False, reply=data))
    assert (said.exit, said.failed) == (1, {"stamp_changed", "stamp_bad"})
    assert recipient.checks(resealed(packed, reply=data)).failed == {"stamp_bad"}
    assert recipient.checks(resealed(packed, reply=data[:-40])).failed == {"stamp_bad"}
    assert recipient.checks(resealed(packed, reply=b"<html>")).failed == {"stamp_bad"}


def valid_for(seconds: int, clock: Authority, folder: Path) -> Authority:
    """The same authority with a certificate for its stamps that runs out soon."""
    shutil.copytree(clock.folder, folder)
    mine = x509.load_pem_x509_certificate((folder / "tsa.pem").read_bytes())
    root = x509.load_pem_x509_certificate(clock.ca.read_bytes())
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .issuer_name(root.subject)
        .subject_name(mine.subject)
        .public_key(mine.public_key())
        .serial_number(9)
        .not_valid_before(now - dt.timedelta(minutes=1))
        .not_valid_after(now + dt.timedelta(seconds=seconds))
    )
    for extension in mine.extensions:
        made = made.add_extension(extension.value, extension.critical)
    signer = form.load_pem_private_key((folder / "ca.key").read_bytes(), None)
    assert isinstance(signer, Ed25519PrivateKey)
    (folder / "tsa.pem").write_bytes(made.sign(signer, None).public_bytes(form.Encoding.PEM))
    return Authority(folder)


def test_a_stamp_outlives_the_certificate_it_was_made_with(
    seal: Seal, recipient: Recipient, clock: Authority, tmp_path: Path
) -> None:
    """Certificates of authorities run out after some years; a stamp from before still says its time."""
    short = valid_for(4, clock, tmp_path / "short")
    packed = seal(short)
    runs_out = x509.load_pem_x509_certificate((short.folder / "tsa.pem").read_bytes()).not_valid_after_utc
    time.sleep(max(0.0, (runs_out - dt.datetime.now(dt.UTC)).total_seconds() + 1.1))
    assert recipient.checks(packed).stamp["code"] == "stamp_ok_inside"
    assert recipient.checks(resealed(packed, reply=changed(packed))).failed == {"stamp_bad"}


@pytest.mark.e2e
@needs_chromium
def test_the_page_tells_the_same_as_far_as_it_can(
    seal: Seal, clock: Authority, chromium: Browser, live_server: Any
) -> None:
    """It has no openssl: whose stamp it is it leaves open, for which root and whether changed it says."""
    packed = seal(clock)
    strange = clock.stamp("ab" * 32)
    page = chromium.new_page()
    page.goto(str(live_server) + reverse("evidence:verify"))
    keys = json.loads(page.locator("[data-verify]").get_attribute("data-keys") or "")
    for data, expected in (
        (packed, {"stamp_unchecked"}),
        (resealed(packed, reply=strange), {"stamp_other"}),
        (resealed(packed, listed=False, reply=strange), {"stamp_changed", "stamp_other"}),
        (resealed(packed, listed=False, reply=changed(packed)), {"stamp_changed", "stamp_unchecked"}),
        (resealed(packed, reply=b"<html>"), {"stamp_bad"}),
    ):
        given = [base64.b64encode(data).decode(), keys]
        codes = {code for _check, _status, code, _values in page.evaluate(VERDICT, given)}
        assert {code for code in codes if code.startswith("stamp")} == expected
        assert ("all_ok" in codes) == (data == packed)
    page.close()
