#!/usr/bin/env python3
"""核验证据包 / Check a claimguide bundle. 只需 Python 3.8 以上 / Needs nothing but Python 3.8 or newer.

    python3 verify_bundle.py                   在解压后的文件夹里运行 / inside the unpacked bundle
    python3 verify_bundle.py BUNDLE.zip        检查压缩包或文件夹 / check a ZIP or a folder
    --key FINGERPRINT   网站公布的密钥指纹 / the key fingerprint that the site publishes
    --ca CA.pem         时间戳机构的根证书 / root certificate of the time-stamp authority (needs openssl)
    --json              输出 JSON / print JSON

退出码 / Exit code: 0 全部通过 / all in order; 1 有一项以上失败 / something failed; 2 无法核验 / cannot be checked.

它证明什么: 每件证据自本站收到之时起未被改动。它不证明内容真实, 也不证明材料在交给本站之前没有改动过。
It shows: unchanged since the files reached the site. It does not show that what they say is true, nor that
nobody changed them before.

The format is described in docs/bundle-format.md of claimguide. This file imports nothing of claimguide.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import calendar
import hashlib
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from typing import IO, Any, Dict, Iterator, List, NamedTuple, Optional, Tuple

MANIFEST, SIGNATURE, SUMS, KEY = "manifest.json", "manifest.sig", "SHA256SUMS", "site_key.pem"
EVENTS, PDF, SCRIPT = "events.json", "bundle.pdf", "verify_bundle.py"
ROOT, STAMP, STAMP_CA = "anchor/day_root.json", "anchor/day_root.tsr", "anchor/tsa_ca.pem"
UNLISTED = {MANIFEST, SIGNATURE, SUMS}
FORMAT, ROOT_FORMAT = "claimguide-bundle/1", "claimguide-day-root/1"
BEGINNING = "0" * 64
LINK = {"case", "seq", "kind", "at", "actor", "data", "prev", "hash"}
# What systems leave in a folder by themselves.
LITTER = {".DS_Store", "Thumbs.db", "desktop.ini", "__pycache__", "__MACOSX"}
CHUNK, MAX_TEXT, MAX_FILES, MAX_TOTAL = 1 << 20, 32 << 20, 2000, 8 << 30

# Of each code: Chinese, English. static/js/verify/ shows the same words.
WORDS: Dict[str, Tuple[str, str]] = {
    "kind_sealed": ("封存件（含原件）", "sealed bundle, with the originals"),
    "kind_copy": ("提供给对方的副本", "copy for a recipient"),
    "not_there": ("找不到 {name}。", "{name} is not there."),
    "broken_zip": (
        "压缩包不完整或已损坏。可能没有下载完，请重新取得。",
        "The ZIP is incomplete or damaged. Perhaps the download was cut: get it again.",
    ),
    "no_bundle": (
        "这不是本站的证据包：里面没有 {name}。",
        "This is no bundle of the site: there is no {name} in it.",
    ),
    "bad_name": (
        "压缩包里有不允许的文件名，未作任何读取：{name}",
        "The bundle holds a file name that is not allowed; nothing of it was read: {name}",
    ),
    "too_big": ("解压后过大，未作任何读取。", "Too big when unpacked; nothing of it was read."),
    "double_name": ("同一个文件名出现了两次：{name}", "The same file name occurs twice: {name}"),
    "unreadable": ("读不出这个文件：{name}", "This file cannot be read: {name}"),
    "signature_ok": (
        "清单的签名有效：清单自签名之后未被改动。",
        "The signature of the manifest holds: the manifest is unchanged since it was signed.",
    ),
    "signature_bad": (
        "清单 manifest.json 与签名不符：清单在签名之后被改动过，或者签名不是它的。",
        "manifest.json does not fit its signature: it was changed after it was signed, or the signature is another's.",
    ),
    "manifest_unreadable": (
        "清单 manifest.json 的内容已损坏，其余各项无法逐一核对。",
        "manifest.json is damaged, so the rest cannot be compared with it.",
    ),
    "key_ok": (
        "签名用的密钥与给出的指纹一致：{key}",
        "The key is the one whose fingerprint was given: {key}",
    ),
    "key_other": (
        "签名用的是另一把密钥（{key}），不是给出的那一把（{given}）：这个包不是该网站签出的，或者被人重新签过。",
        "Signed with another key ({key}) than the one given ({given}): not by that site, or signed again by somebody.",
    ),
    "key_mismatch": (
        "清单写的密钥与包里的公钥不是同一把：有人换过公钥或者重新签过名。",
        "The manifest names another key than the public key in the bundle: somebody changed the key or signed again.",
    ),
    "key_compare": (
        "请把这个密钥指纹与网站“核验证据包”页面或封面上的比对，一致才说明由本站签出：{key}",
        "Compare this key fingerprint with the page “Check a bundle” of the site or the cover; "
        "only if they are the same did the site sign it: {key}",
    ),
    "files_ok": (
        "文件齐全，{count} 个文件都与清单一致，没有多出的文件。",
        "All {count} files are there and as listed; there is no other file.",
    ),
    "file_missing": ("缺少文件：{name}", "A file is missing: {name}"),
    "file_extra": (
        "多出一个清单里没有的文件：{name}",
        "There is a file that the manifest does not list: {name}",
    ),
    "file_changed": ("文件被改动过：{name}", "A file was changed: {name}"),
    "exhibit_changed": ("证据文件被改动过：{name}", "The file of an exhibit was changed: {name}"),
    "files_swapped": (
        "文件被调换：{name} 的位置上放的是 {other}。",
        "Files were swapped: in the place of {name} lies {other}.",
    ),
    "pdf_changed": ("证据册 bundle.pdf 被改动过。", "bundle.pdf was changed."),
    "events_changed": ("事件记录 events.json 被改动过。", "The history events.json was changed."),
    "root_changed": ("每日根值文件 day_root.json 被改动过。", "The daily root day_root.json was changed."),
    "stamp_changed": ("时间戳文件 day_root.tsr 被改动过。", "The time stamp day_root.tsr was changed."),
    "sums_wrong": (
        "SHA256SUMS 与实际文件不符：{name}",
        "SHA256SUMS does not fit the files: {name}",
    ),
    "no_sm3": (
        "这台电脑的 Python 不支持 SM3，只核对了 SHA-256。",
        "Python on this computer has no SM3; only SHA-256 was compared.",
    ),
    "chain_ok": (
        "事件记录连续完整，共 {count} 条，首尾与清单一致。",
        "The history is continuous: {count} events, first and last as the manifest says.",
    ),
    "chain_outside": (
        "提供给对方的副本不含事件记录，清单写明共有 {count} 条。需要核对时请向提交人索取封存件。",
        "A copy for a recipient holds no history; the manifest names {count} events. To check them, ask for the "
        "sealed bundle.",
    ),
    "chain_unreadable": ("事件记录 events.json 读不出来。", "The history events.json cannot be read."),
    "event_malformed": ("第 {seq} 条事件的格式不对。", "Event {seq} is malformed."),
    "event_altered": ("第 {seq} 条事件的内容被改动过。", "Event {seq} was altered."),
    "event_missing": ("第 {seq} 条事件之前缺少事件。", "Before event {seq} an event is missing."),
    "event_order": (
        "第 {seq} 条事件的位置不对：顺序被改动过。",
        "Event {seq} is out of place: the order was changed.",
    ),
    "event_broken": (
        "第 {seq} 条事件与前一条衔接不上：前面的事件被替换过。",
        "Event {seq} does not follow the one before it: an earlier event was replaced.",
    ),
    "event_foreign": (
        "第 {seq} 条事件属于另一个案件（{other}）：混入了别的案件的材料。",
        "Event {seq} belongs to another case ({other}): material of two cases is mixed.",
    ),
    "chain_end": (
        "事件记录的首尾或条数与清单不符：开头或末尾的事件被删、被加或被换。",
        "First event, last event or number of events differ from the manifest: some were dropped, added or replaced.",
    ),
    "exhibits_ok": (
        "{count} 件证据的编号连续；每件的哈希值都与当时收到的记录一致。",
        "{count} exhibits are numbered without gaps; each has the hash recorded when it was received.",
    ),
    "copies_ok": (
        "{count} 件副本的编号有序；每件都注明了原件，原件的哈希值与当时收到的记录一致。原件不在这个包里。",
        "{count} copies are in order; each names its original, whose hash was recorded when it was received. "
        "The originals are not in this bundle.",
    ),
    "copies_listed": (
        "{count} 件副本的编号有序，每件都注明了原件的哈希值。原件不在这个包里。",
        "{count} copies are in order; each names the hash of its original. The originals are not in this bundle.",
    ),
    "exhibit_order": (
        "证据的编号或次序不对：{name}",
        "The number or the order of an exhibit is wrong: {name}",
    ),
    "exhibit_hash": (
        "证据目录与文件清单所写的哈希值不一致：{name}",
        "The list of exhibits and the list of files give different hashes: {name}",
    ),
    "exhibit_unknown": (
        "这个案件的记录里没有收到过这件证据：{name}。可能混入了别的案件的文件，或者换过文件。",
        "The history of this case does not know this exhibit: {name}. A file of another case, or a replaced one.",
    ),
    "no_anchor": (
        "包里没有每日根值：制作时当天的每日根值还没有生成。其他各项不受影响。",
        "There is no daily root in the bundle: none had been made yet. The other checks stand without it.",
    ),
    "day_ok": (
        "前 {count} 条事件（共 {total} 条）已计入 {day} 的每日根值（当天各案件记录的汇总哈希），其签名有效。",
        "The first {count} of {total} events are in the root of {day}, whose signature holds.",
    ),
    "leaf_wrong": (
        "每日根值里的记录不是这个案件的事件：每日根值与事件记录对不上。",
        "What the daily root holds is not the history of this case.",
    ),
    "path_wrong": (
        "从这个案件推算不出 {day} 的每日根值：每日根值或推算路径被改动过。",
        "The root of {day} does not follow from this case: the root or the path was changed.",
    ),
    "root_bad": (
        "每日根值文件与清单或它自己的签名不符：每日根值被改动过。",
        "The daily root does not fit the manifest or its own signature: it was changed.",
    ),
    "no_stamp": (
        "包里没有第三方时间戳。接收时间只由本站记录。",
        "There is no outside time stamp in the bundle. The times are those that the site recorded.",
    ),
    "stamp_ok": (
        "第三方时间戳有效：{at}（UTC）时这个每日根值已经存在。",
        "The outside time stamp holds: this daily root existed at {at} (UTC).",
    ),
    "stamp_ok_inside": (
        "第三方时间戳有效：{at}（UTC）时这个每日根值已经存在。核对用的是包里附带的机构证书 {name}，请与该机构公布的证书比对。",
        "The outside time stamp holds: this daily root existed at {at} (UTC). It was checked with the certificate in "
        "the bundle, {name}: compare that with the one the authority publishes.",
    ),
    "stamp_other": (
        "时间戳盖的不是这个每日根值。",
        "The time stamp is for another value than this daily root.",
    ),
    "stamp_bad": (
        "时间戳无效：被改动过，或不是所给证书的机构签发的。",
        "The time stamp does not hold: it was changed, or another authority issued it.",
    ),
    "stamp_unchecked": (
        "时间戳盖的是这个每日根值（{at}，UTC），但没有核对签发机构：需要 openssl 和该机构的根证书（--ca）。",
        "The time stamp is for this root ({at}, UTC), but who issued it was not checked: "
        "that needs openssl and the authority's root certificate (--ca).",
    ),
    "all_ok": (
        "结论：全部通过。每件证据自本站收到之时起未被改动。",
        "Result: all in order. Every exhibit is unchanged since it reached the site.",
    ),
    "all_ok_but_key": (
        "结论：包内各项全部相符。密钥指纹核对一致后，说明每件证据自本站收到之时起未被改动。",
        "Result: everything in the bundle fits. Once the key fingerprint is compared: every exhibit is unchanged "
        "since it reached the site.",
    ),
    "some_failed": (
        "结论：未通过。请看上面标有“失败”的各项，并向提供者索取完整的原包。",
        "Result: not in order. See what FAILED above, and ask whoever gave it to you for the whole original bundle.",
    ),
    "cannot": ("结论：无法核验。", "Result: it cannot be checked."),
    "limits": (
        "核验不能说明内容真实，也不能说明材料交给本站之前没有改动过。请保留手机、账号、订单页等原始载体。",
        "It does not show that what the files say is true, nor that nobody changed them before the site had them. "
        "Keep the originals: telephone, account, order page.",
    ),
}


class Result(NamedTuple):
    """One line: `status` is ok, failed or note."""

    check: str
    status: str
    code: str
    values: Dict[str, Any]

    def text(self, language: int) -> str:
        return WORDS[self.code][language].format(**self.values)


class Unreadable(Exception):
    """Nothing can be checked; holds the result that says why."""


def cannot(code: str, **values: Any) -> Unreadable:
    return Unreadable(Result("bundle", "failed", code, values))


# --- where the files are ---------------------------------------------------------------------------------


class Zip:
    """The files of a ZIP, read where they are; nothing is unpacked."""

    def __init__(self, path: str) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise cannot("broken_zip") from None
        self.sizes: Dict[str, int] = {}
        infos = self._zip.infolist()
        if len(infos) > MAX_FILES:
            raise cannot("bad_name", name="> %d" % MAX_FILES)
        for info in infos:
            self._take(info)

    def _take(self, info: zipfile.ZipInfo) -> None:
        link = stat.S_ISLNK(info.external_attr >> 16)
        if unsafe(info.filename.rstrip("/")) or link or info.flag_bits & 1:
            raise cannot("bad_name", name=printable(info.filename))
        if info.filename.endswith("/") or LITTER & set(info.filename.split("/")):
            return
        if info.filename in self.sizes:
            raise cannot("double_name", name=printable(info.filename))
        self.sizes[info.filename] = info.file_size

    def open(self, name: str) -> IO[bytes]:
        return self._zip.open(name)


class Folder:
    """The files of an unpacked bundle."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.sizes: Dict[str, int] = {}
        for folder, folders, files in os.walk(path):
            folders[:] = [each for each in folders if each not in LITTER]
            for each in files + [f for f in folders if os.path.islink(os.path.join(folder, f))]:
                self._take(os.path.join(folder, each))

    def _take(self, path: str) -> None:
        name = os.path.relpath(path, self._path).replace(os.sep, "/")
        if os.path.islink(path):
            raise cannot("bad_name", name=printable(name))
        if len(self.sizes) >= MAX_FILES:
            raise cannot("bad_name", name="> %d" % MAX_FILES)
        if os.path.basename(path) not in LITTER:
            self.sizes[name] = os.path.getsize(path)

    def open(self, name: str) -> IO[bytes]:
        return open(os.path.join(self._path, name), "rb")


