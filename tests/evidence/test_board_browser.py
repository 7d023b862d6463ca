"""The exhibits' page in a real browser: dragging, the arrow buttons, what is being checked, and axe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from claimguide.cases.models import Case
from claimguide.evidence.models import Exhibit
from claimguide.evidence.selectors import clean_exhibits
from tests.plugins.browser import AXE_RULES, OVERFLOW, let_in, needs_chromium

from .rows import row

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), needs_chromium]


@pytest.fixture
def url(live_server: Any, case: Case) -> str:
    return f"{live_server}{reverse('evidence:board', args=[case.pk])}"


@contextmanager
def opened(chromium: Browser, url: str, hold: Any, case: Case, **options: Any) -> Iterator[Page]:
    language = options.pop("language", "zh-hans")
    context = chromium.new_context(viewport={"width": options.pop("width", 390), "height": 844}, **options)
    let_in(context, url, hold(case), **{site_settings.LANGUAGE_COOKIE_NAME: language})
    page = context.new_page()
    page.goto(url)
    yield page
    context.close()


def sound(case: Case, title: str, **fields: Any) -> Exhibit:
    """An exhibit that needs no file to be shown."""
    return row(case, title=title, kind="mp3", **fields)


def titles(case: Case) -> list[str]:
    return [each.title for each in clean_exhibits(case)]


def shown(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("#exhibits .file__title a").all_inner_texts()]


def test_a_row_is_dragged_to_another_place(chromium: Browser, url: str, hold: Any, case: Case) -> None:
    for title in "abc":
        sound(case, title)
    with opened(chromium, url, hold, case, width=1280) as page:
        grips = page.locator("[data-grip]")
        expect(grips.first).to_be_visible()
        grips.nth(0).scroll_into_view_if_needed()
        start, target = grips.nth(0).bounding_box(), grips.nth(2).bounding_box()
        assert start and target
        page.mouse.move(start["x"] + 10, start["y"] + 10)
        page.mouse.down()
        page.mouse.move(start["x"] + 10, target["y"] + 60, steps=12)
        page.wait_for_timeout(150)
        page.mouse.up()
        expect(page.locator("[data-order-said]")).not_to_be_empty()
        assert shown(page) == ["b", "c", "a"]
        assert page.locator(".file__number").all_inner_texts() == ["1", "2", "3"]
    assert titles(case) == ["b", "c", "a"]


def test_an_arrow_moves_a_row_and_keeps_the_focus(chromium: Browser, url: str, hold: Any, case: Case) -> None:
    for title in "abc":
        sound(case, title)
    with opened(chromium, url, hold, case) as page:
        page.locator("[name=go][value=up]").last.press("Enter")
        expect(page.locator("[data-order-said]")).not_to_be_empty()
        assert shown(page) == ["a", "c", "b"]
        focused = "() => [document.activeElement.value, document.activeElement.closest('li').id]"
        moved = clean_exhibits(case)[1]
        assert page.evaluate(focused) == ["up", f"exhibit-{moved.pk}"]
    assert titles(case) == ["a", "c", "b"]


def test_an_old_list_is_put_back_and_says_so(chromium: Browser, url: str, hold: Any, case: Case) -> None:
    for title in "ab":
        sound(case, title)
    with opened(chromium, url, hold, case) as page:
        sound(case, "new")
        page.locator("[name=go][value=up]").last.click()
        expect(page.locator(".order-failed")).to_be_visible()
        assert shown(page) == ["a", "b"]
    assert titles(case) == ["a", "b", "new"]


def test_without_javascript_the_arrows_are_forms(chromium: Browser, url: str, hold: Any, case: Case) -> None:
    for title in "ab":
        sound(case, title)
    with opened(chromium, url, hold, case, java_script_enabled=False) as page:
        assert page.locator("[data-grip]").first.is_hidden()
        page.locator("[name=go][value=up]").click()
        assert shown(page) == ["b", "a"]


def test_a_checked_file_enters_the_list_by_itself(chromium: Browser, url: str, hold: Any, case: Case) -> None:
    coming = sound(case, "voice", state="checking")
    with opened(chromium, url, hold, case) as page:
        expect(page.locator("#arrivals .spinner")).to_be_visible()
        Exhibit.objects.filter(pk=coming.pk).update(state="clean")
        expect(page.locator(f"#listing #exhibit-{coming.pk}")).to_be_visible(timeout=10_000)
        expect(page.locator("#arrivals .spinner")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("zh-hans", "light", 320), ("en", "dark", 1280), ("en", "light", 390)]
)
def test_axe_finds_nothing(
    chromium: Browser, url: str, hold: Any, case: Case, language: str, scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with opened(chromium, url, hold, case, language=language, color_scheme=scheme, width=width) as page:
        for count in (0, 12):
            for number in range(count):
                sound(case, f"n{number}", proves=("buying", "promise"), seconds=number)
            if count:
                sound(case, "being checked", state="checking")
                sound(case, "bad", state="refused", refusal="damaged")
            page.goto(url)
            found = Axe().run(page, options={"runOnly": AXE_RULES}).response["violations"]
            assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
            assert page.evaluate(OVERFLOW) <= 0


def test_twice_the_text_fits_a_phone(chromium: Browser, url: str, hold: Any, case: Case) -> None:
    for number in range(12):
        sound(case, f"n{number}", proves=("buying", "promise"))
    with opened(chromium, url, hold, case) as page:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(OVERFLOW) <= 0


def test_the_bundle_is_offered_once_there_is_a_file(
    chromium: Browser, url: str, hold: Any, case: Case
) -> None:
    coming = sound(case, "voice", state="checking")
    with opened(chromium, url, hold, case) as page:
        expect(page.locator(".bundle-panel")).to_be_hidden()
        Exhibit.objects.filter(pk=coming.pk).update(state="clean")
        expect(page.locator(".bundle-panel")).to_be_visible(timeout=10_000)
