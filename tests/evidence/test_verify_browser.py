"""The page /verify/ in a real browser: the verdicts of the script, nothing sent, readable on a telephone."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as form
from django.conf import settings as site_settings
from django.urls import reverse
from playwright.sync_api import Browser, Page

from claimguide.core import signing
from claimguide.evidence.verify import verify_bundle as script
from claimguide.evidence.verify import words
from tests.evidence import bundles
from tests.evidence.bundles import NAMES, SITE, Bundle, authority, open_bundle, whole
from tests.evidence.test_verify import OURS, TAMPERING, hostile_zip
from tests.plugins.browser import AXE_RULES, OVERFLOW, needs_chromium

pytestmark = [pytest.mark.e2e, pytest.mark.django_db, needs_chromium]
FIRST = f"originals/{NAMES[0]}"
# The page imports its own modules once more, so that a test may call them with any bytes.
VERDICT = """async ([data, keys]) => {
  const { checkBundle } = await import("/static/js/verify/check.js");
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const { results } = await checkBundle(new File([bytes], "b.zip"), keys, () => {});
  return results.map((each) => [each.check, each.status, each.code, each.values]);
}"""


@pytest.fixture
def site(live_server: Any, settings: Any, tmp_path: Path) -> str:
    """The site with the key that signs the bundles of these tests."""
    settings.SIGNING_KEY = tmp_path / "signing.pem"
    secret = SITE.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    settings.SIGNING_KEY.write_bytes(secret)
    return str(live_server)


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(site + reverse("evidence:verify"))
    yield page
    context.close()


def verdict(page: Page, packed: bytes, keys: list[dict[str, Any]] | None = None) -> list[Any]:
    given = [{"fingerprint": OURS, "retired": False}] if keys is None else keys
    return page.evaluate(VERDICT, [base64.b64encode(packed).decode(), given])


def of_the_script(packed: bytes, folder: Path) -> list[Any]:
    (folder / "b.zip").write_bytes(packed)
    _code, results, _manifest = script.verify(str(folder / "b.zip"), OURS)
    return [[each.check, each.status, each.code, each.values] for each in results]


def test_the_browser_judges_as_the_script_does(page: Page, tmp_path: Path, tmp_path_factory: Any) -> None:
    cases: dict[str, bytes] = {"whole": whole().zip(), "stored": whole().zip(zipfile.ZIP_STORED)}
    cases["a copy"] = whole("recipient").zip()
    cases["without a root"] = whole(anchored=False).zip()
    for how, (tamper, _code, _expected) in TAMPERING.items():
        bundle = whole()
        got = tamper(bundle)
        cases[how] = got if isinstance(got, bytes) else bundle.zip()
    # Of damaged bytes Python sees the check sum of the ZIP first; the browser compares their SHA-256.
    del cases["a damaged entry"]
    for name in ("../x", "a\\b", "C:x", "a//b"):
        cases[f"name {name}"] = hostile_zip("manifest.json", name)
    cases["link"] = hostile_zip("manifest.json", link=True)
    clock = authority(tmp_path_factory.mktemp("tsa"))
    for digest in (None, "ab" * 32):
        bundle = open_bundle()
        bundle.files["anchor/day_root.tsr"] = clock.stamp(digest or bundle.manifest["anchor"]["root"])
        cases[f"stamp for {digest}"] = bundle.close().zip()
    for reply in (b"", b"\x30\x84\xff\xff\xff\xff", b"x" * 50):
        bundle = open_bundle()
        bundle.files["anchor/day_root.tsr"] = reply
        cases[f"stamp {reply!r}"] = bundle.close().zip()
    for name, packed in cases.items():
        assert verdict(page, packed) == of_the_script(packed, tmp_path), name


def test_damaged_bytes_are_told(page: Page) -> None:
    packed = TAMPERING["a damaged entry"][0](whole())
    assert isinstance(packed, bytes)
    assert ["files", "failed", "pdf_changed", {}] in verdict(page, packed)


@pytest.mark.parametrize("manifest", [b"", b"[]", b'{"a":1,"a":2}', b'{"x": 0.5}', b"[" * 100_000, b"\xff"])
def test_a_manifest_of_anything_is_told(page: Page, manifest: bytes) -> None:
    bundle = whole()
    bundle.files["manifest.json"] = manifest
    codes = [code for _check, _status, code, _values in verdict(page, bundle.zip())]
    assert {"signature_bad", "manifest_unreadable", "some_failed"} <= set(codes)


def test_garbage_is_no_bundle(page: Page) -> None:
    for packed in (b"", b"PK", b"x" * 100_000, b"PK\x05\x06" + b"\xff" * 18):
        codes = [code for _check, _status, code, _values in verdict(page, packed)]
        assert codes in (["broken_zip", "cannot"], ["bad_name", "cannot"]), packed[:4]


def test_former_keys_of_the_site_count_and_are_named(page: Page) -> None:
    packed = whole().zip()
    keys = [{"fingerprint": "0" * 40, "retired": False}, {"fingerprint": OURS, "retired": True}]
    results = verdict(page, packed, keys)
    assert results[1][:3] == ["key", "ok", "key_retired"]
    assert verdict(page, packed, [])[-1][2] == "all_ok_but_key"


def choose(page: Page, bundle: Bundle | bytes) -> None:
    packed = bundle if isinstance(bundle, bytes) else bundle.zip()
    page.set_input_files("#bundle", {"name": "证据包.zip", "mimeType": "application/zip", "buffer": packed})
    page.wait_for_selector("[data-part=results] .notice")


def test_a_good_bundle_passes_and_nothing_leaves_the_browser(page: Page) -> None:
    asked: list[tuple[str, str]] = []
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: asked.append((request.method, request.url)))
    choose(page, whole())
    result = page.locator("[data-part=results]")
    assert "自本站收到之时起未被改动" in result.locator(".notice--success").inner_text()
    assert result.locator(".check--failed").count() == 0
    assert result.locator(".check--ok").count() == 6
    assert bundles.CASE in result.inner_text()
    assert "notice--success" in page.evaluate("document.activeElement.className")
    assert page.locator("[data-part=progress]").is_hidden()
    assert asked == []


def test_a_tampered_bundle_fails_in_the_scripts_words(page: Page) -> None:
    bundle = whole()
    bundle.files[FIRST] = b"other"
    choose(page, bundle)
    failed = page.locator(".check--failed")
    assert failed.count() == 1
    assert words("zh-hans")["exhibit_changed"].format(name=FIRST) in failed.inner_text()
    assert "未通过" in page.locator(".notice--danger").inner_text()
    choose(page, whole())
    page.wait_for_selector(".notice--success")
    assert page.locator(".check--failed").count() == 0


def test_one_file_is_compared_with_a_typed_digest(page: Page) -> None:
    data = b"abc" * 1_000_000
    digest = hashlib.sha256(data).hexdigest()
    page.set_input_files("#one", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": data})
    page.wait_for_selector("[data-part=file-result] .notice--info")
    assert digest in page.locator("[data-part=file-result]").inner_text()
    for typed, kind in ((digest.upper()[:32] + " " + digest[32:], "success"), ("ab" * 32, "danger")):
        page.fill("#hash", typed)
        page.locator("#hash").blur()
        page.wait_for_selector(f"[data-part=file-result] .notice--{kind}")


@pytest.mark.parametrize(("language", "dark", "width"), [("zh-hans", False, 320), ("en", True, 1280)])
def test_axe_finds_nothing(chromium: Browser, site: str, language: str, dark: bool, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    scheme = "dark" if dark else "light"
    context = chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    context.add_cookies([{"name": site_settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site}])
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(site + reverse("evidence:verify"))
    bad = whole()
    bad.files[FIRST] = b"other"
    for step in (lambda: None, lambda: choose(page, whole()), lambda: choose(page, bad)):
        step()
        found = Axe().run(page, options={"runOnly": AXE_RULES}).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
        assert page.evaluate(OVERFLOW) <= 0
    assert refused == []
    context.close()


def test_without_javascript_the_page_says_how_to_check(client: Any, settings: Any, tmp_path: Path) -> None:
    settings.SIGNING_KEY = tmp_path / "signing.pem"
    text = client.get(reverse("evidence:verify")).content.decode()
    assert signing.known()[0].shown in text
    assert f"verify_bundle.py --key {signing.fingerprint()}" in text
    assert 'data-part="plain"><p>' in text


def test_a_site_without_a_key_says_so(client: Any, settings: Any, tmp_path: Path) -> None:
    settings.SIGNING_KEY, settings.SIGNING_KEY_IS_GIVEN = tmp_path / "none.pem", True
    page = client.get(reverse("evidence:verify"))
    assert (page.status_code, page.context["key"]) == (200, None)


def test_the_pdf_beside_the_zip_is_told_from_it(page: Page, tmp_path: Path) -> None:
    pdf = tmp_path / "bundle.pdf"
    pdf.write_bytes(b"%PDF-1.7 bundle")
    page.locator("#bundle").set_input_files(pdf)
    page.locator("[data-part=results] .notice--danger").wait_for()
    told = page.locator("[data-part=results]").inner_text()
    assert "ZIP" in told
    assert "PDF" in told
    assert page.locator("[data-part=progress]").is_hidden()
