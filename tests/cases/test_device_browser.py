"""Leaving quickly in a real browser: by button, by Esc, without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext

from claimguide.cases.models import Case
from tests.plugins.browser import AXE_RULES, OVERFLOW, let_in, needs_chromium

pytestmark = [pytest.mark.e2e, pytest.mark.django_db, needs_chromium]


@pytest.fixture
def visit(chromium: Browser, live_server: object, browser: Client) -> Callable[..., BrowserContext]:
    """A context in which the case is open."""

    def visit(**options: object) -> BrowserContext:
        context = chromium.new_context(
            viewport={"width": 390, "height": 844}, base_url=str(live_server), **options
        )
        let_in(context, str(live_server), browser)
        return context

    return visit


def test_esc_three_times_leaves_and_the_way_back_is_shut(
    visit: Callable[..., BrowserContext], case: Case
) -> None:
    address = reverse("guide:case", args=[case.pk])
    page = visit().new_page()
    page.goto(address)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.url.endswith(address)
    with page.expect_navigation():
        page.keyboard.press("Escape")
    page.wait_for_url("**/closed/")
    assert page.title() == "页面已关闭"
    page.go_back()
    assert case.number not in page.content()
    page.context.close()


def test_the_button_works_without_scripts(visit: Callable[..., BrowserContext], case: Case) -> None:
    page = visit(java_script_enabled=False).new_page()
    page.goto(reverse("guide:case", args=[case.pk]))
    page.get_by_role("button", name="快速离开").click()
    assert page.url.endswith("/closed/")
    page.context.close()


def test_axe_finds_nothing_where_a_device_matters(visit: Callable[..., BrowserContext], case: Case) -> None:
    page = visit().new_page()
    renew = reverse("cases:renew_code", args=[case.pk])
    page.goto(renew)
    page.locator("main form button[type=submit]").first.click()
    for address in (None, reverse("core:closed"), reverse("cases:resume")):
        if address:
            page.goto(address)
        found = Axe().run(page, options={"runOnly": AXE_RULES}).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], page.url
        assert page.evaluate(OVERFLOW) <= 0, page.url
    page.context.close()