def unsafe(name: str) -> bool:
    parts = name.split("/")
    bad = any(ord(each) < 32 or each in "\\:" for each in name)
    return bad or not name or ".." in parts or "" in parts or "." in parts


def printable(name: str) -> str:
    return "".join(each if each.isprintable() else "?" for each in name[:120])


def opened(path: str) -> Any:
    if os.path.isdir(path):
        return Folder(path)
    if not os.path.exists(path):
        raise cannot("not_there", name=printable(path))
    return Zip(path)


def bounded(files: Any) -> Any:
    if sum(files.sizes.values()) > MAX_TOTAL:
        raise cannot("too_big")
    return files


def read(files: Any, name: str, limit: int = MAX_TEXT) -> bytes:
    """At most `limit` bytes of a file; b"" where it is missing or broken (the list of files says so)."""
    if name not in files.sizes:
        return b""
    try:
        with files.open(name) as source:
            return bytes(source.read(limit))
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return b""


def has_sm3() -> bool:
    """Python takes SM3 from the OpenSSL it was built with; SHA-256 is always there."""
    try:
        hashlib.new("sm3")
    except ValueError:
        return False
    return True


def hashes(files: Any, name: str, limit: int) -> Optional[Dict[str, Any]]:
    """Size, SHA-256 and (where Python has it) SM3; reads no more than a byte beyond `limit`. None if unreadable."""
    totals = {"sha256": hashlib.sha256()}
    if has_sm3():
        totals["sm3"] = hashlib.new("sm3")
    size = 0
    try:
        with files.open(name) as source:
            while size <= limit:
                chunk = source.read(min(CHUNK, limit + 1 - size))
                if not chunk:
                    break
                size += len(chunk)
                for total in totals.values():
                    total.update(chunk)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return None
    return dict({each: total.hexdigest() for each, total in totals.items()}, size=size)


