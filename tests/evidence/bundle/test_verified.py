"""Real bundles, from order to verdict: with a stamped root, by the script and by the page in a browser."""

from __future__ import annotations

import base64
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from claimguide.core import signing
from claimguide.evidence import days, stamps
from claimguide.evidence.verify import verify_bundle as script
from tests.evidence.bundles import Authority, authority
from tests.evidence.test_verify_browser import VERDICT
from tests.plugins.browser import needs_chromium

from .conftest import Add, Make, jpeg, pdf, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture
def bundles(
    put: Add, make: Make, clock: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Path]:
    """A bundle before any root, one under a stamped root, and a copy for a recipient."""
    put(shared=jpeg(30), sharing="covered")
    put(pdf(), kind="pdf", sharing="kept")
    put(shared=jpeg(40), sharing="covered", original_name="聊天 记录 (1).jpeg")
    packed = {"early": stored(make().zip_name), "copy": stored(make("recipient", "seller").zip_name)}
    monkeypatch.setattr(days, "PAUSE", dt.timedelta(days=-1))
    root = days.seal(timezone.localdate())
    stamps.take(root, clock.stamp(root.root), clock.ca.read_bytes())
    packed["stamped"] = stored(make().zip_name)
    found = {}
    for name, data in packed.items():
        found[name] = tmp_path / f"{name}.zip"
        found[name].write_bytes(data)
    return found


EXPECTED = {
    "early": {"signature_ok", "key_ok", "files_ok", "chain_ok", "exhibits_ok", "no_anchor"},
    "copy": {"signature_ok", "key_ok", "files_ok", "chain_outside", "copies_listed", "no_anchor"},
    "stamped": {"signature_ok", "key_ok", "files_ok", "chain_ok", "exhibits_ok", "day_ok", "stamp_ok_inside"},
}


def test_the_script_takes_them_all(bundles: dict[str, Path]) -> None:
    for name, path in bundles.items():
        code, results, _manifest = script.verify(str(path), signing.fingerprint())
        assert (code, {each.code for each in results}) == (0, EXPECTED[name] | {"all_ok"}), name


@pytest.mark.e2e
@needs_chromium
def test_so_does_the_page(bundles: dict[str, Path], chromium: Browser, live_server: Any) -> None:
    page = chromium.new_page()
    page.goto(str(live_server) + reverse("evidence:verify"))
    keys = json.loads(page.locator("[data-verify]").get_attribute("data-keys") or "")
    for name, path in bundles.items():
        data = base64.b64encode(path.read_bytes()).decode()
        codes = {code for _check, _status, code, _values in page.evaluate(VERDICT, [data, keys])}
        expected = {"stamp_unchecked" if code == "stamp_ok_inside" else code for code in EXPECTED[name]}
        assert codes == expected | {"all_ok"}, name
    page.close()
