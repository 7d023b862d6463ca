"""Hiding parts of a picture with mouse, finger and keys, and without scripts, up to the confirmed copy."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Locator, Page, expect

from tests.plugins.browser import needs_chromium

from .served import ServedSite
from .visitor import Visitor

pytestmark = [pytest.mark.e2e, needs_chromium]
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(params=["mouse", "touch"])
def visitor(request: pytest.FixtureRequest, chromium: Browser, site: ServedSite) -> Iterator[Visitor]:
    touch = request.param == "touch"
    context = chromium.new_context(viewport=PHONE if touch else DESKTOP, locale="zh-CN", has_touch=touch)
    yield Visitor(context, site.url)
    context.close()


@pytest.fixture
def plain(chromium: Browser, site: ServedSite) -> Iterator[Visitor]:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    yield Visitor(context, site.url, script=False)
    context.close()


@pytest.fixture
def screenshot(tmp_path: Path) -> Path:
    picture = Image.new("RGB", (400, 600), "white")
    drawing = ImageDraw.Draw(picture)
    for line in range(20):
        drawing.text((20, 20 + line * 28), f"{line:02d} order 202603051234 tel 13812345678", fill="black")
    path = tmp_path / "chat.png"
    picture.save(path)
    return path


def upload(visitor: Visitor, screenshot: Path) -> str:
    """A new case with one picture: the address of the page where it is shared."""
    visitor.open("/")
    visitor.page.locator("form[action$='/start/'] button").first.click()
    visitor.page.locator("form[action$='/code/kept/'] button[type=submit]").click()
    visitor.open(visitor.case() + "evidence/")
    visitor.page.locator("#upload-files").set_input_files(screenshot)
    if not visitor.script:
        visitor.page.locator("#upload button[type=submit]").first.click()
    link = visitor.page.locator("li.file a[href$='/share/']")
    expect(link).to_be_visible()
    return str(link.get_attribute("href"))


def look_again(visitor: Visitor) -> None:
    """All stages of the page have one address: look at this one, too."""
    visitor.seen.clear()
    visitor.look()


def drag(page: Page, across: Locator, start: tuple[float, float], end: tuple[float, float]) -> None:
    """From one place to another, both in shares of the element, as far as it is seen."""
    box = across.bounding_box()
    assert box is not None
    points = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in (start, end)]
    page.mouse.move(*points[0])
    page.mouse.down()
    page.mouse.move(*points[1], steps=4)
    page.mouse.up()


def boxes(page: Page) -> list[list[str]]:
    return [line.split() for line in page.locator("textarea[name=boxes]").input_value().splitlines()]


def test_boxes_by_pointer_and_keys_to_the_confirmed_copy(visitor: Visitor, screenshot: Path) -> None:
    visitor.open(upload(visitor, screenshot))
    page = visitor.page
    sheet = page.locator("[data-sheet]")
    finger = page.locator("[data-draw]")
    if finger.is_visible():
        finger.click()
        expect(finger).to_have_attribute("aria-pressed", "true")
    sheet.scroll_into_view_if_needed()
    drag(page, sheet, (0.1, 0.05), (0.6, 0.15))
    expect(page.locator(".cover__box")).to_have_count(1)
    left, top, width, height = (float(word) for word in boxes(page)[0][:4])
    assert (left, width) == pytest.approx((10, 50), abs=1)
    assert (top, height) == pytest.approx((5, 10), abs=1)
    page.locator("[data-add]").focus()
    page.keyboard.press("Enter")
    added = page.locator(".cover__box").nth(1)
    expect(added).to_be_focused()
    before = [float(word) for word in boxes(page)[1][:4]]
    for key in ("ArrowLeft", "ArrowUp", "Shift+ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(key)
    after = [float(word) for word in boxes(page)[1][:4]]
    moved = [round(now - then) for now, then in zip(after, before, strict=True)]
    assert moved == [-1, -1, 1, 1]
    assert re.search(r"方框2：|方框2:", str(added.get_attribute("aria-label")))
    page.locator("[data-row], [data-reason]").nth(1).select_option("phone")
    page.keyboard.press("Tab")
    page.locator("[data-add]").click()
    page.keyboard.press("Delete")
    expect(page.locator(".cover__box")).to_have_count(2)
    page.locator("[data-larger]").click()
    look_again(visitor)
    visitor.send("save")
    assert [words[4] for words in boxes(page)] == ["other", "phone"]
    visitor.send("preview")
    look_again(visitor)
    copy = page.locator("img.cover__copy")
    expect(copy).to_be_visible()
    data = page.request.get(visitor.home + str(copy.get_attribute("src"))).body()
    picture = Image.open(io.BytesIO(data)).convert("L")
    spot = round(picture.width * 0.3), round(picture.height * 0.1)
    assert picture.getpixel(spot) == 0
    visitor.send("confirm")
    page.wait_for_url("**/evidence/bundle/")
    visitor.press("查看或更改")
    look_again(visitor)
    expect(page.locator(".notice--success[role=status]")).to_be_visible()
    assert visitor.problems == []


def touch(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """One finger from place to place of the screen, which Playwright's own taps cannot do."""
    finger = page.context.new_cdp_session(page)

    def send(kind: str, *points: tuple[float, float]) -> None:
        places = [{"x": x, "y": y} for x, y in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    send("touchStart", start)
    for step in range(1, 6):
        send("touchMove", tuple(a + (b - a) * step / 5 for a, b in zip(start, end, strict=True)))
    send("touchEnd")


def test_a_finger_moves_the_chosen_box_and_no_other(
    chromium: Browser, site: ServedSite, screenshot: Path
) -> None:
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", has_touch=True, is_mobile=True)
    visitor = Visitor(context, site.url)
    visitor.open(upload(visitor, screenshot))
    page = visitor.page
    for _again in range(2):
        page.locator("[data-add]").tap()
    first, second = boxes(page)
    assert float(second[1]) >= float(first[1]) + float(first[3]), "one box lies on the other"
    page.locator(".cover__box").first.scroll_into_view_if_needed()
    for number, moves in ((0, False), (1, True)):
        before = boxes(page)
        frame = page.locator(".cover__box").nth(number).bounding_box()
        assert frame is not None
        # Beside the dot of the chosen one, which would resize it.
        at = frame["x"] + 20, frame["y"] + 12
        touch(page, at, (at[0] + 30, at[1] + 2))
        assert (boxes(page) != before) is moves
        assert boxes(page)[1 - number] == before[1 - number]
    assert visitor.problems == []
    context.close()


def test_hiding_marked_words_asks_for_a_mark_and_keeps_it(
    chromium: Browser, site: ServedSite, tmp_path: Path
) -> None:
    context = chromium.new_context(viewport=PHONE, locale="zh-CN")
    visitor = Visitor(context, site.url)
    chat = tmp_path / "chat.txt"
    chat.write_text("客服：王小明会处理", "utf-8")
    visitor.open(upload(visitor, chat))
    page = visitor.page
    page.locator("[data-mark]").click()
    expect(page.locator("[data-unmarked]")).not_to_be_empty()
    look_again(visitor)
    page.locator("[data-text]").evaluate(
        """(text) => {
          const words = document.createTreeWalker(text, NodeFilter.SHOW_TEXT).nextNode();
          const at = words.data.indexOf("王小明");
          getSelection().setBaseAndExtent(words, at, words, at + 3);
        }"""
    )
    page.wait_for_timeout(100)
    # Some phones take the mark away before the tap arrives.
    page.evaluate("getSelection().removeAllRanges()")
    page.wait_for_timeout(100)
    page.locator("[data-mark]").click()
    expect(page.locator(".cover__dark")).to_have_text("王小明")
    assert visitor.problems == []
    context.close()


def test_without_scripts(plain: Visitor, screenshot: Path) -> None:
    plain.open(upload(plain, screenshot))
    page = plain.page
    plain.send("strip-top")
    assert len(boxes(page)) == 1
    page.locator("textarea[name=boxes]").fill("0 0 100 12 other\n10 50 30 4 phone\n90 90 20 20")
    plain.send("preview")
    expect(page.locator("#error-summary")).to_be_visible()
    assert len(boxes(page)) == 3
    page.locator("textarea[name=boxes]").fill("0 0 100 12 other\n10 50 30 4 phone")
    plain.send("save")
    expect(page.locator("svg rect")).to_have_count(2)
    plain.send("preview")
    plain.send("confirm")
    plain.press("查看或更改")
    plain.press("更改遮挡")
    assert len(boxes(page)) == 2
    assert plain.problems == []
