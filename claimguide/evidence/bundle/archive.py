"""The ZIP: written piece by piece, each file hashed on its way, the same bytes each time."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from claimguide.core import canonical, signing
from claimguide.core.jobs import PermanentError
from claimguide.evidence.inspect.names import label_of
from claimguide.evidence.refusals import Refused

from . import front, wording
from .book import Find
from .content import stamp_bytes
from .manifest import Entry, manifest, sums

Told = dict[str, Any]
CHUNK = 1 << 20
VERIFIER = Path(__file__).resolve().parents[1] / "verify" / "verify_bundle.py"
_ENDINGS = ((b"\xff\xd8\xff", "jpg"), (b"%PDF-", "pdf"), (b"\x89PNG", "png"))


class Packer:
    """A ZIP in the making. `entries` are its files so far."""

    def __init__(self, target: IO[bytes], at: datetime) -> None:
        self._zip = zipfile.ZipFile(target, "w")
        self._at = at
        self.entries: list[Entry] = []

    def put(self, name: str, data: bytes) -> Entry:
        sha256, sm3 = hashlib.sha256(data).hexdigest(), hashlib.new("sm3", data).hexdigest()
        self._zip.writestr(self._info(name, zipfile.ZIP_DEFLATED), data)
        return self._note(Entry(name, len(data), sha256, sm3))

    def put_file(self, name: str, path: Path, *, sha256: str = "", sm3: str = "") -> Entry:
        """Copy a file in pieces. With `sha256` it must be that very file, and its known `sm3` is trusted.

        PermanentError `file_changed` where it is another.
        """
        total, other = hashlib.sha256(), None if sha256 and sm3 else hashlib.new("sm3")
        size = 0
        info = self._info(name, zipfile.ZIP_STORED)
        with path.open("rb") as source, self._zip.open(info, "w", force_zip64=True) as target:
            while chunk := source.read(CHUNK):
                size += len(chunk)
                total.update(chunk)
                if other is not None:
                    other.update(chunk)
                target.write(chunk)
        if sha256 and total.hexdigest() != sha256:
            raise PermanentError("file_changed")
        return self._note(Entry(name, size, total.hexdigest(), other.hexdigest() if other else sm3))

    def __enter__(self) -> Packer:
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    def _note(self, entry: Entry) -> Entry:
        self.entries.append(entry)
        return entry

    def _info(self, name: str, method: int) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, self._at.timetuple()[:6])
        info.compress_type, info.create_system, info.external_attr = method, 3, 0o100644 << 16
        return info


def write(content: Told, find: Find, book: Path, target: IO[bytes]) -> str:
    """Write the whole ZIP to `target`; returns the SHA-256 of the manifest.

    PermanentError `file_changed` where a stored file is not the one received, `key_changed` where the site
    signs with another key than the one printed on the cover.
    """
    if signing.fingerprint() != content["key"]:
        raise PermanentError("key_changed")
    with Packer(target, front.made_at(content)) as packer:
        return _packed(packer, content, find, book)


def _packed(packer: Packer, content: Told, find: Find, book: Path) -> str:
    packer.put("README.txt", readme(content).encode("utf-8-sig"))
    packer.put_file("bundle.pdf", book)
    exhibits = [_exhibit(packer, each, find(each["stored"]), content["kind"]) for each in content["exhibits"]]
    _history(packer, content)
    packer.put("site_key.pem", signing.public_pem().encode())
    packer.put("verify_bundle.py", VERIFIER.read_bytes())
    signed = manifest(content, packer.entries, exhibits)
    packer.put("manifest.json", signed)
    packer.put("manifest.sig", signing.sign(signed).encode())
    packer.put("SHA256SUMS", sums(packer.entries))
    return hashlib.sha256(signed).hexdigest()


def _exhibit(packer: Packer, told: Told, path: Path, kind: str) -> Entry:
    if kind == "sealed":
        name = f"originals/{told['number']:02d}-{told['label']}"
    else:
        name = f"copies/{told['number']:02d}-{_label(told, path)}"
    return packer.put_file(name, path, sha256=told["sha256"], sm3=told["sm3"])


def _label(told: Told, path: Path) -> str:
    """A copy's own name: its title, with the ending of what the copy is."""
    with path.open("rb") as file:
        head = file.read(8)
    ending = next((ending for mark, ending in _ENDINGS if head.startswith(mark)), told["type"].lower())
    try:
        stem = label_of(f"{told['title']}.{ending}").rpartition(".")[0]
    except Refused:
        stem = ""
    return f"{stem or told['kind']}.{ending}"


def _history(packer: Packer, content: Told) -> None:
    if content["links"]:
        packer.put("events.json", canonical.dumps(content["links"]))
    if anchor := content["anchor"]:
        packer.put("anchor/day_root.json", canonical.dumps(anchor["file"]))
        if stamp := stamp_bytes(content):
            packer.put("anchor/day_root.tsr", stamp)
            if certificate := anchor["certificate"]:
                packer.put("anchor/tsa_ca.pem", certificate.encode())


def readme(content: Told) -> str:
    """README.txt, in Chinese and English. Windows needs the line ends (and the mark) to show it right."""
    folder, folder_zh, folder_en = wording.FOLDERS[content["kind"]]
    lines = wording.EVENTS_LINE if content["links"] else ("", "")
    text = wording.README.format(
        title=wording.TITLES[content["kind"]],
        case=content["case"],
        made=f"{front.made_at(content):%Y-%m-%d %H:%M:%S}",
        folder=folder.ljust(10),
        folder_zh=folder_zh,
        folder_en=folder_en,
        events_zh=lines[0],
        events_en=lines[1],
        key=content["key"],
        statement_zh=content["statement"]["zh"],
        statement_en=content["statement"]["en"],
    )
    return text.replace("\n", "\r\n")
