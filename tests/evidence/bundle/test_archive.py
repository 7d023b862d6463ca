"""The ZIP: the program inside it takes it, and takes no other."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from claimguide.cases.models import Case
from claimguide.core import canonical, signing
from claimguide.evidence import days
from claimguide.evidence.bundle import selectors
from claimguide.evidence.models import Exhibit
from claimguide.evidence.verify import verify_bundle

from .conftest import Add, Make, jpeg, pdf, stored, words

pytestmark = pytest.mark.django_db
CANARY = b"GPS-31.2304N-121.4737E"


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def verdict(path: Path, key: str = "") -> tuple[int, set[str]]:
    code, results, _manifest = verify_bundle.verify(str(path), key)
    return code, {each.code for each in results}


def test_the_program_inside_takes_the_bundle(told: Case, put: Add, make: Make, tmp_path: Path) -> None:
    put()
    put(pdf(), kind="pdf")
    path = tmp_path / "bundle.zip"
    path.write_bytes(stored(make().zip_name))
    code, said = verdict(path, signing.fingerprint())
    assert (code, "all_ok" in said) == (0, True)
    assert {"signature_ok", "files_ok", "chain_ok", "exhibits_ok"} <= said


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum here")
def test_common_tools_take_it_too(put: Add, make: Make, tmp_path: Path) -> None:
    put(original_name="订单 截图 1.jpeg")
    folder = tmp_path / "unpacked"
    opened(stored(make().zip_name)).extractall(folder)
    for command in (["sha256sum", "-c", "--strict", "SHA256SUMS"], [sys.executable, "verify_bundle.py"]):
        assert subprocess.run(command, cwd=folder, check=False).returncode == 0


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with opened(data) as source:
        files = {name: source.read(name) for name in source.namelist()}
    change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in files.items():
            target.writestr(name, content)
    return out.getvalue()


def flipped(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        found = next(each for each in files if each.startswith(name))
        files[found] = files[found][:-1] + bytes([files[found][-1] ^ 1])

    return change


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("originals/01", "exhibit_changed"),
        ("bundle.pdf", "pdf_changed"),
        ("events.json", "events_changed"),
        ("manifest.json", "signature_bad"),
        ("README.txt", "file_changed"),
    ],
)
def test_one_bit_is_enough(put: Add, make: Make, tmp_path: Path, name: str, code: str) -> None:
    put()
    path = tmp_path / "bundle.zip"
    path.write_bytes(repacked(stored(make().zip_name), flipped(name)))
    exit_code, said = verdict(path)
    assert exit_code == 1
    assert code in said


def test_the_manifest_says_what_the_contract_says(told: Case, put: Add, make: Make) -> None:
    exhibit = put(source="photo", taken_by="本人", found={"camera": "X", "cost": 1.5})
    bundle = make()
    with opened(stored(bundle.zip_name)) as packed:
        names = packed.namelist()
        data = packed.read("manifest.json")
        assert packed.read("originals/01-a1.jpeg") == stored(exhibit.storage_name)
        assert packed.read("bundle.pdf") == stored(bundle.pdf_name)
        signature, pem = packed.read("manifest.sig").decode(), packed.read("site_key.pem").decode()
    assert signing.verify(data, signature, pem)
    told_by = json.loads(data)
    assert canonical.dumps(told_by) == data
    assert {each["name"] for each in told_by["files"]} == set(names) - {
        "manifest.json",
        "manifest.sig",
        "SHA256SUMS",
    }
    one = told_by["exhibits"][0]
    assert (one["number"], one["id"], one["sha256"]) == (1, str(exhibit.pk), exhibit.sha256)
    assert one["found"] == {"camera": "X", "cost": "1.5"}
    assert (told_by["case"], told_by["kind"], told_by["bundle"]) == (told.number, "sealed", str(bundle.pk))
    assert told_by["made_at_local"].endswith("+08:00")
    assert told_by["made_at"].endswith("Z")


def test_a_daily_root_goes_along_once_there_is_one(told: Case, put: Add, make: Make, tmp_path: Path) -> None:
    put()
    first = make()
    root = days._make(timezone.localdate())
    second = make()
    assert second.number == first.number + 1
    assert selectors.outdated(told, [first, second]) == set()
    assert make() == second
    path = tmp_path / "bundle.zip"
    path.write_bytes(stored(second.zip_name))
    code, said = verdict(path, signing.fingerprint())
    assert code == 0
    assert "day_ok" in said
    assert root.root in "".join(words(stored(second.pdf_name))).replace("\r\n", "")


def share(exhibit: Exhibit, sharing: str) -> None:
    Exhibit.objects.filter(pk=exhibit.pk).update(sharing=sharing)


def test_a_recipient_gets_copies_and_nothing_of_the_originals(
    told: Case, put: Add, make: Make, tmp_path: Path
) -> None:
    private = put(jpeg(70, 50) + CANARY, original_name="身份证.jpeg", title="身份证")
    covered = put(
        jpeg(90, 50) + CANARY,
        shared=jpeg(90, 50, "black"),
        device="秘密手机",
        said={"name": "秘密.jpg"},
        original_name="秘密.jpeg",
        title="订单",
    )
    report = put(pdf() + CANARY, kind="pdf", shared=pdf(1), title="报告")
    share(private, "kept")
    share(covered, "covered")
    share(report, "whole")
    bundle = make("recipient", "seller")
    assert bundle.state == "ready"
    data = stored(bundle.zip_name)
    with opened(data) as packed:
        names = packed.namelist()
        everything = b"".join(packed.read(name) for name in names) + stored(bundle.pdf_name)
        told_by = json.loads(packed.read("manifest.json"))
    assert [name for name in names if "/" in name] == ["copies/02-订单.jpg", "copies/03-报告.pdf"]
    assert "events.json" not in names
    for hidden in (CANARY, "秘密".encode(), "身份证".encode(), private.sha256.encode()):
        assert hidden not in everything
    assert told_by["exhibits"][0]["copy_of"] == {"sha256": covered.sha256, "sm3": covered.sm3}
    assert [each["number"] for each in told_by["exhibits"]] == [2, 3]
    path = tmp_path / "copy.zip"
    path.write_bytes(data)
    assert verdict(path, signing.fingerprint())[0] == 0


def test_a_picture_for_a_recipient_is_the_covered_one(put: Add, make: Make) -> None:
    import pikepdf

    black = jpeg(80, 60, "black")
    share(put(jpeg(80, 60, "white"), shared=black), "covered")
    with pikepdf.open(io.BytesIO(stored(make("recipient", "platform").pdf_name))) as book:
        assert book.pages[-1].Resources.XObject.Im.read_raw_bytes() == black
