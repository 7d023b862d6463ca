"""The language switch of a question page keeps the page and what was typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from claimguide.cases.models import Case

pytestmark = pytest.mark.django_db


def test_the_switch_keeps_what_was_typed_unchecked(
    browser: Client, case: Case, page_url: Callable[[str], str]
) -> None:
    address = page_url("law/money")
    answer = browser.post(address, {"price": "说不清的数", "version": "1", "go": "language:en"})
    assert answer["Location"] == address
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    page = browser.get(address).content.decode()
    assert '<html lang="en">' in page
    assert "说不清的数" in page
    case.purchase.refresh_from_db()
    assert case.purchase.price is None


def test_an_unknown_language_changes_nothing(browser: Client, page_url: Callable[[str], str]) -> None:
    answer = browser.post(page_url("law/money"), {"go": "language:xx"})
    assert answer.status_code == 302
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies


def test_a_list_keeps_its_half_line(browser: Client, page_url: Callable[[str], str]) -> None:
    address = page_url("media/links")
    browser.post(address, {"title": "半句标题", "go": "language:en"})
    page = browser.get(address).content.decode()
    assert "半句标题" in page
    assert '<html lang="en">' in page