# --- one form for a value --------------------------------------------------------------------------------


def canonical(value: Any) -> bytes:
    """RFC 8785 without floats: keys by UTF-16 units, no spaces, UTF-8."""
    return json.dumps(_sorted(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def digest(value: Any) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value, key=lambda each: each.encode("utf-16-be"))}
    return [_sorted(each) for each in value] if isinstance(value, list) else value


def parsed(data: bytes) -> Any:
    """JSON in its one form: no key twice, no number with a point. None where it is none."""

    def pairs(found: List[Tuple[str, Any]]) -> Dict[str, Any]:
        if len({key for key, _value in found}) != len(found):
            raise ValueError("a key occurs twice")
        return dict(found)

    def refuse(_text: str) -> Any:
        raise ValueError("a number with a point")

    try:
        text = data.decode("utf-8")
        value = json.loads(text, object_pairs_hook=pairs, parse_float=refuse, parse_constant=refuse)
        if canonical(value) != text.strip().encode("utf-8"):
            return None
    except (ValueError, RecursionError):
        return None
    return value


def field(value: Any, *names: str) -> Any:
    """value[a][b], or None where any of it is missing or no object."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def objects(value: Any) -> List[Dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


# --- Ed25519 (RFC 8032), checking only ---------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
Point = Tuple[int, int, int, int]


def _add(a: Point, b: Point) -> Point:
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    g, h, i, j = f - e, d - c, d + c, f + e
    return g * h % P, i * j % P, h * i % P, g * j % P


def _times(n: int, point: Point) -> Point:
    total = (0, 1, 1, 0)
    while n:
        if n & 1:
            total = _add(total, point)
        point = _add(point, point)
        n >>= 1
    return total


def _point(data: bytes) -> Optional[Point]:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def _base() -> Point:
    y = 4 * pow(5, P - 2, P) % P
    point = _point(y.to_bytes(32, "little"))
    assert point is not None  # noqa: S101 - a constant of the curve
    return point


BASE = _base()


def signed(message: bytes, signature: str, raw_key: bytes) -> bool:
    """Whether the 32-byte key signed this message; `signature` is hexadecimal."""
    try:
        data = bytes.fromhex(signature)
    except ValueError:
        return False
    if len(data) != 64 or len(raw_key) != 32:
        return False
    key, r, s = _point(raw_key), _point(data[:32]), int.from_bytes(data[32:], "little")
    if key is None or r is None or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(data[:32] + raw_key + message).digest(), "little") % ORDER
    left, right = _times(s, BASE), _add(r, _times(h, key))
    return not (
        (left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P
    )


def raw_key(pem: bytes) -> bytes:
    """The 32 bytes of an Ed25519 public key in PEM; b"" where it is none."""
    lines = [line.strip() for line in pem.decode("ascii", "replace").strip().splitlines()]
    if len(lines) < 3 or "BEGIN PUBLIC KEY" not in lines[0]:
        return b""
    try:
        der = base64.b64decode("".join(lines[1:-1]), validate=True)
    except (binascii.Error, ValueError):
        return b""
    before = bytes.fromhex("302a300506032b6570032100")
    return der[12:] if der.startswith(before) and len(der) == 44 else b""


def fingerprint(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:40]


def grouped(digits: str) -> str:
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


# --- the checks ------------------------------------------------------------------------------------------


class Check:
    """Collects results; `manifest` is {} where it cannot be read."""

    def __init__(self, files: Any, key: str = "", ca: str = "") -> None:
        self.files, self.given, self.ca = files, "".join(key.split()).replace(":", "").lower(), ca
        self.results: List[Result] = []
        self.raw = raw_key(read(files, KEY))
        value = parsed(read(files, MANIFEST))
        self.manifest: Dict[str, Any] = value if field(value, "format") == FORMAT else {}
        self.chain: List[Dict[str, Any]] = []

    def say(self, check: str, status: str, code: str, **values: Any) -> None:
        self.results.append(Result(check, status, code, values))

    def fail(self, check: str, code: str, **values: Any) -> None:
        self.say(check, "failed", code, **values)

    def failed(self, check: str = "") -> bool:
        return any(each.status == "failed" and check in ("", each.check) for each in self.results)

    def run(self) -> List[Result]:
        if MANIFEST not in self.files.sizes:
            raise cannot("no_bundle", name=MANIFEST)
        self.check_signature()
        self.check_key()
        if not self.manifest:
            self.fail("files", "manifest_unreadable")
            return self.results
        self.check_files()
        self.check_chain()
        self.check_exhibits()
        self.check_day()
        return self.results

    def check_signature(self) -> None:
        signature = read(self.files, SIGNATURE, 1000).decode("ascii", "replace").strip()
        if signed(read(self.files, MANIFEST), signature, self.raw):
            self.say("signature", "ok", "signature_ok")
        else:
            self.fail("signature", "signature_bad")

    def check_key(self) -> None:
        ours = fingerprint(self.raw)
        if self.manifest and field(self.manifest, "key") != ours:
            self.fail("key", "key_mismatch")
        if not self.given:
            self.say("key", "note", "key_compare", key=grouped(ours))
        elif self.given == ours:
            self.say("key", "ok", "key_ok", key=grouped(ours))
        else:
            self.fail("key", "key_other", key=grouped(ours), given=grouped(self.given))

    def listed(self) -> Dict[str, Dict[str, Any]]:
        return {str(each.get("name")): each for each in objects(self.manifest.get("files"))}

    def is_copy(self) -> bool:
        return self.manifest.get("kind") == "recipient"

    # files

    def check_files(self) -> None:
        listed = self.listed()
        by_hash = {each.get("sha256"): name for name, each in listed.items()}
        # No file is read further: one that unpacks to more cannot be any of these.
        largest = max([each["size"] for each in listed.values() if type(each.get("size")) is int] + [0])
        found: Dict[str, str] = {}
        for name, entry in listed.items():
            if name not in self.files.sizes:
                self.fail("files", "file_missing", name=printable(name))
                continue
            was = hashes(self.files, name, largest)
            if was is None:
                self.fail("files", "unreadable", name=printable(name))
                continue
            found[name] = was["sha256"]
            # A site whose Python had no SM3 writes "".
            if any(was[each] != entry.get(each) for each in was if (each, entry.get(each)) != ("sm3", "")):
                self.changed(name, by_hash.get(was["sha256"]))
        for name in sorted(set(self.files.sizes) - set(listed) - UNLISTED):
            self.fail("files", "file_extra", name=printable(name))
        self.check_sums(found)
        if not has_sm3():
            self.say("files", "note", "no_sm3")
        if not self.failed("files"):
            self.say("files", "ok", "files_ok", count=len(listed))

    def changed(self, name: str, other: Optional[str]) -> None:
        special = {PDF: "pdf_changed", EVENTS: "events_changed", ROOT: "root_changed", STAMP: "stamp_changed"}
        if other not in (None, name):
            self.fail("files", "files_swapped", name=printable(name), other=printable(str(other)))
        elif name in special:
            self.fail("files", special[name])
        elif name.startswith(("originals/", "copies/")):
            self.fail("files", "exhibit_changed", name=printable(name))
        else:
            self.fail("files", "file_changed", name=printable(name))

    def check_sums(self, found: Dict[str, str]) -> None:
        if SUMS not in self.files.sizes:
            self.fail("files", "file_missing", name=SUMS)
            return
        found = dict(found)
        for name in (MANIFEST, SIGNATURE):
            found[name] = hashlib.sha256(read(self.files, name)).hexdigest()
        for line in read(self.files, SUMS).decode("utf-8", "replace").splitlines():
            total, _space, name = line.partition(" ")
            name = name.lstrip(" *")
            # Where more is wrong these sums say nothing new.
            if line and found.get(name, total) != total and not self.failed():
                self.fail("files", "sums_wrong", name=printable(name))

    # history

    def check_chain(self) -> None:
        if self.is_copy() and EVENTS not in self.listed():
            count = field(self.manifest, "events", "count")
            self.say("chain", "note", "chain_outside", count=count if type(count) is int else "?")
            return
        chain = parsed(read(self.files, EVENTS))
        if not isinstance(chain, list):
            self.fail("chain", "chain_unreadable")
            return
        for at, link in enumerate(chain, 1):
            if not well_formed(link):
                self.fail("chain", "event_malformed", seq=at)
                return
        self.chain = chain
        self.check_links()
        events = self.manifest.get("events")
        ends = [chain[0]["hash"], chain[-1]["hash"]] if chain else [BEGINNING, BEGINNING]
        if [field(events, "first"), field(events, "head"), field(events, "count")] != ends + [len(chain)]:
            self.fail("chain", "chain_end")
        if not self.failed("chain"):
            self.say("chain", "ok", "chain_ok", count=len(chain))

    def check_links(self) -> None:
        place, before = 0, BEGINNING
        for link in self.chain:
            place, expected = link["seq"], place + 1
            if place != expected:
                self.fail("chain", "event_missing" if place > expected else "event_order", seq=place)
            if link["case"] != self.manifest.get("case"):
                self.fail("chain", "event_foreign", seq=place, other=printable(link["case"]))
            if link["hash"] != digest({key: link[key] for key in LINK - {"hash"}}):
                self.fail("chain", "event_altered", seq=place)
            elif link["prev"] != before and place == expected:
                self.fail("chain", "event_broken", seq=place)
            before = link["hash"]

    # exhibits

    def check_exhibits(self) -> None:
        listed = self.listed()
        added = {
            (link["data"].get("exhibit"), link["data"].get("sha256"))
            for link in self.chain
            if link["kind"] == "exhibit_added"
        }
        exhibits = objects(self.manifest.get("exhibits"))
        last = 0
        for exhibit in exhibits:
            self.check_exhibit(last, exhibit, listed, added)
            last = exhibit["number"] if type(exhibit.get("number")) is int else 0
        if len({each.get("id") for each in exhibits}) != len(exhibits):
            self.fail("exhibits", "exhibit_order", name="id")
        kept = {name for name in listed if name.startswith(("originals/", "copies/"))}
        for name in sorted(kept - {str(each.get("file")) for each in exhibits}):
            self.fail("exhibits", "exhibit_order", name=printable(name))
        if not self.failed("exhibits"):
            code = "exhibits_ok" if not self.is_copy() else "copies_ok" if self.chain else "copies_listed"
            self.say("exhibits", "ok", code, count=len(exhibits))

    def check_exhibit(self, last: int, exhibit: Dict[str, Any], listed: Dict[str, Any], added: Any) -> None:
        file, number = str(exhibit.get("file")), exhibit.get("number")
        shown = printable(file)
        # Of the case's own numbers a copy has those of the exhibits that were shared.
        follows = isinstance(number, int) and (number > last if self.is_copy() else number == last + 1)
        if not follows or not file.rpartition("/")[2].startswith("%02d-" % (number or 0)):
            self.fail("exhibits", "exhibit_order", name=shown)
        entry = listed.get(file, {})
        if any(exhibit.get(each) != entry.get(each) for each in ("sha256", "sm3", "size")):
            self.fail("exhibits", "exhibit_hash", name=shown)
        original = exhibit.get("copy_of") if self.is_copy() else exhibit
        if self.chain and (exhibit.get("id"), field(original, "sha256")) not in added:
            self.fail("exhibits", "exhibit_unknown", name=shown)

    # day root and time stamp

    def check_day(self) -> None:
        anchor = self.manifest.get("anchor")
        if not isinstance(anchor, dict):
            self.say("day", "note", "no_anchor")
            return
        root = parsed(read(self.files, ROOT))
        day = printable(str(anchor.get("day")))
        if not self.root_holds(root, anchor):
            self.fail("day", "root_bad")
        if climbed(anchor.get("leaf"), anchor.get("path")) != anchor.get("root"):
            self.fail("day", "path_wrong", day=day)
        count = self.leaf_of(anchor.get("leaf"))
        if not count:
            self.fail("day", "leaf_wrong")
        if not self.failed("day"):
            self.say("day", "ok", "day_ok", count=count, total=len(self.chain), day=day)
        self.check_stamp(str(anchor.get("root")))

    def root_holds(self, root: Any, anchor: Dict[str, Any]) -> bool:
        if field(root, "format") != ROOT_FORMAT:
            return False
        said = {key: value for key, value in root.items() if key != "signature"}
        same = all(root.get(each) == anchor.get(each) for each in ("day", "root"))
        return same and signed(canonical(said), str(root.get("signature")), self.raw)

    def leaf_of(self, leaf: Any) -> int:
        """How many events the daily root covers: the beginning of the history whose digest is the leaf; else 0."""
        case = hashlib.sha256(str(self.manifest.get("case")).encode("utf-8")).hexdigest()
        for link in self.chain:
            if digest({"case": case, "head": link["hash"], "count": link["seq"]}) == leaf:
                return int(link["seq"])
        return 0

    def check_stamp(self, root: str) -> None:
        if STAMP not in self.files.sizes:
            self.say("stamp", "note", "no_stamp")
            return
        reply = read(self.files, STAMP, 1 << 20)
        found = stamped(reply)
        if found is None:
            self.fail("stamp", "stamp_bad")
        elif found[0] != root:
            self.fail("stamp", "stamp_other")
        else:
            self.ask_openssl(reply, root, found[1])

    def ask_openssl(self, reply: bytes, root: str, at: str) -> None:
        if self.ca:
            with open(self.ca, "rb") as file:
                held = openssl_verifies(reply, root, file.read(1 << 20))
        else:
            held = openssl_verifies(reply, root, read(self.files, STAMP_CA, 1 << 20))
        if held is None:
            self.say("stamp", "note", "stamp_unchecked", at=at)
        elif not held:
            self.fail("stamp", "stamp_bad")
        elif self.ca:
            self.say("stamp", "ok", "stamp_ok", at=at)
        else:
            self.say("stamp", "ok", "stamp_ok_inside", at=at, name=STAMP_CA)


def well_formed(link: Any) -> bool:
    if not isinstance(link, dict) or set(link) != LINK:
        return False
    texts = ("case", "kind", "at", "actor", "prev", "hash")
    return (
        all(isinstance(link[key], str) for key in texts)
        and isinstance(link["data"], dict)
        and type(link["seq"]) is int
    )


def climbed(leaf: Any, path: Any) -> Optional[str]:
    """The root that follows from a leaf and the hashes beside its way up (RFC 6962: 0x00 leaf, 0x01 node)."""
    try:
        total = hashlib.sha256(b"\0" + bytes.fromhex(leaf)).digest()
        for side, beside in path:
            other = bytes.fromhex(beside)
            pair = {"L": other + total, "R": total + other}[side]
            total = hashlib.sha256(b"\1" + pair).digest()
    except (TypeError, ValueError, KeyError):
        return None
    return total.hex()


# --- RFC 3161 --------------------------------------------------------------------------------------------


def _parts(data: bytes) -> List[Tuple[int, bytes]]:
    """The elements of a DER value, as tag and content. ValueError where it is none."""
    found, at = [], 0
    while at < len(data):
        if at + 2 > len(data):
            raise ValueError("cut")
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            more = length & 0x7F
            if not 1 <= more <= 4:
                raise ValueError("length")
            length, at = int.from_bytes(data[at : at + more], "big"), at + more
        if at + length > len(data):
            raise ValueError("cut")
        found.append((tag, data[at : at + length]))
        at += length
    return found


def stamped(reply: bytes) -> Optional[Tuple[str, str]]:
    """What a time-stamp reply is for (hexadecimal) and its time; None where it is no reply that grants one."""
    try:
        status, token = (each[1] for each in _parts(_parts(reply)[0][1])[:2])
        if int.from_bytes(_parts(status)[0][1], "big") > 1:
            return None
        content = _parts(_parts(_parts(token)[1][1])[0][1])
        info = _parts(_parts(_parts(_parts(content[2][1])[1][1])[0][1])[0][1])
        imprint, at = _parts(info[2][1])[1][1], info[4][1].decode("ascii")
    except (ValueError, IndexError):
        return None
    day = "%s-%s-%s %s:%s:%s" % (at[:4], at[4:6], at[6:8], at[8:10], at[10:12], at[12:14])
    return imprint.hex(), day


def openssl_verifies(reply: bytes, root: str, ca: bytes) -> Optional[bool]:
    """Whether openssl takes the reply for this digest under this certificate; None where it cannot be asked."""
    program = shutil.which("openssl")
    if not program or not ca:
        return None
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("reply.tsr", "ca.pem")]
        for path, data in zip(paths, (reply, as_pem(ca))):
            with open(path, "wb") as file:
                file.write(data)
        command = [program, "ts", "-verify", "-digest", root, "-in", paths[0], "-CAfile", paths[1]]
        held = _openssl_says(command)
        # Certificates run out, and count as of the day of the stamp. Not every openssl knows how to ask so.
        found = None if held is not False else stamped(reply)
        if found is not None:
            held = bool(_openssl_says(command + ["-attime", "%d" % _seconds(found[1])]))
    return held


def _openssl_says(command: List[str]) -> Optional[bool]:
    """Its verdict; None where it gives none, as one without time stamps does."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    if done.returncode == 0:
        return True
    return False if b"FAILED" in done.stdout + done.stderr else None


