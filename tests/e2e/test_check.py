"""From the first page to the rights card in six taps, and on into a case that knows what was answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.plugins.browser import needs_chromium

from .served import ServedSite
from .visitor import Visitor

PHONE = {"width": 390, "height": 844}
# Group, trouble, four questions; the way in from the first page comes before them.
MOST_TAPS = 6

pytestmark = [pytest.mark.e2e, needs_chromium]


@pytest.fixture(params=[True, False], ids=["script", "plain"])
def visitor(request: pytest.FixtureRequest, chromium: Browser, site: ServedSite) -> Iterator[Visitor]:
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", java_script_enabled=request.param)
    yield Visitor(context, site.url, script=request.param)
    context.close()


def choose(visitor: Visitor, name: str, value: str) -> None:
    """Answer with one tap."""
    visitor.tap(visitor.page.locator(f'button[name="{name}"][value="{value}"]').first)
    visitor.page.wait_for_load_state()
    visitor.look()


def type_in(visitor: Visitor, value: str) -> None:
    visitor.page.locator("#answer").press_sequentially(value)
    visitor.tap(visitor.page.locator("#page-form .btn-primary"))
    visitor.page.wait_for_load_state()
    visitor.look()


def in_first_screen(visitor: Visitor, what: str) -> bool:
    box = visitor.page.locator(what).first.bounding_box()
    return box is not None and box["y"] + box["height"] <= PHONE["height"]


def to_the_card(visitor: Visitor) -> None:
    visitor.open("/")
    assert in_first_screen(visitor, "a[href='/check/']")
    assert in_first_screen(visitor, "a[href='/resume/']")
    visitor.tap(visitor.page.locator("main a[href='/check/']").first)
    visitor.page.wait_for_load_state()
    visitor.look()
    before = visitor.effort["taps"]
    choose(visitor, "group", "goods")
    choose(visitor, "problems", "counterfeit")
    choose(visitor, "where", "shop")
    choose(visitor, "promise_kind", "none")
    choose(visitor, "misled_into_buying", "yes")
    type_in(visitor, "￥１，０００")
    assert visitor.effort["taps"] - before <= MOST_TAPS


def test_six_taps_to_the_card_and_a_case_that_asks_nothing_twice(visitor: Visitor) -> None:
    to_the_card(visitor)
    for words in ("1,000.00", "4,000.00", "先给商家发函"):
        assert words in visitor.page.locator(".brief").inner_text()
    assert in_first_screen(visitor, ".brief")
    assert in_first_screen(visitor, "form[action$='/check/save/'] .btn-primary")
    change_the_price(visitor)
    visitor.tap(visitor.page.locator("form[action$='/check/save/'] .btn-primary"))
    visitor.page.wait_for_url("**/code/")
    visitor.tap(visitor.page.locator("form[action$='/code/kept/'] button[type=submit]"))
    visitor.page.wait_for_url("**/case/*/")
    case = visitor.case()
    visitor.open(f"{case}law/")
    assert "8,000.00" in visitor.page.locator(".brief").inner_text()
    visitor.open(f"{case}law/order/")
    assert visitor.page.locator('[name=channel][value="platform_shop"]').is_checked()
    visitor.open(f"{case}law/money/")
    assert visitor.page.locator("[name=price]").input_value() == "2000.00"
    assert visitor.problems == []


def change_the_price(visitor: Visitor) -> None:
    """From the card and back to it."""
    visitor.tap(visitor.page.locator("summary", has_text="修改回答"))
    visitor.tap(visitor.page.locator(".answers a[href*='ask=price']"))
    visitor.page.wait_for_load_state()
    assert visitor.page.locator("#answer").input_value() == "1000.00"
    visitor.page.locator("#answer").fill("")
    type_in(visitor, "2000")
    assert "8,000.00" in visitor.page.locator(".brief").inner_text()


def test_back_is_a_link_and_the_browser_s_own_button(visitor: Visitor) -> None:
    to_the_card(visitor)
    visitor.page.go_back()
    assert visitor.page.locator("#answer").count() == 1
    visitor.page.go_forward()
    visitor.page.locator("a.back-link").click()
    assert visitor.page.locator("#answer").input_value() == "1000.00"
    visitor.page.locator("a.back-link").click()
    visitor.look()
    assert visitor.page.locator(".pick--chosen").count() == 1
    assert visitor.problems == []


def test_the_keyboard_alone_is_enough(visitor: Visitor) -> None:
    visitor.open("/check/?problems=counterfeit&where=shop&misled_into_buying=yes&promise_kind=none")
    visitor.page.locator("#answer").focus()
    visitor.page.keyboard.type("100")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**price=100*")
    assert "600.00" in visitor.page.locator(".brief").inner_text()
    visitor.page.locator("summary", has_text="修改回答").focus()
    visitor.page.keyboard.press("Enter")
    assert visitor.page.locator(".answers a[href*='ask=price']").is_visible()
