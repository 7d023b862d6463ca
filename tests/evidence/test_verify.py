"""verify_bundle.py: what it accepts, and that each kind of tampering is found and told apart."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from claimguide.core import canonical
from claimguide.evidence.bundle import wording
from claimguide.evidence.verify import SCRIPT, words
from claimguide.evidence.verify import verify_bundle as script
from tests.evidence import bundles
from tests.evidence.bundles import FORGER, NAMES, SITE, Bundle, authority, open_bundle, whole

OURS = bundles.fingerprint(SITE)
FIRST, SECOND = f"originals/{NAMES[0]}", f"originals/{NAMES[1]}"


def outcome(bundle: Bundle | bytes, folder: Path, key: str = OURS, ca: str = "") -> tuple[int, list[str]]:
    """Exit code, and the codes of everything that failed; the conclusion left out."""
    path = folder / "bundle.zip"
    path.write_bytes(bundle if isinstance(bundle, bytes) else bundle.zip())
    code, results, _manifest = script.verify(str(path), key, ca)
    return code, [each.code for each in results if each.status == "failed" and each.check != "result"]


@pytest.mark.parametrize("anchored", [True, False])
@pytest.mark.parametrize("kind", ["sealed", "recipient"])
def test_a_whole_bundle_passes_zipped_and_unpacked(tmp_path, kind, anchored):
    bundle = whole(kind, anchored=anchored)
    assert outcome(bundle, tmp_path) == (0, [])
    for compression in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        assert outcome(bundle.zip(compression), tmp_path) == (0, [])
    code, results, manifest = script.verify(str(bundle.unpack(tmp_path / "unpacked")), OURS)
    assert (code, manifest["case"]) == (0, bundles.CASE)
    assert {each.check for each in results} >= {"signature", "key", "files", "chain", "exhibits", "day"}


def test_a_copy_for_a_recipient_holds_some_of_the_numbers_and_perhaps_the_history(tmp_path):
    bundle = open_bundle("recipient")
    del bundle.manifest["exhibits"][1], bundle.files[f"copies/{NAMES[1]}"]
    (tmp_path / "b.zip").write_bytes(bundle.close().zip())
    for told in ({"chain_outside", "copies_listed"}, {"chain_ok", "copies_ok"}):
        code, results, _manifest = script.verify(str(tmp_path / "b.zip"), OURS)
        assert code == 0
        assert told <= {each.code for each in results}
        bundle.files["events.json"] = canonical.dumps(bundle.links)
        (tmp_path / "b.zip").write_bytes(bundle.close().zip())
    bundle.manifest["exhibits"][0]["copy_of"]["sha256"] = "ab" * 32
    assert outcome(bundle.close(), tmp_path) == (1, ["exhibit_unknown"])


def test_without_a_fingerprint_it_says_what_to_compare(tmp_path):
    (tmp_path / "b.zip").write_bytes(whole().zip())
    code, results, _manifest = script.verify(str(tmp_path / "b.zip"))
    by_code = {each.code: each for each in results}
    assert code == 0
    assert OURS[:4] + " " + OURS[4:8] in by_code["key_compare"].text(0)
    assert "all_ok_but_key" in by_code
    assert "all_ok" not in by_code


def test_a_fingerprint_may_be_typed_in_groups_and_capitals(tmp_path):
    grouped = " ".join(OURS[i : i + 4] for i in range(0, 40, 4)).upper()
    assert outcome(whole(), tmp_path, grouped) == (0, [])


Tamper = Callable[[Bundle], "Bundle | bytes | None"]


def flip(name: str) -> Tamper:
    def change(bundle: Bundle) -> None:
        data = bytearray(bundle.files[name])
        data[len(data) // 2] ^= 1
        bundle.files[name] = bytes(data)

    return change


def in_manifest(bundle: Bundle) -> None:
    bundle.files["manifest.json"] = bundle.files["manifest.json"].replace(b"2026-11-23T02", b"2026-11-23T03")


def with_events(change: Callable[[list[Any]], list[Any] | None], *, signer: Any = None) -> Tamper:
    """Change the history; with a signer, the manifest is written anew around it."""

    def tamper(bundle: Bundle) -> None:
        bundle.edit("events.json", change)
        if signer:
            bundle.close(signer)

    return tamper


def one_event(links: list[Any]) -> None:
    links[4]["data"]["page"] = "law/lies"


def one_event_and_its_digest(links: list[Any]) -> None:
    one_event(links)
    links[4]["hash"] = canonical.digest({k: v for k, v in links[4].items() if k != "hash"})


def exchanged(links: list[Any]) -> list[Any]:
    return [*links[:4], links[5], links[4], links[6]]


def dropped(links: list[Any]) -> list[Any]:
    return links[:4] + links[5:]


def last_dropped(links: list[Any]) -> list[Any]:
    return links[:-1]


def swap(bundle: Bundle) -> None:
    bundle.files[FIRST], bundle.files[SECOND] = bundle.files[SECOND], bundle.files[FIRST]


def swap_and_sign(bundle: Bundle) -> None:
    swap(bundle)
    bundle.close(FORGER)


def swap_entirely(bundle: Bundle) -> None:
    """Two exhibits with their files, hashes and all exchange their ids."""
    first, second = bundle.manifest["exhibits"][:2]
    first["id"], second["id"] = second["id"], first["id"]
    bundle.close(FORGER)


def resign(bundle: Bundle) -> None:
    bundle.close(FORGER)


def resign_but_keep_the_name(bundle: Bundle) -> None:
    bundle.files["site_key.pem"] = bundles.pem(FORGER)
    bundle.files["manifest.sig"] = FORGER.sign(bundle.files["manifest.json"]).hex().encode()


OTHER = "CG20261123-OTHER"


def events_of_another_case(bundle: Bundle) -> None:
    bundle.files["events.json"] = whole(case=OTHER).files["events.json"]


def file_of_another_case(bundle: Bundle) -> None:
    bundle.files[FIRST] = whole(case=OTHER).files[FIRST]


def exhibit_of_another_case(bundle: Bundle) -> None:
    """As the site would never do it: signed, listed, but not known to the history."""
    other = whole(case=OTHER)
    bundle.files[FIRST] = other.files[FIRST]
    bundle.manifest["exhibits"][0] = other.manifest["exhibits"][0]
    bundle.close(SITE)


def event_of_another_case(bundle: Bundle) -> None:
    """A history that goes over from one case to another, without a break."""
    strange = dict(bundle.links[6], case=OTHER)
    strange["hash"] = canonical.digest({k: v for k, v in strange.items() if k != "hash"})
    links = [*bundle.links[:6], strange]
    bundle.files["events.json"] = canonical.dumps(links)
    bundle.manifest["events"]["head"] = strange["hash"]
    bundle.close(SITE)


def without(name: str) -> Tamper:
    def change(bundle: Bundle) -> None:
        del bundle.files[name]

    return change


def extra(bundle: Bundle) -> None:
    bundle.files["originals/04-more.jpg"] = b"more"


def root_changed(bundle: Bundle) -> None:
    bundle.edit("anchor/day_root.json", lambda root: root.update(root="ee" * 32))


def root_changed_and_listed(bundle: Bundle) -> None:
    root_changed(bundle)
    bundle.close(SITE)


def root_of_another(bundle: Bundle) -> None:
    bundle.manifest["anchor"], bundle.files["anchor/day_root.json"] = bundles.anchor_of(
        whole(case=OTHER).links, SITE
    )
    bundle.close(SITE)


def path_changed(bundle: Bundle) -> None:
    bundle.manifest["anchor"]["path"][0][0] = "R"
    bundle.close(SITE)


def renumbered(bundle: Bundle) -> None:
    bundle.manifest["exhibits"].reverse()
    bundle.close(SITE)


def truncated(bundle: Bundle) -> bytes:
    return bundle.zip()[:-200]


def cut_in_the_middle(bundle: Bundle) -> bytes:
    packed = bytearray(bundle.zip(zipfile.ZIP_STORED))
    at = packed.index(b"%PDF-1.7 bundle")
    packed[at : at + 4] = b"\0\0\0\0"
    return bytes(packed)


TAMPERING: dict[str, tuple[Tamper, int, set[str]]] = {
    "a byte of an exhibit": (flip(FIRST), 1, {"exhibit_changed"}),
    "a byte of the manifest": (in_manifest, 1, {"signature_bad"}),
    "the manifest garbled": (flip("manifest.json"), 1, {"signature_bad"}),
    "a byte of an event": (with_events(one_event), 1, {"events_changed", "event_altered"}),
    "an event with its digest": (
        with_events(one_event_and_its_digest, signer=FORGER),
        1,
        {"key_other", "event_broken"},
    ),
    "events exchanged": (with_events(exchanged), 1, {"events_changed", "event_order"}),
    "an event dropped": (with_events(dropped), 1, {"events_changed", "event_missing", "chain_end"}),
    "the last event dropped": (with_events(last_dropped), 1, {"events_changed", "chain_end"}),
    "two files swapped": (swap, 1, {"files_swapped"}),
    "two files swapped and signed": (swap_and_sign, 1, {"key_other", "exhibit_hash"}),
    "two exhibits swapped and signed": (swap_entirely, 1, {"key_other", "exhibit_unknown"}),
    "signed with another key": (resign, 1, {"key_other"}),
    "signed with another key, its name kept": (
        resign_but_keep_the_name,
        1,
        {"key_other", "key_mismatch", "file_changed"},
    ),
    "the history of another case": (
        events_of_another_case,
        1,
        {"events_changed", "event_foreign", "chain_end"},
    ),
    "a file of another case": (file_of_another_case, 1, {"exhibit_changed"}),
    "an exhibit of another case": (exhibit_of_another_case, 1, {"exhibit_unknown"}),
    "an event of another case": (event_of_another_case, 1, {"event_foreign"}),
    "a file missing": (without(FIRST), 1, {"file_missing"}),
    "the script missing": (without("verify_bundle.py"), 1, {"file_missing"}),
    "the signature missing": (without("manifest.sig"), 1, {"signature_bad"}),
    "the public key missing": (
        without("site_key.pem"),
        1,
        {"signature_bad", "key_other", "key_mismatch", "file_missing"},
    ),
    "the sums missing": (without("SHA256SUMS"), 1, {"file_missing"}),
    "the sums changed": (flip("SHA256SUMS"), 1, {"sums_wrong"}),
    "a file more": (extra, 1, {"file_extra"}),
    "bundle.pdf": (flip("bundle.pdf"), 1, {"pdf_changed"}),
    "the readme": (flip("README.txt"), 1, {"file_changed"}),
    "the daily root": (root_changed, 1, {"root_changed", "root_bad"}),
    "the daily root, listed": (root_changed_and_listed, 1, {"root_bad"}),
    "the daily root of another case": (root_of_another, 1, {"leaf_wrong"}),
    "the way to the root": (path_changed, 1, {"path_wrong"}),
    "exhibits in another order": (renumbered, 1, {"exhibit_order"}),
    "a cut download": (truncated, 2, {"broken_zip"}),
    "a damaged entry": (cut_in_the_middle, 1, {"unreadable"}),
    "no manifest": (without("manifest.json"), 2, {"no_bundle"}),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_is_found_and_told_apart(tmp_path, how):
    tamper, code, expected = TAMPERING[how]
    bundle = whole()
    got = tamper(bundle)
    found, failed = outcome(got if isinstance(got, bytes) else bundle, tmp_path)
    assert found == code
    assert expected <= set(failed)
    # Nothing else is called wrong but what follows from it; a forger has no root that he signed.
    follows = {"event_missing", "exhibit_unknown", "leaf_wrong", "manifest_unreadable"}
    assert set(failed) - expected <= follows | ({"root_bad"} if "key_other" in expected else set())


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    return authority(tmp_path_factory.mktemp("tsa"))


def stamped(clock, digest: str | None = None, **more: bytes) -> Bundle:
    bundle = open_bundle()
    bundle.files["anchor/day_root.tsr"] = clock.stamp(digest or bundle.manifest["anchor"]["root"])
    bundle.files |= more
    return bundle.close()


def test_an_outside_stamp_is_checked_with_the_given_certificate(tmp_path, clock):
    bundle = stamped(clock)
    (tmp_path / "b.zip").write_bytes(bundle.zip())
    for ca, status, code in ((str(clock.ca), "ok", "stamp_ok"), ("", "note", "stamp_unchecked")):
        done, results, _manifest = script.verify(str(tmp_path / "b.zip"), OURS, ca)
        said = next(each for each in results if each.check == "stamp")
        assert (done, said.status, said.code) == (0, status, code)
        assert said.values["at"].startswith("20")


def test_the_certificate_may_lie_in_the_bundle(tmp_path, clock):
    bundle = stamped(clock, **{"anchor/tsa_ca.pem": clock.ca.read_bytes()})
    (tmp_path / "b.zip").write_bytes(bundle.zip())
    _code, results, _manifest = script.verify(str(tmp_path / "b.zip"), OURS)
    assert "stamp_ok_inside" in [each.code for each in results]


def test_a_stamp_that_is_not_for_this_root_or_was_changed_is_told(tmp_path, clock):
    assert outcome(stamped(clock, "ab" * 32), tmp_path, ca=str(clock.ca)) == (1, ["stamp_other"])
    bundle = stamped(clock)
    reply = bytearray(bundle.files["anchor/day_root.tsr"])
    reply[-5] ^= 1
    bundle.files["anchor/day_root.tsr"] = bytes(reply)
    code, failed = outcome(bundle, tmp_path, ca=str(clock.ca))
    assert (code, failed) == (1, ["stamp_changed", "stamp_bad"])
    assert outcome(bundle.close(), tmp_path, ca=str(clock.ca)) == (1, ["stamp_bad"])


def test_a_stamp_of_another_authority_is_told(tmp_path, clock, tmp_path_factory):
    other = authority(tmp_path_factory.mktemp("other"), "Other Stamps")
    assert outcome(stamped(clock), tmp_path, ca=str(other.ca)) == (1, ["stamp_bad"])


@pytest.mark.parametrize(
    "reply", [b"", b"\x30", b"\x30\x84\xff\xff\xff\xff", b"\x30\x03\x02\x01\x02", b"x" * 500]
)
def test_a_garbled_stamp_is_no_stamp(tmp_path, reply):
    bundle = open_bundle()
    bundle.files["anchor/day_root.tsr"] = reply
    assert outcome(bundle.close(), tmp_path) == (1, ["stamp_bad"])


def hostile_zip(*names: str, link: bool = False) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name in names:
            info = zipfile.ZipInfo(name)
            if link:
                info.external_attr = 0o120777 << 16
            target.writestr(info, "{}")
    return packed.getvalue()


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/passwd", "a\\b", "C:x", "a//b", "a/./b", "a\nb"])
def test_names_that_lead_elsewhere_are_refused(tmp_path, name):
    assert outcome(hostile_zip("manifest.json", name), tmp_path) == (2, ["bad_name"])


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_links_and_double_names_are_refused(tmp_path):
    assert outcome(hostile_zip("manifest.json", link=True), tmp_path) == (2, ["bad_name"])
    assert outcome(hostile_zip("manifest.json", "manifest.json"), tmp_path) == (2, ["double_name"])
    folder = whole().unpack(tmp_path / "unpacked")
    (folder / "originals" / "link").symlink_to("/etc/passwd")
    assert script.verify(str(folder))[0] == 2


def test_a_file_that_unpacks_to_far_more_than_listed_is_not_read_to_its_end(tmp_path, monkeypatch):
    bundle = whole()
    bundle.files[FIRST] = b"\0" * 50_000_000
    read = 0
    plain = zipfile.ZipExtFile.read

    def counted(self: Any, n: int = -1) -> bytes:
        nonlocal read
        data = plain(self, n)
        read += len(data)
        return data

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    assert outcome(bundle, tmp_path) == (1, ["exhibit_changed"])
    assert read < 2_000_000
    monkeypatch.setattr(script, "MAX_TOTAL", 10_000_000)
    assert outcome(bundle, tmp_path) == (2, ["too_big"])


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b"null",
        b'{"format":1}',
        b'{"a":1,"a":2}',
        b"[" * 200_000,
        b'{"x":0.5}',
        b"\xff",
        b'"\\ud800"',
    ],
)
def test_a_manifest_of_anything_is_told_and_never_breaks_the_script(tmp_path, manifest):
    bundle = whole()
    bundle.files["manifest.json"] = manifest
    assert outcome(bundle, tmp_path)[0] == 1


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(
    part=st.sampled_from(["files", "exhibits", "events", "anchor", "case", "kind", "key"]), value=_anything
)
def test_any_value_in_a_manifest_is_told_and_never_breaks_the_script(part, value):
    bundle = whole()
    bundle.manifest[part] = value
    bundle.files["manifest.json"] = canonical.dumps(bundle.manifest) if fits(value) else b"{}"

    class Files:
        sizes = {name: len(data) for name, data in bundle.files.items()}

        def open(self, name: str) -> io.BytesIO:
            return io.BytesIO(bundle.files[name])

    check = script.Check(Files(), OURS)
    check.run()
    assert check.failed()


def fits(value: Any) -> bool:
    try:
        canonical.dumps(value)
    except (TypeError, UnicodeEncodeError):
        return False
    return True


# Slow by design: it is plain Python.
@trials(max_examples=25)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_signatures_are_judged_as_by_a_known_library(seed, message):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    raw = private.public_key().public_bytes(form.Encoding.Raw, form.PublicFormat.Raw)
    signature = private.sign(message)
    assert script.signed(message, signature.hex(), raw)
    assert not script.signed(message + b"x", signature.hex(), raw)
    assert not script.signed(message, (signature[:32] + bytes(32)).hex(), raw)
    # The same number plus the order of the curve would pass a careless check (RFC 8032, 5.1.7).
    s = int.from_bytes(signature[32:], "little") + script.ORDER
    assert not script.signed(message, (signature[:32] + s.to_bytes(32, "little")).hex(), raw)


# RFC 8032, 7.1: public key, message, signature.
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("public", "message", "signature"), RFC_8032)
def test_signatures_of_the_standard(public, message, signature):
    assert script.signed(bytes.fromhex(message), signature, bytes.fromhex(public))


@pytest.mark.parametrize(
    "pem", [b"", b"x", b"-----BEGIN PUBLIC KEY-----\n!!\n-----END PUBLIC KEY-----", b"\xff" * 80]
)
def test_what_is_no_key_is_none(pem):
    assert script.raw_key(pem) == b""


_plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(_plain)
def test_the_script_writes_values_as_the_site_does(value):
    assert script.canonical(value) == canonical.dumps(value)


def test_every_code_has_words_in_both_languages_that_take_the_same_values():
    import string

    for code, both in script.WORDS.items():
        named = [{field for _t, field, _f, _c in string.Formatter().parse(text) if field} for text in both]
        assert named[0] == named[1], code
    assert words("zh-hans")["all_ok"] == script.WORDS["all_ok"][0]
    assert words("en")["all_ok"] == script.WORDS["all_ok"][1]


def test_both_kinds_have_one_name_on_every_page_and_in_every_file():
    page = Path("locale/zh_Hans/LC_MESSAGES/django.po").read_text()
    printed = (
        Path("templates/evidence/bundle_pdf_front.html").read_text() + Path(wording.__file__).read_text()
    )
    for said in (SCRIPT.read_text(), page, printed):
        assert "封存件" in said
        for other in ("原件包", "副本包", "封存证据包", "封存包"):
            assert other not in said
    assert f'msgid "Copy for a recipient"\nmsgstr "{script.WORDS["kind_copy"][0]}"' in page
    assert f'msgid "Sealed bundle with the originals"\nmsgstr "{script.WORDS["kind_sealed"][0]}"' in page


@pytest.mark.parametrize(("kind", "code"), [("sealed", "kind_sealed"), ("recipient", "kind_copy")])
def test_the_script_names_the_kind_as_the_page_does(kind, code):
    first = next(script.report([], {"kind": kind, "case": "CG1", "made_at_local": "2026"}))
    assert all(word in first for word in script.WORDS[code])
    assert words("zh-hans")[code] == script.WORDS[code][0]


def test_the_words_never_say_more_than_unchanged():
    said = "".join(text for both in script.WORDS.values() for text in both) + SCRIPT.read_text()
    for word in ("区块链", "法律效力", "公证", "blockchain", "legally binding", "authentic", "真实有效"):
        assert word not in said


INTERPRETERS = [sys.executable, *(p for v in ("3.8", "3.13") if (p := shutil.which(f"python{v}")))]


def _runs(interpreter: str) -> bool:
    command = [interpreter, "-I", "-S", "-c", "pass"]
    return subprocess.run(command, capture_output=True, check=False, timeout=30).returncode == 0


@pytest.mark.parametrize("interpreter", INTERPRETERS)
def test_it_runs_alone_inside_the_unpacked_bundle(tmp_path, interpreter):
    if not _runs(interpreter):
        pytest.skip(f"{interpreter} does not run here")
    folder = whole().unpack(tmp_path / "包")
    command = [interpreter, "-I", "-S", str(folder / "verify_bundle.py")]
    alone = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, env=alone, check=False, timeout=60)
    told = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "自本站收到之时起未被改动" in told
    assert told.count("[OK]") >= 5
    assert "[失败]" not in told
    assert sorted(p.name for p in folder.iterdir() if p.name == "__pycache__") == []
    (folder / FIRST).write_bytes(b"other")
    done = subprocess.run([*command, "--json"], capture_output=True, env=alone, check=False, timeout=60)
    told = json.loads(done.stdout.decode())
    assert (done.returncode, told["ok"], told["exit"]) == (1, False, 1)
    assert [each["code"] for each in told["results"] if each["status"] == "failed"] == [
        "exhibit_changed",
        "some_failed",
    ]


def test_a_console_without_chinese_does_not_stop_it(tmp_path):
    (tmp_path / "b.zip").write_bytes(whole().zip())
    command = [sys.executable, "-I", "-S", str(SCRIPT), str(tmp_path / "b.zip"), "--key", OURS]
    alone = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = subprocess.run(command, capture_output=True, env=alone, check=False, timeout=60)
    assert done.returncode == 0
    assert b"Every exhibit is unchanged" in done.stdout
