"""Floors below which a package has a hole that matters here; no advisory source is needed to hold them."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, version

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

# Package, lowest version, and what is wrong below it (security-and-faults, section 1.2).
FLOORS = [
    ("django", "5.2.19", "CVE-2026-15920 script through links in the admin, and others up to 5.2.18"),
    (
        "weasyprint",
        "70.0",
        "CVE-2026-55073, GHSA-r543-q48m-4c9j: files and addresses read past the fetcher",
    ),
    ("pillow", "13.0.0", "CVE-2026-112403 and CVE-2026-112398: overflows in the JPEG decoder"),
    ("pi-heif", "1.4", "libheif below 1.22: writes beyond the heap"),
    ("av", "18.1", "ffmpeg 8.1 inside: no older one was tried on hostile files"),
    ("celery", "5.6.0", "broker passwords in the log"),
    ("django-csp", "4.0", "settings of this shape are ignored below it"),
    ("gunicorn", "22.0", "CVE-2024-1135 request smuggling"),
    ("django-allauth", "65.13", "rate limits and MFA fixes"),
    ("cryptography", "46", "bundled OpenSSL"),
]
# Parsers of hostile files with a poor record; the site has better ones.
UNWANTED = ["pypdf", "puremagic", "python-magic", "pickle5", "django-debug-toolbar", "wand", "pillow-heif"]


def _locked() -> dict[str, str]:
    text = (settings.BASE_DIR / "requirements.txt").read_text()
    return {
        canonicalize_name(name): number
        for name, number in re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", text, re.MULTILINE)
    }


@pytest.mark.parametrize(("name", "floor", "why"), FLOORS)
def test_what_is_installed_is_above_the_floor(name: str, floor: str, why: str) -> None:
    assert Version(version(name)) >= Version(floor), why


@pytest.mark.parametrize(("name", "floor", "why"), FLOORS)
def test_what_is_locked_for_a_release_is_above_the_floor(name: str, floor: str, why: str) -> None:
    assert Version(_locked()[name]) >= Version(floor), why


def test_no_requirement_lets_a_version_below_its_floor_in() -> None:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    asked = {canonicalize_name(r.name): r for r in map(Requirement, project["dependencies"])}
    low = [name for name, floor, _why in FLOORS if name in asked and asked[name].specifier.contains("0.1")]
    assert low == []


def test_every_locked_package_has_hashes() -> None:
    text = (settings.BASE_DIR / "requirements.txt").read_text()
    blocks = re.split(r"\n(?=[A-Za-z0-9_.-]+(?:\[[^\]]*\])?==)", text)
    assert [block.split("==")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("name", UNWANTED)
def test_packages_that_must_not_come_in(name: str) -> None:
    assert canonicalize_name(name) not in _locked()
    if name in ("pypdf", "wand", "django-debug-toolbar"):
        with pytest.raises(PackageNotFoundError):
            version(name)
