"""No page is wider than the screen: 320 px, letters of twice the size, long names, 30 exhibits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from claimguide.cases.models import Case
from claimguide.letters.models import LetterVersion
from tests.evidence.rows import row
from tests.plugins.browser import ARGS, BROWSER, LARGE, OVERFLOW, let_in, needs_chromium
from tests.test_page_costs import PAGES

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), needs_chromium]
SCREENS = {"320 px": (320, []), "letters twice the size": (390, [LARGE])}
LANGUAGES = ("zh-hans", "en")
EXHIBITS = 30
# A word that no line can break by itself, and one of hanzi that any line can.
WORD, HANZI = (
    "Donaudampfschifffahrtsgesellschaftskapitaensmuetze",
    "杭州某某某某某珠宝首饰有限公司分公司",
)


@pytest.fixture
def playwright() -> Iterator[Playwright]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield playwright


def stretch(case: Case) -> None:
    """Names as long as the columns take, and as many exhibits as a case may have."""
    bought = case.purchase
    bought.goods_name, bought.shop_name, bought.order_number = WORD, HANZI * 4, "6" * 64
    bought.save()
    case.parties.filter(role="seller").update(name=HANZI * 4)
    case.contacts.create(on=timezone.localdate(), channel="chat", said=WORD * 2, answer=HANZI)
    for number in range(EXHIBITS - case.exhibits.count()):
        taken = dt.date(2026, 11, 1) + dt.timedelta(number % 20)
        row(case, title=f"{number}{WORD}", original_name=f"{WORD}.jpg", taken_on=taken, proves=("paying",))


def pages(case: Case) -> dict[str, str]:
    letter = LetterVersion.objects.filter(case=case, kind="seller").order_by("-number")[0]
    of_letter = {"letter": [letter.pk]}
    found = {
        what: reverse(name, args=[case.pk, *parts, *of_letter.get(what, [])])
        for what, (name, *parts) in PAGES.items()
    }
    exhibit = case.exhibits.order_by("-position")[0]
    return found | {
        "home": "/",
        "card": "/check/?problems=counterfeit&where=shop&card=1",
        "wording": f"{found['check your answers']}?words",
        "exhibit": reverse("evidence:describe", args=[case.pk, exhibit.pk]),
        "my data": reverse("cases:my_data", args=[case.pk]),
    }


def opened(browser: Browser, width: int, language: str, case: Case, hold: Any, url: str) -> BrowserContext:
    context = browser.new_context(viewport={"width": width, "height": 844}, base_url=url)
    let_in(context, url, hold(case), **{settings.LANGUAGE_COOKIE_NAME: language})
    return context


@pytest.mark.parametrize("screen", SCREENS)
def test_no_page_is_wider_than_the_screen(
    playwright: Playwright,
    live_server: Any,
    whole_case: Callable[[], Case],
    hold: Callable[..., Client],
    screen: str,
) -> None:
    case = whole_case()
    stretch(case)
    width, large = SCREENS[screen]
    browser = playwright.chromium.launch(executable_path=BROWSER, args=[*ARGS, *large])
    wide: dict[str, int] = {}
    for language in LANGUAGES:
        context = opened(browser, width, language, case, hold, str(live_server))
        page = context.new_page()
        for what, path in pages(case).items():
            answer = page.goto(path)
            assert answer is not None and answer.status == 200, what
            if over := page.evaluate(OVERFLOW):
                wide[f"{language}, {what}"] = over
        context.close()
    browser.close()
    assert wide == {}