def _seconds(at: str) -> int:
    try:
        return calendar.timegm(time.strptime(at, "%Y-%m-%d %H:%M:%S"))
    except ValueError:
        return 0


def as_pem(certificate: bytes) -> bytes:
    """Authorities publish PEM or DER; openssl wants the former."""
    if b"-----BEGIN" in certificate:
        return certificate
    lines = [base64.b64encode(certificate[at : at + 48]) for at in range(0, len(certificate), 48)]
    return b"\n".join([b"-----BEGIN CERTIFICATE-----"] + lines + [b"-----END CERTIFICATE-----", b""])


# --- what is printed -------------------------------------------------------------------------------------


def verify(path: str, key: str = "", ca: str = "") -> Tuple[int, List[Result], Dict[str, Any]]:
    """Exit code, results with the conclusion last, and the manifest ({} where it cannot be read)."""
    try:
        check = Check(bounded(opened(path)), key, ca)
        results = check.run()
    except Unreadable as error:
        return 2, [error.args[0], Result("result", "failed", "cannot", {})], {}
    if check.failed():
        end = Result("result", "failed", "some_failed", {})
    else:
        end = Result("result", "ok", "all_ok" if check.given else "all_ok_but_key", {})
    return int(check.failed()), results + [end], check.manifest


def report(results: List[Result], manifest: Dict[str, Any]) -> Iterator[str]:
    if manifest:
        sealed = manifest.get("kind") == "sealed"
        kind = " / ".join(WORDS["kind_sealed" if sealed else "kind_copy"])
        about = tuple(printable(str(manifest.get(each))) for each in ("case", "made_at_local"))
        yield "证据包 / Bundle: %s, %s, %s" % (about + (kind,))
        yield ""
    for each in results:
        mark = {"ok": "[OK]  ", "failed": "[失败]", "note": "[说明]"}[each.status]
        said = {"ok": "", "failed": "FAILED: ", "note": "Note: "}[each.status]
        yield "%s %s" % (mark, each.text(0))
        yield "       %s%s" % (said, each.text(1))
    yield ""
    yield "       " + WORDS["limits"][0]
    yield "       " + WORDS["limits"][1]


def as_json(code: int, results: List[Result], manifest: Dict[str, Any]) -> str:
    lines = [
        {
            "check": each.check,
            "status": each.status,
            "code": each.code,
            "values": each.values,
            "zh": each.text(0),
            "en": each.text(1),
        }
        for each in results
    ]
    about = {each: manifest.get(each) for each in ("case", "kind", "bundle", "made_at", "key")}
    return json.dumps(dict(about, ok=code == 0, exit=code, results=lines), ensure_ascii=False, indent=1)


def main(arguments: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("bundle", nargs="?", default=here)
    parser.add_argument("--key", default="")
    parser.add_argument("--ca", default="")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if options.ca and not os.path.isfile(options.ca):
        parser.error("--ca: %s" % options.ca)
    code, results, manifest = verify(options.bundle, options.key, options.ca)
    if options.json:
        print(as_json(code, results, manifest))
    else:
        print("\n".join(report(results, manifest)))
    return code


if __name__ == "__main__":
    result = main()
    if os.name == "nt" and len(sys.argv) == 1:
        input("按回车键关闭 / Press Enter to close")  # a double click would close the window at once
    sys.exit(result)
