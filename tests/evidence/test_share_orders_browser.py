"""A long copy in a real browser: the page waits, says when it is there, and works without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from claimguide.cases.models import Case
from claimguide.evidence.models import CopyOrder, Exhibit
from claimguide.evidence.share import selectors
from tests.plugins.browser import AXE_RULES, OVERFLOW, needs_chromium

from .test_board_browser import opened
from .test_share_services import printed, put
from .test_share_views import url

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), needs_chromium]


@pytest.fixture
def scan(case: Case) -> Exhibit:
    return put(case, "检验报告.pdf", printed(selectors.QUICK_PAGES + 1))


def fits(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": AXE_RULES}).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert page.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 390), ("en", 1280)])
def test_the_page_waits_for_the_copy_and_leads_to_it(
    chromium: Browser,
    live_server: Any,
    hold: Any,
    scan: Exhibit,
    run_jobs: Callable[[], int],
    language: str,
    width: int,
) -> None:
    with opened(
        chromium, f"{live_server}{url(scan)}", hold, scan.case, language=language, width=width
    ) as page:
        page.locator("button[value=preview]").click()
        expect(page.locator(".live .spinner")).to_be_visible()
        fits(page)
        run_jobs()
        link = page.locator(".live a")
        expect(link).to_be_visible()
        link.click()
        expect(page.locator("button[value=confirm]")).to_be_visible()


def test_a_failure_that_comes_while_waiting_offers_another_try(
    chromium: Browser, live_server: Any, hold: Any, scan: Exhibit, run_jobs: Callable[[], int]
) -> None:
    with opened(chromium, f"{live_server}{url(scan)}", hold, scan.case) as page:
        page.locator("button[value=whole]").click()
        page.locator("p a[href$='/share/']").first.click()
        expect(page.locator(".live .spinner")).to_be_visible()
        CopyOrder.objects.update(failure="too_complex")
        again = page.locator(".live button[value=again]")
        expect(again).to_be_visible()
        fits(page)
        again.click()
        expect(page.locator(".live .spinner")).to_be_visible()
        assert CopyOrder.objects.get().whole
        run_jobs()
        expect(page.locator(".live a")).to_be_visible()


def test_without_scripts_a_link_looks_again(
    chromium: Browser, live_server: Any, hold: Any, scan: Exhibit, run_jobs: Callable[[], int]
) -> None:
    address = f"{live_server}{url(scan)}"
    with opened(chromium, address, hold, scan.case, java_script_enabled=False) as page:
        page.locator("button[value=whole]").click()
        page.locator("p a[href$='/share/']").first.click()
        link = page.get_by_role("link", name="看看是否已生成")
        expect(link).to_be_visible()
        run_jobs()
        link.click()
        expect(page.locator(".notice--success")).to_be_visible()
