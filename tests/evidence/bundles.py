"""A small bundle in the format of docs/bundle-format.md, made without the site, to tamper with."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from claimguide.core import canonical
from claimguide.evidence.verify import SCRIPT

CASE = "CG20261123-7K2M4"
DAY = "2026-11-22"
IDS = [f"00000000-0000-4000-8000-00000000000{n}" for n in range(1, 5)]
SIGNED_FILES = {"manifest.json", "manifest.sig", "SHA256SUMS"}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def sums(data: bytes) -> dict[str, Any]:
    return {"size": len(data), "sha256": sha256(data), "sm3": hashlib.new("sm3", data).hexdigest()}


def key(seed: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


def pem(private: Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)


def fingerprint(private: Ed25519PrivateKey) -> str:
    return sha256(private.public_key().public_bytes(form.Encoding.Raw, form.PublicFormat.Raw))[:40]


SITE, FORGER = key(1), key(2)


def chain(case: str, happened: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    links: list[dict[str, Any]] = []
    for seq, (kind, data) in enumerate(happened, 1):
        link = {
            "case": case,
            "seq": seq,
            "kind": kind,
            "at": f"2026-11-22T01:00:{seq:02d}.000{seq:03d}Z",
            "actor": "consumer",
            "data": data,
            "prev": links[-1]["hash"] if links else "0" * 64,
        }
        links.append({**link, "hash": canonical.digest(link)})
    return links


def climb(leaf: str, path: list[list[str]]) -> str:
    total = hashlib.sha256(b"\0" + bytes.fromhex(leaf)).digest()
    for side, beside in path:
        other = bytes.fromhex(beside)
        total = hashlib.sha256(b"\1" + (other + total if side == "L" else total + other)).digest()
    return total.hex()


@dataclass
class Bundle:
    """Files by name, and what stands in the manifest. `close` writes manifest, signature and sums."""

    files: dict[str, bytes] = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)
    links: list[dict[str, Any]] = field(default_factory=list)

    def close(self, signer: Ed25519PrivateKey = SITE) -> Bundle:
        self.files["site_key.pem"] = pem(signer)
        self.manifest["key"] = fingerprint(signer)
        self.manifest["files"] = [
            {"name": name, **sums(data)} for name, data in self.files.items() if name not in SIGNED_FILES
        ]
        self.files["manifest.json"] = canonical.dumps(self.manifest)
        self.files["manifest.sig"] = signer.sign(self.files["manifest.json"]).hex().encode()
        names = sorted(set(self.files) - {"SHA256SUMS"})
        self.files["SHA256SUMS"] = "".join(f"{sha256(self.files[n])}  {n}\n" for n in names).encode()
        return self

    def edit(self, name: str, change: Any) -> None:
        """Change the JSON of a file in place, and nothing that depends on it."""
        value = json.loads(self.files[name])
        self.files[name] = canonical.dumps(change(value) or value)

    def zip(self, compression: int = zipfile.ZIP_DEFLATED, order: list[str] | None = None) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", compression) as target:
            for name in order or self.files:
                target.writestr(name, self.files[name])
        return packed.getvalue()

    def unpack(self, folder: Path) -> Path:
        for name, data in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        return folder


PICTURES = [b"\xff\xd8first picture" * 40, b"\xff\xd8second picture" * 50, b"%PDF-1.7 third"]
NAMES = ["01-订单截图.jpg", "02-chat.jpg", "03-检测报告.pdf"]


def _exhibit(place: int, folder: str, data: bytes, original: bytes | None) -> dict[str, Any]:
    kept = sums(data)
    return {
        "number": place,
        "id": IDS[place - 1],
        "title": f"第{place}件",
        "file": f"{folder}/{NAMES[place - 1]}",
        "kind": "jpeg",
        "proves": ["buying"],
        "source": "screenshot",
        "taken_on": None,
        "taken_by": "",
        "device": "",
        "pages": None,
        "received_at": f"2026-11-22T01:00:0{place + 1}.000000Z",
        **kept,
        "copy_of": None
        if original is None
        else {"sha256": sha256(original), "sm3": hashlib.new("sm3", original).hexdigest()},
        "said": None,
        "found": {},
    }


def anchor_of(links: list[dict[str, Any]], signer: Ed25519PrivateKey) -> tuple[dict[str, Any], bytes]:
    """The first four events in a tree with two other cases; anchor for the manifest, and day_root.json."""
    head = links[3]
    case = sha256(head["case"].encode())
    leaf = canonical.digest({"case": case, "head": head["hash"], "count": 4})
    path = [["L", "ab" * 32], ["R", "cd" * 32]]
    root = {
        "format": "claimguide-day-root/1",
        "day": DAY,
        "root": climb(leaf, path),
        "leaves": 3,
        "made_at": "2026-11-22T16:10:00.000000Z",
        "key": fingerprint(signer),
    }
    root["signature"] = signer.sign(canonical.dumps(root)).hex()
    return {"day": DAY, "root": root["root"], "leaf": leaf, "path": path}, canonical.dumps(root)


def open_bundle(
    kind: str = "sealed", case: str = CASE, *, signer: Ed25519PrivateKey = SITE, anchored: bool = True
) -> Bundle:
    """Not closed yet: three exhibits, seven events."""
    salt = b"" if case == CASE else case.encode()
    originals = [picture + salt for picture in PICTURES]
    added = [
        ("exhibit_added", {"exhibit": i, "sha256": sha256(data), "size": len(data)})
        for i, data in zip(IDS, originals, strict=False)
    ]
    links = chain(
        case,
        [
            ("opened", {}),
            *added,
            ("answered", {"page": "law/money", "区": [1, None, True]}),
            ("x", {}),
            ("y", {}),
        ],
    )
    sealed = kind == "sealed"
    anchored = anchored and sealed
    folder = "originals" if sealed else "copies"
    held = originals if sealed else [b"redacted " + data for data in originals]
    bundle = Bundle(links=links)
    bundle.files |= {
        "README.txt": "说明".encode(),
        "bundle.pdf": b"%PDF-1.7 bundle",
        **({"events.json": canonical.dumps(links)} if sealed else {}),
        "verify_bundle.py": SCRIPT.read_bytes(),
    }
    bundle.files |= {f"{folder}/{name}": data for name, data in zip(NAMES, held, strict=True)}
    bundle.manifest = {
        "format": "claimguide-bundle/1",
        "kind": kind,
        "bundle": "10000000-0000-4000-8000-000000000000",
        "case": case,
        "made_at": "2026-11-23T02:00:00.000000Z",
        "made_at_local": "2026-11-23T10:00:00.000000+08:00",
        "exhibits": [
            _exhibit(place, folder, data, None if sealed else original)
            for place, (data, original) in enumerate(zip(held, originals, strict=True), 1)
        ],
        "events": {"count": len(links), "first": links[0]["hash"], "head": links[-1]["hash"]},
        "anchor": None,
        "environment": {},
        "statement": {"zh": "", "en": ""},
    }
    if anchored:
        bundle.manifest["anchor"], bundle.files["anchor/day_root.json"] = anchor_of(links, signer)
    return bundle


def whole(kind: str = "sealed", case: str = CASE, **options: Any) -> Bundle:
    return open_bundle(kind, case, **options).close(options.get("signer", SITE))


@dataclass(frozen=True)
class Authority:
    """A time-stamp authority of these tests, made with openssl: root, certificate, configuration."""

    folder: Path

    @property
    def ca(self) -> Path:
        return self.folder / "ca.pem"

    def stamp(self, digest: str) -> bytes:
        request = self.folder / "q.tsq"
        _openssl("ts", "-query", "-digest", digest, "-sha256", "-cert", "-out", str(request))
        return self.answer(request)

    def answer(self, request: Path) -> bytes:
        reply = self.folder / "r.tsr"
        _openssl(
            *("ts", "-reply", "-config", str(self.folder / "tsa.cnf"), "-queryfile", str(request)),
            *("-out", str(reply)),
            folder=self.folder,
        )
        return reply.read_bytes()


_CONFIG = """
[ca_ext]
basicConstraints = critical,CA:true
[tsa_ext]
basicConstraints = critical,CA:false
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = main
[main]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
certs = tsa.pem
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
tsa_name = yes
"""


def authority(folder: Path, name: str = "Test Stamps") -> Authority:
    (folder / "tsa.cnf").write_text(_CONFIG)
    (folder / "serial").write_text("01")
    _openssl(
        *(
            "req",
            "-x509",
            "-newkey",
            "ed25519",
            "-nodes",
            "-days",
            "3650",
            "-subj",
            f"/O={name}/CN={name} Root",
        ),
        *("-keyout", "ca.key", "-out", "ca.pem", "-config", "/dev/null"),
        *("-addext", "basicConstraints=critical,CA:true"),
        folder=folder,
    )
    _openssl(
        *("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/O={name}/CN={name} TSA"),
        *("-keyout", "tsa.key", "-out", "tsa.csr", "-config", "/dev/null"),
        folder=folder,
    )
    _openssl(
        *("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", "7"),
        *("-days", "3650", "-extfile", "tsa.cnf", "-extensions", "tsa_ext", "-out", "tsa.pem"),
        folder=folder,
    )
    return Authority(folder)


def _openssl(*arguments: str, folder: Path | None = None) -> None:
    command = ["openssl", *arguments]
    subprocess.run(command, check=True, capture_output=True, cwd=folder, timeout=60)
