"""A film in pieces in a real browser: the connection breaks midway, and the file still arrives whole."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from claimguide.evidence.models import PIECE_BYTES
from tests.e2e.conftest import site  # noqa: F401
from tests.e2e.served import ServedSite
from tests.plugins.browser import needs_chromium

pytestmark = [pytest.mark.e2e, needs_chromium]

PIECES = re.compile(r"/uploads/[0-9a-f-]{36}/[0-9]+/$")

# The first box of an MP4: enough to be taken in, not enough to be a film.
FILM = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + hashlib.shake_128(b"film").digest(11_000_000)


def opened(page: Page, site: ServedSite) -> str:  # noqa: F811
    page.goto(site.url)
    page.locator("form[action='/start/'] button").first.click()
    page.wait_for_url("**/case/**")
    case = page.url.partition("/case/")[2].partition("/")[0]
    return f"{site.url}/case/{case}/exhibits/"


def test_a_film_goes_on_after_a_break_and_after_a_reload(
    chromium: Browser,
    site: ServedSite,  # noqa: F811
    tmp_path: Path,
) -> None:
    file = tmp_path / "film.mp4"
    file.write_bytes(FILM)
    page = chromium.new_context().new_page()
    address = opened(page, site)
    page.goto(address)
    starts: list[int] = []
    broken: list[int] = []

    def note(route: Route) -> None:
        start = int(route.request.url.rstrip("/").rpartition("/")[2])
        starts.append(start)
        if start == PIECE_BYTES and not broken:
            broken.append(start)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(PIECES, note)
    page.locator("#upload-files").set_input_files(file)
    # It is no film: the worker says so, after every byte has come and matched.
    expect(page.locator(".upload--failed")).to_have_count(1, timeout=60_000)
    assert starts == [0, PIECE_BYTES, PIECE_BYTES, 2 * PIECE_BYTES]
    assert broken == [PIECE_BYTES]

    other = tmp_path / "other.mp4"
    other.write_bytes(FILM[:-1])
    starts.clear()
    page.unroute(PIECES)

    def stop(route: Route) -> None:
        starts.append(int(route.request.url.rstrip("/").rpartition("/")[2]))
        if starts[-1] == PIECE_BYTES:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(PIECES, stop)
    page.locator("#upload-files").set_input_files(other)
    with page.expect_request_finished(lambda request: request.url.endswith("/0/")):
        pass
    page.reload()
    page.unroute(PIECES)
    starts.clear()
    page.route(PIECES, note)
    page.locator("#upload-files").set_input_files(other)
    expect(page.locator(".upload--failed")).to_have_count(1, timeout=60_000)
    assert starts == [PIECE_BYTES, 2 * PIECE_BYTES]
    page.context.close()
