"""The same pages in a real browser: axe, narrow screens, big text, keyboard, scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route

from tests.plugins.browser import AXE_RULES, OVERFLOW, needs_chromium

PAGES = [
    "/",
    "/help/",
    "/privacy/",
    "/staff/account/login/",
    "/_samples/",
    "/_samples/?form=one",
    "/_samples/?form=several",
    "/_samples/?done=1",
    "/_problem/404/",
    "/_problem/429/",
]
# Controls lower than 44 px. Links in running text are exempt (WCAG 2.5.8); a radio's whole row is its target.
TOO_SMALL = """() => [...document.querySelectorAll("a, button, select, summary, input:not([type=hidden])")]
  .filter((e) => e.offsetParent && !e.matches(".form-check-input, .default-submit, .skip-link"))
  .filter((e) => !(e.tagName === "A" && getComputedStyle(e).display === "inline"))
  .filter((e) => e.getBoundingClientRect().height < 43.5).map((e) => e.outerHTML.slice(0, 120))"""

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db,
    pytest.mark.urls("tests.core.sample_urls"),
    needs_chromium,
]


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    return chromium


@pytest.fixture
def site(live_server: object) -> str:
    return str(live_server)


def open_page(
    browser: Browser, site: str, *, width: int = 390, language: str = "zh-hans", dark: bool = False
) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme="dark" if dark else "light"
    )
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site}])
    return context.new_page()


@pytest.mark.parametrize(("language", "dark", "width"), [("zh-hans", False, 390), ("en", True, 1280)])
def test_axe_finds_nothing_and_targets_are_large(
    browser: Browser, site: str, language: str, dark: bool, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(browser, site, width=width, language=language, dark=dark)
    broken: list[str] = []
    page.on(
        "console", lambda message: broken.append(message.text) if "Content Security" in message.text else None
    )
    for address in PAGES:
        page.goto(site + address)
        found = Axe().run(page, options={"runOnly": AXE_RULES}).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], address
        assert page.evaluate(TOO_SMALL) == [], address
    assert [text for text in broken if "Content Security" in text] == []
    page.context.close()


@pytest.mark.parametrize(("width", "zoom"), [(320, 1), (640, 2)])
def test_nothing_scrolls_sideways_on_a_narrow_screen_or_in_big_text(
    browser: Browser, site: str, width: int, zoom: int
) -> None:
    # 200 % zoom on a 640 px window lays the page out as on 320 px with twice the pixels.
    context = browser.new_context(viewport={"width": width // zoom, "height": 844}, device_scale_factor=zoom)
    page = context.new_page()
    for address in PAGES:
        page.goto(site + address)
        assert page.evaluate(OVERFLOW) <= 0, address
    context.close()


def test_double_text_size_alone_does_not_widen_the_page(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True)
    page = context.new_page()
    for address in PAGES:
        page.goto(site + address)
        page.add_style_tag(content="html { font-size: 200% !important }")
        assert page.evaluate(OVERFLOW) <= 0, address
    context.close()


def test_pages_work_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/help/")
    page.locator("summary").first.click()
    assert page.locator("details[open]").count() == 1
    page.get_by_role("button", name="English").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Help"
    context.close()


def test_the_error_summary_takes_focus_and_leads_to_the_field(browser: Browser, site: str) -> None:
    page = open_page(browser, site, language="en")
    page.goto(site + "/_samples/?form=several")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    page.get_by_role("link", name="Enter a number.").click()
    assert page.evaluate("document.activeElement.id") == "id_price"
    page.context.close()


def test_enter_means_continue_even_with_a_back_button_on_top(browser: Browser, site: str) -> None:
    page = open_page(browser, site, language="en")
    page.goto(site + "/_samples/?form=several")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.locator("#id_price").press("Enter")
    assert "go=continue" in (sent.value.post_data or "")
    page.context.close()


def test_the_keyboard_reaches_the_main_part_first_and_shows_where_it_is(browser: Browser, site: str) -> None:
    page = open_page(browser, site, language="en")
    page.goto(site + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.context.close()


def test_the_copy_button_says_what_it_did(browser: Browser, site: str) -> None:
    page = open_page(browser, site, language="en")
    page.goto(site + "/_samples/")
    page.locator("[data-copy]").click()
    page.wait_for_function("document.getElementById('short-said').textContent !== ''")
    assert page.locator("#short-said").inner_text() in ("Copied", "Selected: now copy it")
    page.context.close()


def test_files_are_sent_one_by_one_and_a_refused_one_can_be_tried_again(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    good, bad = tmp_path / "order.png", tmp_path / "virus.png"
    good.write_bytes(b"\x89PNG good")
    bad.write_bytes(b"\x89PNG bad!")
    tries: list[str] = []

    def answer(route: Route) -> None:
        body = route.request.post_data_buffer or b""
        assert route.request.headers["x-requested-with"] == "fetch"
        assert b"client_sha256" in body
        name = "virus" if b"virus.png" in body else "order"
        tries.append(name)
        fine = name == "order" or tries.count("virus") > 1
        result = (
            {"ok": True, "html": f'<li id="new-{name}">{name}</li>'}
            if fine
            else {"ok": False, "error": "No."}
        )
        route.fulfill(status=200 if fine else 422, content_type="application/json", body=json.dumps(result))

    page = open_page(browser, site, language="en")
    page.route("**/u/", answer)
    page.goto(site + "/_samples/")
    page.locator("#upload-files").set_input_files([str(good), str(bad)])
    page.locator("#new-order").wait_for(state="attached")
    page.get_by_text("No.", exact=True).wait_for()
    assert page.locator("#new-virus").count() == 0
    page.get_by_role("button", name="Try again virus.png").click()
    page.locator("#new-virus").wait_for(state="attached")
    assert sorted(tries) == ["order", "virus", "virus"]
    page.context.close()


def test_a_file_that_is_refused_for_good_is_not_offered_again(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"\x89PNG bad")
    refused = json.dumps({"ok": False, "error": "Damaged.", "code": "damaged"})
    page = open_page(browser, site, language="en")
    page.route("**/u/", lambda route: route.fulfill(status=422, body=refused))
    page.goto(site + "/_samples/")
    page.locator("#upload-files").set_input_files(str(bad))
    page.get_by_text("Damaged.", exact=True).wait_for()
    assert page.get_by_role("button", name="Try again bad.png").count() == 0
    page.get_by_role("button", name="Put this notice away bad.png").press("Enter")
    page.locator("[data-upload-rows] li").wait_for(state="detached")
    assert page.evaluate("document.activeElement.id") == "upload-files"
    page.context.close()
