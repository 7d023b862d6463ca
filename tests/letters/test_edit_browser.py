"""Changing a letter on a phone, with scripts and without: every step must look right and lose no word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect

from claimguide.cases.models import Case
from claimguide.letters.models import LetterEdit
from tests.e2e.visitor import Visitor
from tests.plugins.browser import let_in, needs_chromium

from .stories import case_of, story

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), needs_chromium]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def told(transactional_db: None) -> Case:
    return case_of(story("bracelet"))


@pytest.fixture
def open_as_holder(
    chromium: Browser, live_server: Any, told: Case, hold: Callable[..., Client]
) -> Iterator[Callable[..., Visitor]]:
    opened: list[Visitor] = []

    def open_as_holder(*, script: bool = True) -> Visitor:
        context = chromium.new_context(viewport=PHONE, locale="zh-CN", java_script_enabled=script)
        let_in(context, str(live_server), hold(told))
        opened.append(Visitor(context, str(live_server), script=script))
        return opened[-1]

    yield open_as_holder
    for visitor in opened:
        visitor.context.close()


def look_again(visitor: Visitor) -> None:
    """All stages of the page have one address: look at this one, too."""
    visitor.page.wait_for_load_state()
    visitor.seen.clear()
    visitor.look()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_paragraph_is_changed_taken_out_and_brought_back(
    open_as_holder: Callable[..., Visitor], told: Case, script: bool
) -> None:
    visitor = open_as_holder(script=script)
    page = visitor.page
    visitor.open(reverse("letters:review", args=[told.pk, "seller"]))
    page.locator("a[href*='?words']").click()
    look_again(visitor)
    page.locator("a[href*='?edit=facts-0-0']").first.click()
    field = page.locator("#edit-text")
    expect(field).to_be_visible()
    if script:
        expect(field).to_be_focused()
    look_again(visitor)
    original = field.input_value()
    field.fill("2026年10月12日，我在直播间买了这条手串。")
    page.locator("#edit button[value=save]").click()
    expect(page.locator("#at-facts-0-0")).to_contain_text("我在直播间买了这条手串")
    expect(page.locator("#changes del").first).to_be_visible()
    # The price went with the words: that is said, not silent.
    expect(page.locator("#changes .notice--warning")).to_contain_text("您改动了金额")
    look_again(visitor)

    page.locator("#changes button[value=restore]").click()
    expect(page.locator("#at-facts-0-0")).to_contain_text(original.removesuffix("。"))
    expect(page.locator("#changes")).to_have_count(0)

    page.locator("a[href*='?edit=facts-1-0']").first.click()
    page.locator("#edit button[value=remove]").click()
    expect(page.locator("#at-facts-1-0 del")).to_be_visible()
    look_again(visitor)
    page.locator("#at-facts-1-0 button[value=restore]").click()
    expect(page.locator("p#at-facts-1-0")).to_be_visible()

    page.locator("a[href*='?add=closing-0']").first.click()
    page.locator("#edit-text").fill("请在工作日白天与我联系。")
    page.locator("#edit button[value=add]").click()
    expect(page.locator("article.letter p.para", has_text="请在工作日白天与我联系。")).to_be_visible()
    look_again(visitor)
    assert LetterEdit.objects.get().now == "请在工作日白天与我联系。"
    assert visitor.problems == []


def test_two_tabs_lose_nothing(open_as_holder: Callable[..., Visitor], told: Case) -> None:
    first, second = open_as_holder(), open_as_holder()
    address = reverse("letters:review", args=[told.pk, "seller"]) + "?edit=opening#edit"
    for visitor in (first, second):
        visitor.open(address)
    first.page.locator("#edit-text").fill("第一个页面写的话。")
    first.page.locator("#edit button[value=save]").click()
    expect(first.page.locator("#at-opening")).to_contain_text("第一个页面写的话。")
    second.page.locator("#edit-text").fill("第二个页面写的话。")
    second.page.locator("#edit button[value=save]").click()
    expect(second.page.locator("#edit blockquote")).to_contain_text("第一个页面写的话。")
    expect(second.page.locator("#edit-text")).to_have_value("第二个页面写的话。")
    look_again(second)
    second.page.locator("#edit button[value=save]").click()
    expect(second.page.locator("#at-opening")).to_contain_text("第二个页面写的话。")
    # The browser itself reports the answer 409; nothing else went wrong.
    assert [each for each in second.problems if "409" not in each] == []


def test_the_words_of_a_paragraph_survive_a_closed_tab_and_a_lost_connection(
    open_as_holder: Callable[..., Visitor], told: Case
) -> None:
    visitor = open_as_holder()
    address = reverse("letters:review", args=[told.pk, "seller"]) + "?edit=opening#edit"
    visitor.open(address)
    visitor.page.locator("#edit-text").fill("没有保存的话。")
    visitor.page.wait_for_timeout(900)
    visitor.page.close()
    page = visitor.context.new_page()
    page.goto(visitor.home + address)
    bar = page.locator("[data-draft-bar]")
    expect(bar).to_contain_text("填写但没有提交的内容")
    expect(page.locator("#edit-text")).not_to_have_value("没有保存的话。")
    bar.get_by_role("button", name="恢复").click()
    expect(page.locator("#edit-text")).to_have_value("没有保存的话。")
    visitor.context.set_offline(True)
    page.locator("#edit button[value=save]").click()
    expect(bar).to_contain_text("网络断了。您填写的内容保存在这台设备上。网络恢复后请再提交一次。")
    visitor.context.set_offline(False)
    bar.get_by_role("button", name="再次提交").click()
    expect(page.locator("#at-opening")).to_contain_text("没有保存的话。")
    expect(bar).not_to_contain_text("网络断了")
    page.reload()
    page.wait_for_timeout(400)
    expect(bar).not_to_contain_text("没有提交")
    assert [each for each in visitor.problems if "ERR_INTERNET_DISCONNECTED" not in each] == []


def test_the_language_switch_keeps_the_words_of_an_open_paragraph(
    open_as_holder: Callable[..., Visitor], told: Case
) -> None:
    visitor = open_as_holder()
    page = visitor.page
    visitor.open(reverse("letters:review", args=[told.pk, "seller"]) + "?words")
    page.locator("a[href*='?edit=facts-0-0']").first.click()
    page.locator("#edit-text").fill("写到一半的话")
    page.locator(".lang-switch button[value='language:en']").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#edit-text")).to_have_value("写到一半的话")
    page.locator("#edit a", has_text="Cancel").click()
    expect(page.locator("#edit")).to_have_count(0)
    # Nothing is open any more: the switch is the ordinary one again.
    expect(page.locator(".lang-switch button[value=zh-hans]")).to_be_visible()
    assert not told.drafts.exists()
    assert visitor.problems == []
