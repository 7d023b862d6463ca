"""A film and a screenshot on the served site: in pieces, judged, read, shared, bundled, checked by others."""

from __future__ import annotations

import io
import json
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import av
import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Locator, expect

from claimguide.evidence.models import PIECE_BYTES
from claimguide.evidence.read import engine
from tests.core.typeset import pdf_tools
from tests.evidence import corpus_media as media
from tests.evidence.read import corpus, phone
from tests.plugins.browser import needs_chromium

from .served import ServedSite
from .visitor import Visitor

pytestmark = [pytest.mark.e2e, needs_chromium]
PHONE = {"width": 390, "height": 844}
PIECES = re.compile(r"/uploads/[0-9a-f-]{36}/([0-9]+)/$")
WORKER_MS = 90_000
PLACE = media.PLACE.encode()


@pytest.fixture
def visitor(chromium: Browser, site: ServedSite) -> Iterator[Visitor]:
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", accept_downloads=True)
    yield Visitor(context, site.url)
    context.close()


def start(visitor: Visitor) -> str:
    """The id of a new case."""
    visitor.open("/")
    visitor.page.locator("form[action$='/start/'] button").first.click()
    visitor.page.locator("form[action$='/code/kept/'] button[type=submit]").click()
    return visitor.case().split("/")[2]


def upload(visitor: Visitor, case: str, path: Path) -> Locator:
    """Choose the file on the page of exhibits; its card once the worker has found it clean."""
    visitor.open(reverse("evidence:board", args=[case]))
    visitor.page.locator("#upload-files").set_input_files(path)
    card = visitor.page.locator("li.file")
    expect(card).to_have_count(1, timeout=WORKER_MS)
    visitor.look()
    return card


def film() -> bytes:
    """Three seconds, two pieces, and the place in both forms that telephones write."""
    data = media.film("mp4", 30, about=(("location", media.PLACE),), size=(320, 240))
    parts = media.boxes(data)
    place = media.box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0x15C7) + PLACE)
    parts[b"moov"] = media.box(b"moov", parts[b"moov"][8:] + media.box(b"udta", place))
    return b"".join(parts.values()) + media.box(b"free", bytes(PIECE_BYTES))


def about(data: bytes) -> dict[str, str]:
    """What the film says of itself, once all of its pictures were decoded."""
    with av.open(io.BytesIO(data)) as opened:
        assert len(list(opened.decode(video=0))) == 30
        return {key.lower(): value for key, value in opened.metadata.items()}


def says_where(data: bytes) -> bool:
    return any(mark in data for mark in (PLACE, b"\xa9xyz", b"loci")) or "location" in about(data)


def test_a_film_from_the_telephone_to_the_recipient(visitor: Visitor, tmp_path: Path) -> None:
    whole = film()
    assert says_where(whole)
    assert about(whole)["location"] == media.PLACE
    path = tmp_path / "开箱.mp4"
    path.write_bytes(whole)
    starts: list[int] = []
    visitor.page.on("request", lambda each: starts.extend(int(n) for n in PIECES.findall(each.url)))
    case = start(visitor)
    card = upload(visitor, case, path)
    assert starts == [0, PIECE_BYTES]
    # The list may just be exchanged for the server's; that of a fresh page stays.
    visitor.page.reload()
    poster = card.locator("img").first
    poster.scroll_into_view_if_needed()
    expect(poster).to_have_js_property("complete", True)
    assert poster.evaluate("e => e.naturalWidth") > 100
    visitor.open(str(card.locator("a[href$='/share/']").get_attribute("href")))
    visitor.send("whole")
    visitor.press("查看或更改")
    expect(visitor.page.locator(".notice--success[role=status]")).to_be_visible()
    copy = visitor.download(visitor.page.locator("a[href*='/copy']").first)[1]
    assert not says_where(copy)
    key = published_key(visitor)
    for kind, folder in (("sealed", "originals"), ("recipient", "copies")):
        packed, book = bundle(visitor, case, kind)
        held = in_order(packed, key, tmp_path / kind)
        assert held["bundle.pdf"] == book
        assert "开箱" in pdf_tools.text(book)
        [name] = [each for each in held if each.startswith(f"{folder}/")]
        assert held[name] == (whole if kind == "sealed" else copy)
        assert not any(PLACE in data for each, data in held.items() if each != name)
    assert visitor.problems == []


def published_key(visitor: Visitor) -> str:
    visitor.open(reverse("evidence:verify"))
    keys = json.loads(visitor.page.locator("[data-verify]").get_attribute("data-keys") or "")
    return str(keys[0]["fingerprint"])


def bundle(visitor: Visitor, case: str, kind: str) -> tuple[bytes, bytes]:
    """Order it, wait for it, download ZIP and PDF."""
    visitor.open(reverse("evidence:bundles", args=[case]))
    form = visitor.page.locator(f"form:has(input[name=kind][value={kind}])")
    if kind == "recipient":
        form.locator("input[name=recipient][value=seller]").check()
    before = visitor.page.locator("a[href$='/bundle.zip']").count()
    form.locator("button[type=submit]").click()
    links = visitor.page.locator("a[href$='/bundle.zip']")
    expect(links).to_have_count(before + 1, timeout=WORKER_MS)
    visitor.look()
    packed = visitor.download(links.first)[1]
    return packed, visitor.download(visitor.page.locator("a[href$='/bundle.pdf']").first)[1]


def in_order(packed: bytes, key: str, folder: Path) -> dict[str, bytes]:
    """The files of a bundle that its own script has found in order, run alone in an empty folder."""
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        held = {name: opened.read(name) for name in opened.namelist()}
    folder.mkdir()
    (folder / "b.zip").write_bytes(packed)
    (folder / "verify_bundle.py").write_bytes(held["verify_bundle.py"])
    command = [sys.executable, "-I", "verify_bundle.py", "b.zip", "--json", "--key", key]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=60)
    told = json.loads(done.stdout.decode())
    assert (done.returncode, told["results"][-1]["code"]) == (0, "all_ok"), told
    return held


@pytest.mark.skipif(bool(engine.missing()), reason="the engine that reads is not installed")
@pytest.mark.skipif(bool(phone.fonts_missing()), reason=phone.fonts_missing())
def test_a_screenshot_is_read_and_confirmed(visitor: Visitor, tmp_path: Path) -> None:
    screen = corpus.screen("taobao", corpus.MEASURED, 0)
    number = screen.truth["order_number"]
    path = tmp_path / "订单.jpg"
    path.write_bytes(screen.data)
    case = start(visitor)
    upload(visitor, case, path)
    expect(visitor.page.locator("#reading a.btn-primary")).to_be_visible(timeout=WORKER_MS)
    visitor.look()
    visitor.open(reverse("evidence:reading_list", args=[case]))
    for name in ("order_number", "shop", "amount_paid"):
        visitor.expect_text(screen.truth[name])
    visitor.page.locator(".read__value").filter(has_text=number).get_by_role("link").click()
    visitor.page.wait_for_load_state()
    visitor.look()
    assert visitor.page.locator("figure.cutout img").evaluate("e => e.naturalWidth") > 100
    assert visitor.page.locator("#id_value").input_value() == number
    visitor.send("take")
    visitor.open(reverse("guide:page", args=[case, "law", "order"]))
    assert visitor.page.locator("#id_order_number").input_value() == number
    assert visitor.problems == []
